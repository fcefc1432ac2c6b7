//! Shows refusals and faults to whoever asked for a page: a plain form or a download that was refused, or a panic, is
//! answered with a page in words, and a session that is over leads to the door and back. Programs get the plain answer.

use app::kit::address::Address;
use app::kit::form::{asks_for_page, referrer_with};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::LeptosOptions;

/// Longest sentence that is looked at, in bytes.
const LONGEST: usize = 64 * 1024;
/// The page shows our styles, letters and pictures, and does nothing.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
);

pub async fn show(State(options): State<LeptosOptions>, request: Request, next: Next) -> Response {
    let wants_page = asks_for_page(request.headers());
    let came_from = referrer_with(request.headers(), "", None);
    let back = match *request.method() {
        Method::GET => request.uri().path_and_query().map(ToString::to_string),
        _ => came_from.clone(),
    };
    let response = next.run(request).await;
    let status = response.status();
    if !wants_page || !(status.is_client_error() || status.is_server_error()) || says_enough(response.headers()) {
        return response;
    }
    let code = response.headers().get("x-error-code").and_then(|code| code.to_str().ok()).map(str::to_owned);
    if status == StatusCode::UNAUTHORIZED {
        let door = Address::sign_in(&code.unwrap_or_default(), &back.unwrap_or_default()).finish();
        return Redirect::to(&door).into_response();
    }
    let (mut parts, body) = response.into_parts();
    let told = match code {
        // the sentence of an error of ours
        Some(_) => to_bytes(body, LONGEST).await.ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()),
        None => None,
    };
    let (title, usual) = words(status);
    let sentence = told.as_deref().unwrap_or(usual);
    let page = app::refusal_document(options, status.as_u16(), title, sentence, came_from.as_deref());
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    Response::from_parts(parts, Body::from(page))
}

/// A page of the product, or an answer for our script.
fn says_enough(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

/// What a status says to a person: the title, and the sentence where nothing better is known.
fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::FORBIDDEN => ("You may not do this", "Ask somebody who manages the account."),
        StatusCode::NOT_FOUND => ("There is nothing here", "It may have been deleted, or the address is mistyped."),
        StatusCode::METHOD_NOT_ALLOWED => ("There is nothing here", "The address takes forms, and shows no page."),
        StatusCode::PAYLOAD_TOO_LARGE => ("That is too large", "Send less at once, then try again."),
        StatusCode::TOO_MANY_REQUESTS => ("Too many at once", "Wait a moment, then try again."),
        StatusCode::SERVICE_UNAVAILABLE => ("We will be right back", "Nothing was lost. Try again in a moment."),
        status if status.is_server_error() => (
            "Something went wrong",
            "It has been noted, and nothing was half done. Go back and try again; if it happens once more, tell us.",
        ),
        _ => ("That did not work", "Go back, look at what you sent, and try again."),
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::http::header::ACCEPT;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt as _;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    async fn fault() -> &'static str {
        panic!("a fault of ours")
    }

    async fn answer(accepts: &str) -> (StatusCode, String) {
        let options = LeptosOptions::builder().output_name("igny8").build();
        let router =
            Router::new().route("/", get(fault)).layer(CatchPanicLayer::new()).layer(from_fn_with_state(options, show));
        let request = Request::builder().uri("/").header(ACCEPT, accepts).body(Body::empty()).expect("a request");
        let response = router.oneshot(request).await.expect("answers");
        let status = response.status();
        let body = to_bytes(response.into_body(), LONGEST).await.expect("a body");
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[tokio::test]
    async fn a_fault_of_ours_is_a_page_that_tells_nothing_of_it() {
        let (status, page) = answer("text/html").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.contains("Something went wrong") && page.contains("href=\"/\""), "{page}");
        assert!(!page.contains("a fault of ours"));
        let (_, plain) = answer("application/json").await;
        assert!(!plain.contains("<html"));
    }
}
