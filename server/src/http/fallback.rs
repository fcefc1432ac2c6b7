//! Static files, and the 404 page for everything else.

use app::state::AppState;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, IF_MODIFIED_SINCE};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::LeptosOptions;
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

pub async fn file_or_not_found(
    State(options): State<LeptosOptions>,
    State(app): State<AppState>,
    request: Request,
) -> Response {
    let uri: Uri = request.uri().clone();
    let mut asked = Request::new(Body::empty());
    *asked.uri_mut() = uri.clone();
    // the former lets a browser keep the megabytes of WASM that it has, the latter takes what was compressed beforehand
    for name in [IF_MODIFIED_SINCE, ACCEPT_ENCODING] {
        if let Some(value) = request.headers().get(&name) {
            asked.headers_mut().insert(name, value.clone());
        }
    }
    let files = ServeDir::new(options.site_root.to_string()).append_index_html_on_directories(false).precompressed_br();
    let found = files.oneshot(asked).await;
    if let Ok(file) = found
        && matches!(file.status(), StatusCode::OK | StatusCode::NOT_MODIFIED)
    {
        let mut file = file.into_response();
        file.headers_mut().insert(CACHE_CONTROL, how_long(uri.path(), options.hash_files));
        return file;
    }
    let render = leptos_axum::render_app_async_with_context(
        move || leptos::prelude::provide_context(app.clone()),
        move || app::shell(options.clone()),
    );
    let mut page = render(request).await;
    *page.status_mut() = StatusCode::NOT_FOUND;
    page
}

/// What never changes under its name is kept for good; the rest is asked for anew, and answered with "not modified".
fn how_long(path: &str, hash_files: bool) -> HeaderValue {
    let is_built = path.starts_with("/pkg/") && !path.starts_with("/pkg/snippets/");
    HeaderValue::from_static(if path.starts_with("/fonts/") || (hash_files && is_built) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    })
}
