//! The guard: turns a request's session cookie into a [`Tenant`], or refuses.

use std::net::IpAddr;
use std::sync::Arc;

use http::request::Parts;
use leptos::prelude::use_context;
use tokio::sync::OnceCell;

use super::{Role, Tenant};
use crate::accounts::account::Me;
use crate::accounts::{AccountStatus, service::sessions};
use crate::kit::id::{AccountId, UserId};
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::state::AppState;

/// Who is signed in, with what the shell shows of them.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub user: UserId,
    pub user_name: String,
    pub email: String,
    pub account: AccountId,
    pub account_name: String,
    pub account_status: AccountStatus,
    pub role: Role,
}

impl From<Visitor> for Me {
    fn from(visitor: Visitor) -> Self {
        Self { name: visitor.user_name, email: visitor.email, account_name: visitor.account_name, role: visitor.role }
    }
}

/// What a request has already found out about its session, so that a page with five resources asks once.
#[derive(Clone, Debug, Default)]
pub struct RequestSession(Arc<OnceCell<AppResult<Visitor>>>);

/// What this request was given to work with.
///
/// # Errors
/// 503 `reader_left` when the page that asked has been left: what it had begun to load goes on for a moment, without its
/// surroundings, and nobody hears the answer.
pub fn request_state() -> AppResult<AppState> {
    use_context().ok_or_else(|| {
        AppError::new(ErrorKind::Unavailable, "reader_left", "This page was left before it was made. Open it again.")
    })
}

/// The signed-in person of this request.
///
/// # Errors
/// 401 with the reason (`signed_out`, `session_expired`, `session_revoked`, `password_changed`, `user_inactive`);
/// 503 when the database is away, or as [`request_state`].
pub async fn visitor() -> AppResult<Visitor> {
    let state = request_state()?;
    match use_context::<Parts>() {
        Some(parts) => visitor_of(&state, &parts).await,
        None => Err(signed_out()),
    }
}

/// The tenant of this request: the first line of every server function that touches an account's rows.
///
/// # Errors
/// As [`visitor`].
pub async fn tenant() -> AppResult<Tenant> {
    let state = request_state()?;
    Ok(as_tenant(&state, &visitor().await?))
}

/// The tenant of a request outside the pages: downloads, uploads, event streams.
///
/// # Errors
/// As [`visitor`].
pub async fn tenant_of(state: &AppState, parts: &Parts) -> AppResult<Tenant> {
    Ok(as_tenant(state, &visitor_of(state, parts).await?))
}

async fn visitor_of(state: &AppState, parts: &Parts) -> AppResult<Visitor> {
    let session = parts.extensions.get::<RequestSession>().cloned().unwrap_or_default();
    let Some(cookie) = sessions::cookie_of(&parts.headers, state.settings()) else { return Err(signed_out()) };
    session.0.get_or_init(|| sessions::resume(state, &cookie)).await.clone()
}

fn signed_out() -> AppError {
    AppError::new(ErrorKind::SignedOut, "signed_out", "Please sign in.")
}

fn as_tenant(state: &AppState, visitor: &Visitor) -> Tenant {
    Tenant::of_person(
        visitor.account,
        visitor.account_status,
        visitor.user,
        visitor.role,
        state.pool.clone(),
        state.clock.clone(),
    )
}

/// The address the request came from, as the server saw it.
#[must_use]
pub fn client_address() -> Option<IpAddr> {
    use_context::<Parts>()?.extensions.get::<axum::extract::ConnectInfo<std::net::SocketAddr>>().map(|info| info.0.ip())
}
