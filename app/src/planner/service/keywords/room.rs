//! How many keywords the plan has room for.

use crate::access::TenantTx;
use crate::kit::AppResult;
use crate::planner::store;
use crate::sites::service::limits::{self, Limits};

/// Keywords that may still be added under these limits; `None`: as many as wanted.
///
/// # Errors
/// 503 when the database is away.
pub async fn room(tx: &mut TenantTx<'_>, limits: &Limits) -> AppResult<Option<i64>> {
    let Some(max) = limits.max_keywords else { return Ok(None) };
    Ok(Some((max - store::keywords::count_live(tx).await?).max(0)))
}

/// Whether what the account has is within these limits.
///
/// # Errors
/// 503 when the database is away.
pub async fn within(tx: &mut TenantTx<'_>, limits: &Limits) -> AppResult<bool> {
    let Some(max) = limits.max_keywords else { return Ok(true) };
    Ok(store::keywords::count_live(tx).await? <= max)
}

/// As [`room`], with the account locked until the transaction ends, so that what is added fits.
///
/// # Errors
/// 503 when the database is away.
pub async fn lock_room(tx: &mut TenantTx<'_>) -> AppResult<Option<i64>> {
    let limits = limits::lock(tx).await?;
    room(tx, &limits).await
}
