//! `POST /images/{image}/upload`: one's own picture, from a plain form, and back to the page it stood on.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use http::request::Parts;

use super::image::{MAX_UPLOAD, UploadProblem};
use super::service::editing;
use crate::access;
use crate::kit::form::referrer_with;
use crate::kit::id::ImageId;
use crate::kit::{AppError, AppResult};
use crate::state::AppState;

/// What a form adds to its file: boundaries, names, other fields.
const AROUND_THE_FILE: usize = 64 * 1024;

/// The pictures' own doors.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/images/{image}/upload", post(upload))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD + AROUND_THE_FILE))
}

/// Takes the field `file`. What is wrong with it comes back to the page as `upload=<code>`.
pub async fn upload(
    State(state): State<AppState>,
    Path(image): Path<ImageId>,
    parts: Parts,
    form: Multipart,
) -> Response {
    let outcome = take(&state, image, &parts, form).await;
    let problem = outcome.as_ref().err().map(|error| error.code.clone());
    match (outcome, referrer_with(&parts.headers, "upload", problem.as_deref())) {
        (Err(error), Some(back)) if UploadProblem::of_code(&error.code).is_some() => {
            Redirect::to(&back).into_response()
        }
        (Err(error), _) => error.into_response(),
        (Ok(()), back) => Redirect::to(back.as_deref().unwrap_or("/writer/images")).into_response(),
    }
}

async fn take(state: &AppState, image: ImageId, parts: &Parts, form: Multipart) -> AppResult<()> {
    let tenant = access::tenant_of(state, parts).await?;
    tenant.may(access::Action::EditContent)?;
    let bytes = file_of(form).await.map_err(|problem| AppError::invalid(problem.code(), problem.to_string()))?;
    editing::replace_file(&tenant, state, image, bytes).await
}

/// The file of a form, no longer than it may be.
async fn file_of(mut form: Multipart) -> Result<Vec<u8>, UploadProblem> {
    while let Some(field) = form.next_field().await.map_err(|_| UploadProblem::TooLarge)? {
        if field.name() == Some("file") {
            return Ok(field.bytes().await.map_err(|_| UploadProblem::TooLarge)?.to_vec());
        }
    }
    Err(UploadProblem::Nothing)
}
