//! One line a request, with an id that is also in the answer. No bodies, no query strings, no cookies.

use std::time::Instant;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

pub async fn log(request: Request, next: Next) -> Response {
    let id = format!("{:016x}", rand::random::<u64>());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", %id);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let quiet = path.starts_with("/pkg/") || path.starts_with("/media/") || path.ends_with("z");
    if !quiet || status >= 500 {
        let took = began.elapsed().as_millis();
        span.in_scope(|| tracing::info!(%method, path = %path.escape_debug(), status, took_ms = took, "answered"));
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
