//! Requests to the API, and what its answers mean.

use std::time::Duration;

use chrono::DateTime;
use safe_http::header::{ACCEPT, DATE, HeaderValue, LOCATION, RETRY_AFTER};
use safe_http::{Method, Request, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Client, Error, LooksLike, html};

/// What the API answers when it refuses.
#[derive(Debug, Deserialize)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) message: String,
    #[serde(default)]
    pub(crate) data: serde_json::Value,
}

impl Refusal {
    /// The status of a parameter that was refused for the caller's lack of rights. Who is not signed
    /// in and asks for drafts gets a 400 for the parameter `status`, with the 401 inside.
    fn cause(&self) -> Option<u16> {
        let parameters = self.data["details"].as_object()?;
        parameters
            .values()
            .filter_map(|refused| refused["data"]["status"].as_u64())
            .filter_map(|status| u16::try_from(status).ok())
            .find(|status| matches!(status, 401 | 403))
    }
}

impl Client {
    pub(crate) async fn get<T: DeserializeOwned>(&self, route: &str, query: &[(&str, &str)]) -> Result<T, Error> {
        self.send(self.request(Method::GET, route, query)).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(&self, route: &str, body: &impl Serialize) -> Result<T, Error> {
        let request = self.request(Method::POST, route, &[]);
        let request = request
            .json(body)
            .map_err(|error| Error::InvalidAnswer { cause: format!("the request has no JSON form: {error}") })?;
        self.send(request).await
    }

    pub(crate) fn request(&self, method: Method, route: &str, query: &[(&str, &str)]) -> Request {
        let request = Request::new(method, self.root.route(route, query));
        self.signed(request).header(ACCEPT, HeaderValue::from_static("application/json"))
    }

    pub(crate) async fn send<T: DeserializeOwned>(&self, request: Request) -> Result<T, Error> {
        read(&self.http.send(request).await?)
    }
}

/// Takes an answer for what it says.
pub(crate) fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Error> {
    if !response.status.is_success() {
        return Err(refusal(response));
    }
    let value: serde_json::Value = parse(response).ok_or_else(|| not_json(response))?;
    serde_json::from_value(value).map_err(|error| Error::InvalidAnswer { cause: error.to_string() })
}

fn refusal(response: &Response) -> Error {
    let status = response.status.as_u16();
    if response.status.is_redirection() {
        let to = response.header(LOCATION).unwrap_or("nowhere").to_owned();
        return Error::Redirected { to };
    }
    if status == 429 {
        return Error::RateLimited { retry_after: retry_after(response) };
    }
    let Some(refusal) = parse::<Refusal>(response) else {
        return match status {
            500.. => Error::Server { status, retry_after: retry_after(response) },
            _ => not_json(response),
        };
    };
    let cause = refusal.cause();
    let code = refusal.code;
    let message = html::without_tags(&refusal.message);
    match cause.unwrap_or(status) {
        401 => Error::Unauthorized { code },
        403 => Error::Forbidden { code, message },
        404 => Error::NotFound { code },
        // A file that WordPress won't take is answered with 500, and will be next time too.
        500.. if !code.starts_with("rest_upload_") => Error::Server { status, retry_after: retry_after(response) },
        _ => Error::Refused { status, code, message },
    }
}

/// The body as JSON. Some sites send a byte order mark first, left in one of their PHP files.
pub(crate) fn parse<T: DeserializeOwned>(response: &Response) -> Option<T> {
    let body = response.body.strip_prefix("\u{feff}".as_bytes());
    serde_json::from_slice(body.unwrap_or(&response.body)).ok()
}

fn not_json(response: &Response) -> Error {
    Error::NotJson { status: response.status.as_u16(), looks_like: LooksLike::of(response) }
}

/// Seconds, or a date, which is measured against the site's own clock (RFC 9110, 10.2.3).
pub(crate) fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.header(RETRY_AFTER)?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::parse_from_rfc2822(value).ok()?;
    let now = DateTime::parse_from_rfc2822(response.header(DATE)?).ok()?;
    (until - now).to_std().ok()
}
