//! Finds a site's REST API, or why there is none.

use safe_http::header::{LINK, WWW_AUTHENTICATE};
use safe_http::{Client as Http, Method, Request, Response, Url};
use serde::Deserialize;

use crate::connect::{Problem, sign_in};
use crate::rest::{Refusal, parse, retry_after};
use crate::{Credentials, LooksLike, RestRoot};

/// The API's description of itself.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Index {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) home: String,
    namespaces: Vec<String>,
    /// An empty one is written as a list by PHP.
    #[serde(default)]
    authentication: serde_json::Value,
}

impl Index {
    pub(super) fn offers_application_passwords(&self) -> bool {
        !self.authentication["application-passwords"].is_null()
    }
}

/// An API that answered.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) root: RestRoot,
    pub(super) index: Index,
}

/// Tries the usual place, then the one that works without permalinks, then the place that the
/// front page names.
pub(super) async fn find_api(http: &Http, site: &Url, credentials: &Credentials) -> Result<Found, Problem> {
    let mut obstacle = None;
    for root in [RestRoot::pretty(site), RestRoot::plain(site)] {
        match try_root(http, root, credentials).await? {
            Ok(found) => return Ok(found),
            Err(response) => obstacle = obstacle.or_else(|| explain(&response)),
        }
    }
    let front = fetch(http, site.clone(), None).await?;
    if let Some(root) = named_root(&front, site)
        && let Ok(found) = try_root(http, root, credentials).await?
    {
        return Ok(found);
    }
    let obstacle = obstacle.or_else(|| explain(&front)).unwrap_or_else(|| what_else(&front));
    Err(match obstacle {
        Problem::CredentialsNotAccepted => sign_in::second_opinion(http, &RestRoot::plain(site), credentials).await,
        other => other,
    })
}

/// An answer that is no API is handed back: whether it matters depends on the other places.
async fn try_root(http: &Http, root: RestRoot, credentials: &Credentials) -> Result<Result<Found, Response>, Problem> {
    let mut response = fetch(http, root.url().clone(), None).await?;
    // Some sites show their API to signed-in users only.
    if matches!(response.status.as_u16(), 401 | 403) && parse::<Refusal>(&response).is_some() {
        response = fetch(http, root.url().clone(), Some(credentials)).await?;
    }
    Ok(match parse::<Index>(&response) {
        Some(index) if index.namespaces.iter().any(|name| name == "wp/v2") => Ok(Found { root, index }),
        _ => Err(response),
    })
}

/// Fetches an address and insists on staying at its origin: elsewhere, the password would be
/// dropped on each request, or seen by someone it is not meant for.
async fn fetch(http: &Http, url: Url, credentials: Option<&Credentials>) -> Result<Response, Problem> {
    let request = Request::new(Method::GET, url.clone());
    let request = match credentials {
        Some(credentials) => credentials.sign(request),
        None => request,
    };
    let response = http.send(request).await?;
    if response.final_url.origin() != url.origin() {
        let to = response.final_url.origin().ascii_serialization();
        return Err(Problem::RedirectsElsewhere { to });
    }
    Ok(response)
}

/// An answer that is reason enough by itself.
fn explain(response: &Response) -> Option<Problem> {
    let status = response.status.as_u16();
    if parse::<Refusal>(response).is_some() {
        return match status {
            // Refused even with credentials: the API is for those signed in, and we are not.
            401 => Some(Problem::CredentialsNotAccepted),
            403 | 404 => Some(Problem::RestDisabled),
            _ => None,
        };
    }
    let looks_like = LooksLike::of(response);
    match (status, looks_like) {
        (401, _) if response.headers.contains_key(WWW_AUTHENTICATE) => Some(Problem::PasswordProtected),
        (429, LooksLike::Page(_) | LooksLike::Text(_) | LooksLike::Empty) => {
            Some(Problem::RateLimited { retry_after: retry_after(response) })
        }
        (_, looks_like @ LooksLike::Firewall(_)) | (401 | 403 | 405 | 406, looks_like) => {
            Some(Problem::Firewall { status, looks_like })
        }
        (500.., _) => Some(Problem::ServerError { status }),
        (200, LooksLike::PhpWarning) => Some(Problem::Unreadable),
        _ => None,
    }
}

/// The API's address from the front page's `Link` header, where it lies on the same origin.
fn named_root(front: &Response, site: &Url) -> Option<RestRoot> {
    let link = front
        .headers
        .get_all(LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .find(|link| link.contains("https://api.w.org/"))?;
    let (_, link) = link.split_once('<')?;
    let (address, _) = link.split_once('>')?;
    let url = Url::parse(address).ok()?;
    let root: RestRoot = url.as_str().parse().ok()?;
    (url.origin() == site.origin()).then_some(root)
}

/// The site answers well, only not as an API.
fn what_else(front: &Response) -> Problem {
    let page = front.text().to_lowercase();
    let is_wordpress = ["/wp-content/", "/wp-includes/", "content=\"wordpress"].iter().any(|sign| page.contains(sign));
    if is_wordpress {
        Problem::RestDisabled
    } else {
        let looks_like = LooksLike::of(front);
        Problem::NotWordPress { looks_like }
    }
}
