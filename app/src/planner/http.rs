//! What goes in and out of the planner as files and as plain forms, outside the pages' own calls.

use std::str::FromStr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, Multipart, Path, RawForm, RawQuery, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use futures::StreamExt as _;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use url::form_urlencoded;

use super::import::MAX_FILE;
use super::import_refusal::ImportRefusal;
use super::keyword_list::KeywordQuery;
use super::service::{import, keywords};
use crate::access;
use crate::kit::form::referrer_with;
use crate::kit::id::{ImportId, SiteId};
use crate::kit::selection::Selection;
use crate::kit::text::slugify;
use crate::kit::{AppError, AppResult};
use crate::sites::scope::href_of;
use crate::state::AppState;

/// The form around a file: the few fields beside it, and the boundaries.
const FORM_OVERHEAD: usize = 64 * 1024;

/// What is still taken in of an upload that is refused, in bytes and for how long. A browser reads the answer once it has
/// sent everything; cut off before, it tells of a lost connection instead. Who goes on beyond this is cut off.
const DRAINED: usize = 100 * 1024 * 1024;
const DRAIN_TIME: Duration = Duration::from_secs(20);

/// Longest text of a field that holds an id, in bytes.
const LONGEST_ID: usize = 100;

/// What the server mounts.
pub fn routes() -> Router<AppState> {
    let largest = usize::try_from(MAX_FILE).unwrap_or(usize::MAX).saturating_add(FORM_OVERHEAD + DRAINED);
    Router::new()
        .route("/planner/import", post(upload_import).layer(DefaultBodyLimit::max(largest)))
        .route("/planner/import/{id}/rejected.csv", get(download_rejected))
        .route("/planner/keywords.csv", get(export_keywords))
        .route("/planner/keywords/bulk", post(change_keywords))
}

/// Receives a file from the form on `/planner/import` and leads to its preview, or back with the reason.
///
/// # Errors
/// 401, 403, 404, 503. A file that cannot be imported leads back to the form instead.
pub async fn upload_import(State(state): State<AppState>, parts: Parts, mut form: Multipart) -> AppResult<Response> {
    let tenant = access::tenant_of(&state, &parts).await?;
    let mut place = import::Upload::default();
    let received = receive(&state, &tenant, &mut form, &mut place).await;
    if received.is_err() {
        // who sends for longer than that is not waited for
        let _ = tokio::time::timeout(DRAIN_TIME, drain(&mut form)).await;
    }
    match received {
        Ok(id) => Ok(Redirect::to(&href_of(&format!("/planner/import/{id}"), place.site, None)).into_response()),
        Err(error) if error.code.parse::<ImportRefusal>().is_ok() => {
            let back = href_of(&format!("/planner/import?problem={}", error.code), place.site, place.sector);
            Ok(Redirect::to(&back).into_response())
        }
        Err(error) => Err(error),
    }
}

/// Reads the form's fields up to the file, which comes last.
async fn receive(
    state: &AppState,
    tenant: &access::Tenant,
    form: &mut Multipart,
    place: &mut import::Upload,
) -> AppResult<ImportId> {
    while let Some(field) = form.next_field().await.map_err(|_| ImportRefusal::CutShort)? {
        match field.name() {
            Some("site") => place.site = id_in(field).await,
            Some("sector") => place.sector = id_in(field).await,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    return Err(ImportRefusal::NoFile.into());
                }
                place.file_name = name;
                // the body's limit ends the stream with an error, which says little: count here as well
                return import::receive(state, tenant, place, field.boxed()).await;
            }
            _ => {}
        }
    }
    Err(ImportRefusal::NoFile.into())
}

/// The id that a field holds.
async fn id_in<T: FromStr>(mut field: Field<'_>) -> Option<T> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        text.extend_from_slice(&chunk);
        if text.len() > LONGEST_ID {
            return None;
        }
    }
    str::from_utf8(&text).ok()?.parse().ok()
}

/// Reads the rest of a form and keeps nothing of it; the limit of the body ends it.
async fn drain(form: &mut Multipart) {
    // to reach the next field is to read the last one to its end
    while let Ok(Some(_)) = form.next_field().await {}
}

