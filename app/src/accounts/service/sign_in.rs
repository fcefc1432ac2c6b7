//! Signing in: the same answer, in the same time, for an unknown e-mail and a wrong password.

use std::net::IpAddr;

use crate::access::SystemTx;
use crate::accounts::store;
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::state::AppState;

use super::sessions::{self, Origin, SessionToken};

/// Longest e-mail address there is, in bytes (RFC 5321, 4.5.3.1.3, less the brackets).
pub(super) const EMAIL_MAX: usize = 254;

/// Checks e-mail and password and starts a session in the person's account.
///
/// # Errors
/// 422 `wrong_credentials`; 429 after too many tries; 403 `user_inactive`; 503.
pub async fn sign_in(
    state: &AppState,
    email: &str,
    password: &str,
    address: Option<IpAddr>,
    origin: &Origin,
) -> AppResult<SessionToken> {
    let email = email.trim();
    state.sign_in_limits.count_sign_in(address, email)?;
    // nobody has one; it is not even said again, since it may be megabytes
    if email.len() > EMAIL_MAX {
        return Err(wrong());
    }
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    let user = store::users::find_by_email(&mut tx, email).await?;
    // no connection is held while the hash is computed
    drop(tx);
    let fits = state.passwords.verify(password, user.as_ref().map(|user| user.password_hash.clone())).await?;
    let user = user.filter(|_| fits).ok_or_else(|| wrong().with_typed("email", email))?;
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    let account = store::memberships::first_of(&mut tx, user.id).await?.filter(|_| user.active).ok_or_else(|| {
        AppError::new(
            ErrorKind::Forbidden,
            "user_inactive",
            "Your access has been switched off. An owner of the account can switch it on again.",
        )
    })?;
    let token = sessions::start(&mut tx, user.id, account, origin).await?;
    tx.commit().await?;
    Ok(token)
}

/// The one answer for an unknown e-mail and a wrong password.
fn wrong() -> AppError {
    AppError::invalid("wrong_credentials", "This e-mail and password do not belong together. Check both and try again.")
}
