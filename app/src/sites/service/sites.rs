//! Adding, finding, changing, switching off and deleting sites.

use std::collections::BTreeSet;

use serde_json::json;

use super::validate::{particulars, with_typed};
use super::{limits, sectors};
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::error::violated_constraint;
use crate::kit::id::SiteId;
use crate::kit::undo::{self, Change, Undoable};
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::planner::service::keywords;
use crate::sites::site::{SiteCard, SiteDetail, SiteForm, SiteList, SiteRow, SiteStatus};
use crate::sites::store;

/// The site a request means: the one named, or the account's first active one.
///
/// # Errors
/// 404 `not_found` for a site of nobody or of another account, 404 `no_site` when the account has none yet.
pub async fn resolve(tx: &mut TenantTx<'_>, site: Option<SiteId>) -> AppResult<SiteRow> {
    match site {
        Some(id) => get(tx, id).await,
        None => store::sites::find(tx, None, 1).await?.pop().ok_or_else(|| {
            AppError::new(
                ErrorKind::NotFound,
                "no_site",
                "Add a site first: keywords, ideas and articles belong to one.",
            )
        }),
    }
}

/// As [`resolve`], for starting something.
///
/// # Errors
/// As [`resolve`]; 409 `site_off` for a site that is switched off.
pub async fn resolve_active(tx: &mut TenantTx<'_>, site: Option<SiteId>) -> AppResult<SiteRow> {
    let site = resolve(tx, site).await?;
    match site.status {
        SiteStatus::Active => Ok(site),
        SiteStatus::Inactive => Err(AppError::conflict(
            "site_off",
            format!(
                "{} is switched off, so nothing is started for it. Switch it on under Sites, then try again.",
                site.name
            ),
        )),
    }
}

/// Refuses to start something for a site that is switched off. Whoever starts work for a site asks this first.
///
/// # Errors
/// 404, also for another account's site; 409 `site_off`.
pub async fn require_active(tx: &mut TenantTx<'_>, site: SiteId) -> AppResult<()> {
    resolve_active(tx, Some(site)).await.map(drop)
}

/// As [`require_active`], for work that may be of several sites.
///
/// # Errors
/// As [`require_active`].
pub async fn require_all_active(tx: &mut TenantTx<'_>, sites: impl IntoIterator<Item = SiteId>) -> AppResult<()> {
    let distinct: BTreeSet<SiteId> = sites.into_iter().collect();
    for site in distinct {
        require_active(tx, site).await?;
    }
    Ok(())
}

/// A site.
///
/// # Errors
/// 404, also for another account's.
pub async fn get(tx: &mut TenantTx<'_>, id: SiteId) -> AppResult<SiteRow> {
    store::sites::find(tx, Some(id), 1).await?.pop().ok_or_else(|| AppError::not_found("site"))
}

/// Every site of the account, the active ones first.
///
/// # Errors
/// 503 when the database is away.
pub async fn all(tx: &mut TenantTx<'_>) -> AppResult<Vec<SiteRow>> {
    Ok(store::sites::find(tx, None, MAX_LISTED).await?)
}

/// More sites than this are not listed; the largest plan that has a bound allows ten.
const MAX_LISTED: i64 = 500;

/// The list of sites with their figures.
///
/// # Errors
/// 503 when the database is away.
pub async fn list(tenant: &Tenant) -> AppResult<SiteList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let sites = all(&mut tx).await?;
    let mut names = store::sectors::names_of_all(&mut tx).await?;
    let mut counts = keywords::count_by_site(&mut tx).await?;
    let max_sites = limits::read(&mut tx).await?.max_sites;
    let sites = sites
        .into_iter()
        .map(|site| SiteCard {
            sectors: names.remove(&site.id).unwrap_or_default(),
            keywords: counts.remove(&site.id).unwrap_or_default(),
            site,
        })
        .collect();
    Ok(SiteList { sites, max_sites, may_edit: tenant.can(Action::EditSites) })
}

/// A site with its sectors and what is next for it.
///
/// # Errors
/// 404, also for another account's.
pub async fn detail(tenant: &Tenant, id: SiteId) -> AppResult<SiteDetail> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = get(&mut tx, id).await?;
    let sectors = sectors::of_site(&mut tx, id).await?;
    let milestones = store::milestones::of_site(&mut tx, id).await?;
    let (may_edit, may_work) = (tenant.can(Action::EditSites), tenant.can(Action::EditPlanner));
    Ok(SiteDetail { site, sectors, milestones, may_edit, may_work })
}

