//! Whether the process lives, and whether it can do its work.

use app::state::AppState;
use axum::extract::State;
use axum::http::StatusCode;

/// `/healthz`: the process answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// `/readyz`: the database answers too.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    let asked = tokio::time::timeout(std::time::Duration::from_secs(2), app::database::answers(state.pool())).await;
    if matches!(asked, Ok(true)) {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    }
}
