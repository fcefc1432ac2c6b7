//! `POST /theme`: the theme chosen in a browser without our script, and back to the page it was chosen on.

use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use axum::{Form, Router};
use http::HeaderMap;
use http::header::SET_COOKIE;
use serde::Deserialize;

use crate::kit::form::referrer_with;
use crate::state::AppState;
use crate::ui::Theme;

/// The switch's own door, open to everybody: it sets nothing but a cookie.
pub fn routes() -> Router<AppState> {
    Router::new().route("/theme", post(choose))
}

#[derive(Debug, Deserialize)]
struct Choice {
    theme: String,
}

async fn choose(headers: HeaderMap, Form(choice): Form<Choice>) -> impl IntoResponse {
    let cookie = Theme::from_cookie(&choice.theme).set_cookie();
    let back = referrer_with(&headers, "theme", None).unwrap_or_else(|| "/".to_owned());
    ([(SET_COOKIE, cookie)], Redirect::to(&back))
}
