//! What sites choose from.

use crate::access::{Action, Tenant};
use crate::kit::AppResult;
use crate::sites::site::Industry;
use crate::sites::store;

/// Every industry with its sectors, by name.
///
/// # Errors
/// 503 when the database is away.
pub async fn list(tenant: &Tenant) -> AppResult<Vec<Industry>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    Ok(store::industries::list(&mut tx).await?)
}
