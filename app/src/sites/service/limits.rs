//! What the account's plan allows, read under a lock, so that two additions at once cannot both take the last place.

use crate::access::TenantTx;
use crate::kit::AppResult;
use crate::sites::store;

/// The plan's bounds; none: without bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    pub plan: String,
    pub max_sites: Option<i64>,
    pub max_keywords: Option<i64>,
}

/// The limits, with the account's row locked until the transaction ends: whoever adds to what they bound takes turns.
///
/// # Errors
/// 503 when the database is away.
pub async fn lock(tx: &mut TenantTx<'_>) -> AppResult<Limits> {
    Ok(store::limits::lock(tx).await?)
}

/// The limits, to be shown.
///
/// # Errors
/// 503 when the database is away.
pub async fn read(tx: &mut TenantTx<'_>) -> AppResult<Limits> {
    Ok(store::limits::read(tx).await?)
}
