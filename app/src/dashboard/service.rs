//! Puts the dashboard together.

use super::figures::Dashboard;
use super::store;
use crate::access::{Action, Tenant};
use crate::billing::service::{ledger, usage};
use crate::kit::AppResult;
use crate::kit::id::SiteId;

/// Days that the usage chart shows.
const DAYS: i64 = 14;

/// # Errors
/// 403, 503.
pub async fn load(tenant: &Tenant, wanted: Option<SiteId>) -> AppResult<Option<Dashboard>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let Some(site) = store::site(&mut tx, wanted).await? else { return Ok(None) };
    let stages = store::stages(&mut tx, site.id).await?;
    let balance = ledger::balance(&mut tx).await?;
    let spent = usage::spent_by_day(&mut tx, DAYS).await?;
    let activity = store::activity(&mut tx, site.id).await?;
    Ok(Some(Dashboard {
        site: site.id,
        site_name: site.name,
        connected: site.connected,
        stages,
        balance,
        spent,
        activity,
    }))
}
