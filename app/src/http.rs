//! Doors that are no pages: uploads, downloads, the theme. What is an account's goes through the guard like the rest.

use axum::Router;

use crate::state::AppState;

/// The routes of every module that has such doors.
pub fn routes() -> Router<AppState> {
    Router::new()
        .merge(crate::planner::http::routes())
        .merge(crate::images::upload::routes())
        .merge(crate::shell::theme::routes())
}
