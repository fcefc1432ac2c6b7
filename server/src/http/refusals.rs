//! Gives refusals their status. The framework answers every error of a server function with 500; the error itself says
//! what it is: 401 ends a session, 402, 403, 404, 409, 422 and 429 do not, and only a fault of ours is a 500. Whoever may
//! try again later is told when.

use app::kit::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

/// Longest error that is looked at, in bytes: one holds what was typed into a form.
pub const LONGEST: usize = 8 * 1024 * 1024;
/// Seconds to wait for what is briefly away, where nothing better is known.
const BRIEFLY: HeaderValue = HeaderValue::from_static("2");

pub async fn give_status(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && response.headers().contains_key(SERVER_FN_ERROR_HEADER)
    {
        response = with_status_of_error(response).await;
    }
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().entry(RETRY_AFTER).or_insert(BRIEFLY);
    }
    response
}

async fn with_status_of_error(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if let Ok(error) = serde_json::from_slice::<AppError>(&bytes) {
        parts.status = StatusCode::from_u16(error.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Some(seconds) = error.wait_seconds() {
            parts.headers.insert(RETRY_AFTER, seconds.into());
        }
    }
    Response::from_parts(parts, Body::from(bytes))
}
