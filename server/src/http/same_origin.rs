//! Refuses requests that change something and come from another site (cross-site request forgery).
//!
//! Every browser says where a request comes from: `Sec-Fetch-Site`, or in older ones `Origin`. A request that says
//! neither is no page of ours.

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

pub async fn refuse_foreign(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_own(request.headers()) {
        return next.run(request).await;
    }
    (
        StatusCode::FORBIDDEN,
        "This form was sent from another site, so it was refused. Open the page here and send it again.",
    )
        .into_response()
}

/// Whether a page of ours sent this.
pub fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let (Some(origin), Some(host)) = (text(ORIGIN.as_str()), text(HOST.as_str())) else { return false };
    origin.split_once("://").is_some_and(|(_, authority)| authority == host)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().expect("name"), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        for own in [
            headers(&[("sec-fetch-site", "same-origin")]),
            headers(&[("sec-fetch-site", "none")]),
            headers(&[("host", "igny8.example"), ("origin", "https://igny8.example")]),
        ] {
            assert!(is_own(&own), "{own:?}");
        }
        for foreign in [
            headers(&[]),
            headers(&[("host", "igny8.example")]),
            headers(&[("sec-fetch-site", "cross-site")]),
            headers(&[("sec-fetch-site", "same-site")]),
            headers(&[("host", "igny8.example"), ("origin", "https://evil.example")]),
            headers(&[("host", "igny8.example"), ("origin", "null")]),
            headers(&[
                ("sec-fetch-site", "cross-site"),
                ("host", "igny8.example"),
                ("origin", "https://igny8.example"),
            ]),
        ] {
            assert!(!is_own(&foreign), "{foreign:?}");
        }
    }
}