/// Every rejected row of an import, to correct and import again.
///
/// # Errors
/// 401, 404.
pub async fn download_rejected(
    State(state): State<AppState>,
    parts: Parts,
    Path(id): Path<ImportId>,
) -> AppResult<Response> {
    let tenant = access::tenant_of(&state, &parts).await?;
    let (file, body) = import::rejected_csv(&tenant, id).await?;
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    Ok(csv(&format!("rejected-{}.csv", slugify(stem, 60)), Body::from_stream(body)))
}

/// Every keyword that the list's address matches.
///
/// # Errors
/// 401, 404.
pub async fn export_keywords(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    parts: Parts,
) -> AppResult<Response> {
    let tenant = access::tenant_of(&state, &parts).await?;
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
    let query = KeywordQuery::read(|name| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()));
    let (name, body) = keywords::export::export_csv(&tenant, &query).await?;
    Ok(csv(&name, Body::from_stream(body)))
}

/// The name is made of letters, digits, hyphens and points, so it needs no quoting rules of its own.
fn csv(name: &str, body: Body) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    (headers, body).into_response()
}

/// The keyword table's form, sent by a browser without our script: ticked rows and a bulk button (`do=delete`), or
/// one row's menu (`row=delete.{id}`). Leads back to the list, with a note that offers to undo.
///
/// # Errors
/// 401, 403, 404; 422 when nothing is ticked.
pub async fn change_keywords(
    State(state): State<AppState>,
    parts: Parts,
    RawForm(form): RawForm,
) -> AppResult<Response> {
    let tenant = access::tenant_of(&state, &parts).await?;
    let pairs: Vec<(String, String)> = form_urlencoded::parse(&form).into_owned().collect();
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let site: Option<SiteId> = value("site").and_then(|id| id.parse().ok());
    let (what, ids) = match value("row").and_then(|row| row.split_once('.')) {
        Some((what, id)) => (what, vec![id.to_owned()]),
        None => {
            let ticked = pairs.iter().filter(|(key, _)| key == "ids").map(|(_, value)| value.clone()).collect();
            (value("do").unwrap_or_default(), ticked)
        }
    };
    let selection = Selection::of_ids(&ids);
    let done = match what {
        "delete" => keywords::delete_keywords(&tenant, site, &selection).await?,
        "disable" => keywords::disable_keywords(&tenant, site, &selection).await?,
        "enable" => keywords::enable_keywords(&tenant, site, &selection).await?,
        _ => return Err(AppError::invalid("unknown_action", "Choose what to do with the keywords.")),
    };
    let undo = done.undo.to_string();
    let back = referrer_with(&parts.headers, "undo", Some(&undo));
    Ok(Redirect::to(&back.unwrap_or_else(|| href_of(&format!("/planner/keywords?undo={undo}"), site, None)))
        .into_response())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use axum::extract::FromRequest as _;
    use bytes::Bytes;
    use futures::stream;

    use super::*;

    #[tokio::test]
    async fn what_a_browser_still_sends_of_a_refused_upload_is_taken_in() {
        let mut pieces =
            vec![Bytes::from("--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"k.csv\"\r\n\r\n")];
        pieces.extend(std::iter::repeat_n(Bytes::from(vec![b'k'; 10_000]), 50));
        pieces.push(Bytes::from("\r\n--x--\r\n"));
        let (all, sent) = (pieces.len(), Arc::new(AtomicUsize::new(0)));
        let counter = sent.clone();
        // a line is slower than a list: between two pieces there is nothing to read
        let slow = stream::iter(pieces).then(move |piece| {
            let counter = counter.clone();
            async move {
                tokio::task::yield_now().await;
                counter.fetch_add(1, Ordering::SeqCst);
                Ok::<_, Infallible>(piece)
            }
        });
        let request = http::Request::builder()
            .header(CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from_stream(slow))
            .expect("a request");
        let mut form = Multipart::from_request(request, &()).await.expect("a form");
        let mut field = form.next_field().await.expect("is read").expect("a field");
        assert_eq!(field.name(), Some("file"));
        field.chunk().await.expect("is read").expect("a piece");
        drop(field);
        assert!(sent.load(Ordering::SeqCst) < all, "it is still being sent");
        drain(&mut form).await;
        assert_eq!(sent.load(Ordering::SeqCst), all);
    }
}
