//! `POST /images/{image}/upload`: one's own picture, from a plain form, and back to the page it stood on.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::post;
use http::HeaderMap;
use http::request::Parts;

use super::image::{MAX_UPLOAD, UploadProblem};
use super::service::editing;
use crate::access;
use crate::kit::form::{asks_for_page, referrer_with};
use crate::kit::id::ImageId;
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::state::AppState;

/// What a form adds to its file: boundaries, names, other fields.
const AROUND_THE_FILE: usize = 64 * 1024;

/// The pictures' own doors.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/images/{image}/upload", post(upload))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD + AROUND_THE_FILE))
}

/// Takes the field `file`. What is refused comes back to the page of the form as `upload=<code>`; whoever asks for no
/// page, or has no session any more, is answered with the error itself.
pub async fn upload(
    State(state): State<AppState>,
    Path(image): Path<ImageId>,
    parts: Parts,
    form: Multipart,
) -> Response {
    let refused = take(&state, image, &parts, form).await.err();
    match (way_on(&parts.headers, refused.as_ref()), refused) {
        (Some(way), _) => Redirect::to(&way).into_response(),
        (None, Some(error)) => error.into_response(),
        (None, None) => Redirect::to("/writer/images").into_response(),
    }
}

/// Where a browser goes on to; nowhere when it didn't say where it comes from, or asks for no page.
fn way_on(headers: &HeaderMap, refused: Option<&AppError>) -> Option<String> {
    match refused {
        None => referrer_with(headers, "upload", None),
        Some(error) if error.kind == ErrorKind::SignedOut || !asks_for_page(headers) => None,
        Some(error) => referrer_with(headers, "upload", Some(&error.code)),
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

#[cfg(test)]
mod tests {
    use http::header::{ACCEPT, REFERER};

    use super::*;

    fn from_the_editor(accepts: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accepts.parse().expect("a header"));
        headers.insert(REFERER, "https://x.example/writer/content/7?upload=no_file".parse().expect("a header"));
        headers
    }

    #[test]
    fn a_browser_comes_back_to_the_page_with_what_was_refused() {
        let headers = from_the_editor("text/html,*/*");
        let refused = AppError::new(ErrorKind::Forbidden, "role", "No.");
        assert_eq!(way_on(&headers, Some(&refused)).as_deref(), Some("/writer/content/7?upload=role"));
        assert_eq!(way_on(&headers, None).as_deref(), Some("/writer/content/7"));
        // a program reads the error itself, and the door is shown to whoever has no session
        let signed_out = AppError::new(ErrorKind::SignedOut, "session_expired", "Please sign in.");
        assert_eq!(way_on(&headers, Some(&signed_out)), None);
        assert_eq!(way_on(&from_the_editor("application/json"), Some(&refused)), None);
    }
}
