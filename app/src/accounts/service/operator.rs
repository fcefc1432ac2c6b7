//! What an operator does from the command line: a new password, another plan.

use crate::access::{SystemTx, Tenant};
use crate::accounts::{AccountStatus, store};
use crate::billing::service::ledger;
use crate::kit::{AppError, AppResult};
use crate::state::AppState;

use super::passwords::check_password;

/// Sets a person's password and ends every session of theirs.
///
/// # Errors
/// 404 for an unknown e-mail; 422 for a password that may not be used.
pub async fn set_password(state: &AppState, email: &str, password: &str) -> AppResult<()> {
    check_password(password, email).map_err(|sentence| AppError::invalid("weak_password", sentence))?;
    let hash = state.passwords.hash(password).await?;
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    let user = store::users::find_by_email(&mut tx, email).await?.ok_or_else(|| AppError::not_found("person"))?;
    store::users::set_password(&mut tx, user.id, &hash).await?;
    store::sessions::end_all(&mut tx, user.id, "password_changed").await?;
    tx.commit().await
}

/// Moves a person's account to a plan, with the plan's credits from now on. Answers how many.
///
/// # Errors
/// 404 for an unknown e-mail; 422 naming the plans there are.
pub async fn set_plan(state: &AppState, email: &str, plan: &str) -> AppResult<i64> {
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    let plans = store::plans::slugs(&mut tx).await?;
    if !plans.iter().any(|slug| slug == plan) {
        return Err(AppError::invalid(
            "unknown_plan",
            format!("There is no plan “{plan}”. There are: {}.", plans.join(", ")),
        ));
    }
    let user = store::users::find_by_email(&mut tx, email).await?.ok_or_else(|| AppError::not_found("person"))?;
    let account =
        store::memberships::first_of(&mut tx, user.id).await?.ok_or_else(|| AppError::not_found("account"))?;
    let credits = store::plans::find(&mut tx, plan).await?.credits;
    drop(tx);
    // plan and credits change together, in the account's own transaction
    let tenant = Tenant::of_system(account, AccountStatus::Active, None, state.pool.clone(), state.clock.clone());
    let mut tx = tenant.begin().await?;
    store::accounts::set_plan(&mut tx, plan).await?;
    ledger::reset_plan(&mut tx, credits).await?;
    tx.commit().await?;
    Ok(credits)
}
