//! Puts the dashboard together.

use super::figures::{Dashboard, FirstPage};
use super::{gathering, store};
use crate::access::{Action, Tenant};
use crate::billing::service::{ledger, usage};
use crate::billing::usage::USAGE_DAYS;
use crate::integrations::service::client;
use crate::kit::AppResult;
use crate::kit::id::SiteId;
use crate::sites::service::sites;
use crate::sites::site::SiteStatus;

/// How long a failed run is spoken of: what nobody has tried again within a week, nobody misses.
const FAILURES_SHOWN: chrono::Duration = chrono::Duration::days(7);

/// How many lines of the trail are shown, and how many events are read for them: pictures are many to a line.
const LINES: usize = 12;
const EVENTS: i64 = 60;

/// The dashboard of the wanted site, else of the first one.
///
/// # Errors
/// 404 for a site that is not there; 503.
pub async fn load(tenant: &Tenant, wanted: Option<SiteId>) -> AppResult<FirstPage> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = match sites::resolve(&mut tx, wanted).await {
        Err(error) if error.code == "no_site" => {
            return Ok(FirstPage::NoSite { may_add: tenant.can(Action::EditSites) });
        }
        found => found?,
    };
    let connection = client::state_of(&mut tx, site.id).await?;
    let stages = store::stages(&mut tx, site.id).await?;
    let since = tx.now() - FAILURES_SHOWN;
    let failed = store::failed_runs(&mut tx, site.id, since).await?;
    let balance = ledger::balance(&mut tx).await?;
    let spent = usage::spent_by_day(&mut tx, USAGE_DAYS).await?;
    let activity = gathering::lines(store::activity(&mut tx, site.id, EVENTS).await?, LINES);
    Ok(FirstPage::Site(Box::new(Dashboard {
        site: site.id,
        site_name: site.name,
        active: site.status == SiteStatus::Active,
        connection,
        stages,
        failed,
        balance,
        spent,
        activity,
        may_edit: tenant.can(Action::EditPlanner),
    })))
}
