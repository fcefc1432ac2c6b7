//! Puts together what the frame shows.

use super::data::ShellData;
use super::store;
use crate::access::{Action, Tenant};
use crate::accounts::account::Me;
use crate::billing::service::ledger;
use crate::kit::AppResult;
use crate::kit::id::SiteId;

/// # Errors
/// 503 when the database is away.
pub async fn load(tenant: &Tenant, me: Me, wanted: Option<SiteId>) -> AppResult<ShellData> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let sites = store::sites(&mut tx).await?;
    // an address with a site that is gone, or another account's, shows the first one
    let current = sites.iter().find(|site| Some(site.id) == wanted).or_else(|| sites.first()).map(|site| site.id);
    let balance = ledger::balance(&mut tx).await?;
    let waiting = store::waiting(&mut tx, current).await?;
    let (may_add_sites, may_import) = (tenant.can(Action::EditSites), tenant.can(Action::EditPlanner));
    Ok(ShellData { me, sites, current, balance, waiting, may_add_sites, may_import })
}
