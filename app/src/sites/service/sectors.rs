//! The sectors a site works in.

use serde_json::json;

use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::id::{IndustryId, IndustrySectorId, SectorId, SiteId};
use crate::kit::{AppError, AppResult};
use crate::sites::site::{MAX_SECTORS, Sector};
use crate::sites::store;

/// The sectors of a site, active ones first.
///
/// # Errors
/// 503 when the database is away.
pub async fn of_site(tx: &mut TenantTx<'_>, site: SiteId) -> AppResult<Vec<Sector>> {
    Ok(store::sectors::of_site(tx, site).await?)
}

/// The active sectors of a site.
///
/// # Errors
/// 503 when the database is away.
pub async fn active(tx: &mut TenantTx<'_>, site: SiteId) -> AppResult<Vec<Sector>> {
    let mut sectors = of_site(tx, site).await?;
    sectors.retain(|sector| sector.active);
    Ok(sectors)
}

/// The sector that is meant: the one asked for, or the only one there is.
///
/// # Errors
/// 404 for a sector that is none of the site's active ones; 422 `sector` when there are several and none was named.
pub async fn resolve(tx: &mut TenantTx<'_>, site: SiteId, sector: Option<SectorId>) -> AppResult<Sector> {
    let mut active = active(tx, site).await?;
    match sector {
        Some(id) => active.into_iter().find(|sector| sector.id == id).ok_or_else(|| AppError::not_found("sector")),
        None if active.len() == 1 => Ok(active.remove(0)),
        None => Err(AppError::field("sector", "Choose the sector these belong to.")),
    }
}

/// Chooses a site's industry and sectors anew. Sectors that are left out are switched off: they keep their rows and
/// hide them until they are chosen again.
///
/// # Errors
/// 403; 404; 422 for none, more than [`MAX_SECTORS`], or sectors of another industry.
pub async fn set(tenant: &Tenant, site: SiteId, industry: &str, sectors: &[String]) -> AppResult<()> {
    tenant.may(Action::EditSites)?;
    let mut tx = tenant.begin().await?;
    super::sites::get(&mut tx, site).await?;
    let keep = |error: AppError| error.with_typed("industry", industry).with_typed("sectors", &sectors.join(","));
    let chosen = choose(&mut tx, industry, sectors).await.map_err(keep)?;
    store::sites::set_industry(&mut tx, site, chosen.industry).await?;
    store::sectors::set(&mut tx, site, &chosen.sectors).await?;
    let event = Event {
        action: AuditAction::SiteSectorsChanged,
        site: Some(site),
        target: Some(site.0),
        details: json!({ "sectors": chosen.sectors.len() }),
    };
    audit::record(&mut tx, event).await?;
    tx.commit().await
}

/// An industry and sectors of it.
#[derive(Debug)]
pub(super) struct Chosen {
    pub industry: IndustryId,
    pub sectors: Vec<IndustrySectorId>,
}

/// Reads and checks a choice of industry and sectors.
///
/// # Errors
/// 422 at `industry` or `sectors`.
pub(super) async fn choose(tx: &mut TenantTx<'_>, industry: &str, sectors: &[String]) -> AppResult<Chosen> {
    let missing = || AppError::field("industry", "Choose the industry the site belongs to.");
    let industry: IndustryId = industry.parse().map_err(|_| missing())?;
    let offered = store::industries::sectors_of(tx, industry).await?;
    if offered.is_empty() {
        return Err(missing());
    }
    let mut chosen: Vec<IndustrySectorId> = sectors.iter().filter_map(|id| id.parse().ok()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.iter().any(|id| !offered.contains(id)) {
        return Err(AppError::field("sectors", "These sectors belong to another industry. Choose again."));
    }
    match chosen.len() {
        0 => Err(AppError::field("sectors", "Choose at least one sector.")),
        n if n > MAX_SECTORS => {
            Err(AppError::field("sectors", format!("Choose at most {MAX_SECTORS} sectors; {n} are ticked.")))
        }
        _ => Ok(Chosen { industry, sectors: chosen }),
    }
}