/// Adds a site with its sectors.
///
/// # Errors
/// 403; 409 `plan_sites` when the plan has no room; 422 with one sentence a field.
pub async fn create(tenant: &Tenant, form: &SiteForm, industry: &str, sector_ids: &[String]) -> AppResult<SiteId> {
    tenant.may(Action::EditSites)?;
    let keep =
        |error| with_typed(error, form).with_typed("industry", industry).with_typed("sectors", &sector_ids.join(","));
    let particulars = particulars(form).map_err(keep)?;
    let mut tx = tenant.begin().await?;
    let chosen = sectors::choose(&mut tx, industry, sector_ids).await.map_err(keep)?;
    require_room(&mut tx).await.map_err(keep)?;
    let id = SiteId::new();
    store::sites::insert(&mut tx, id, chosen.industry, &particulars).await.map_err(|error| keep(taken_or(error)))?;
    store::sectors::set(&mut tx, id, &chosen.sectors).await?;
    let event = Event {
        action: AuditAction::SiteAdded,
        site: Some(id),
        target: Some(id.0),
        details: json!({ "name": particulars.name }),
    };
    audit::record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes what is known about a site.
///
/// # Errors
/// 403; 404; 422 with one sentence a field.
pub async fn update(tenant: &Tenant, id: SiteId, form: &SiteForm) -> AppResult<()> {
    tenant.may(Action::EditSites)?;
    let particulars = particulars(form)?;
    let mut tx = tenant.begin().await?;
    get(&mut tx, id).await?;
    store::sites::update(&mut tx, id, &particulars).await.map_err(|error| with_typed(taken_or(error), form))?;
    let event = Event {
        action: AuditAction::SiteChanged,
        site: Some(id),
        target: Some(id.0),
        details: json!({ "name": particulars.name }),
    };
    audit::record(&mut tx, event).await?;
    tx.commit().await
}

/// Switches a site off or on. Switched off, it keeps everything and nothing is started for it ([`require_active`]).
///
/// # Errors
/// 403; 404.
pub async fn set_active(tenant: &Tenant, id: SiteId, active: bool) -> AppResult<()> {
    tenant.may(Action::EditSites)?;
    let mut tx = tenant.begin().await?;
    let site = get(&mut tx, id).await?;
    let status = if active { SiteStatus::Active } else { SiteStatus::Inactive };
    if site.status == status {
        return Ok(());
    }
    store::sites::set_status(&mut tx, id, status).await?;
    let action = if active { AuditAction::SiteSwitchedOn } else { AuditAction::SiteSwitchedOff };
    audit::record(&mut tx, Event { action, site: Some(id), target: Some(id.0), details: json!({ "name": site.name }) })
        .await?;
    tx.commit().await
}

/// Deletes a site with all that belongs to it; can be undone for 30 days. Gives back its name.
///
/// # Errors
/// 403; 404.
pub async fn delete(tenant: &Tenant, id: SiteId) -> AppResult<Undoable<String>> {
    tenant.may(Action::EditSites)?;
    let mut tx = tenant.begin().await?;
    let site = get(&mut tx, id).await?;
    let now = tx.now();
    store::sites::set_deleted(&mut tx, id, Some(now)).await?;
    let undo = undo::record(&mut tx, &Change::SiteDeleted { site: id }).await?;
    let event = Event {
        action: AuditAction::SiteDeleted,
        site: Some(id),
        target: Some(id.0),
        details: json!({ "name": site.name }),
    };
    audit::record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(Undoable { value: site.name, undo })
}

/// Brings a deleted site back, for undo.
///
/// # Errors
/// 409 when the plan has no room for it or for its keywords, or its address belongs to another site by now.
pub(crate) async fn restore(tx: &mut TenantTx<'_>, id: SiteId) -> AppResult<String> {
    require_room(tx).await?;
    match store::sites::set_deleted(tx, id, None).await {
        Ok(true) => {
            // while it was gone its keywords did not count, and others may have taken their place
            let limits = limits::lock(tx).await?;
            if !keywords::within(tx, &limits).await? {
                return Err(AppError::conflict(
                    "plan_keywords",
                    format!(
                        "The {} plan has no room for this site's keywords. Delete others or choose a larger plan, then \
                         undo again.",
                        limits.plan
                    ),
                ));
            }
            Ok(format!("{} is back.", get(tx, id).await?.name))
        }
        Ok(false) => Err(AppError::not_found("site")),
        Err(error) if violated_constraint(&error) == Some("sites_by_url") => Err(AppError::conflict(
            "site_address_taken",
            "Another site has this address by now. Change that one's address first, then undo again.",
        )),
        Err(error) => Err(error.into()),
    }
}

/// Refuses when the plan allows no further site.
async fn require_room(tx: &mut TenantTx<'_>) -> AppResult<()> {
    let limits = limits::lock(tx).await?;
    let Some(max) = limits.max_sites else { return Ok(()) };
    if store::sites::count(tx).await? < max {
        return Ok(());
    }
    let sites = if max == 1 { "one site".to_owned() } else { format!("{max} sites") };
    Err(AppError::conflict(
        "plan_sites",
        format!("The {} plan has room for {sites}. Delete a site or choose a larger plan.", limits.plan),
    ))
}

/// A second site with the same address is an error of the form.
fn taken_or(error: sqlx::Error) -> AppError {
    if violated_constraint(&error) == Some("sites_by_url") {
        return AppError::field("url", "You have a site with this address already.");
    }
    error.into()
}
