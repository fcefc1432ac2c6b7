//! `/media/…`: pictures by key. A key is a UUID of version 7, so 74 of its bits are chance and the others the time: it
//! cannot be guessed, and is never used again, so what it names is cached for ever.

use app::kit::{AppError, AppResult};
use app::state::AppState;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

pub async fn media(State(state): State<AppState>, Path(key): Path<String>) -> AppResult<Response> {
    let content_type = match key.rsplit('.').next() {
        Some("webp") => "image/webp",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        _ => return Err(AppError::not_found("picture")),
    };
    let bytes = state.files().get(&key).await?.ok_or_else(|| AppError::not_found("picture"))?;
    Ok(([(CONTENT_TYPE, content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")], bytes).into_response())
}
