//! `/media/…`: pictures by key. A key is 16 random bytes wide and never reused, so it is cached for ever.

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
