//! Clusters: the list, one of them, and what can be done with many at once.

mod edit;
mod merge;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use serde_json::json;

pub use edit::{Split, move_keywords, rename, set_locked, split};
pub use merge::{Merge, merge, unmerge};

use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::id::{ClusterId, KeywordId, SectorId, SiteId};
use crate::kit::page::{Cursor, PAGE_SIZE, Page};
use crate::kit::selection::{MAX_SELECTION, Selection, bounded};
use crate::kit::text::count_of;
use crate::kit::undo::{self, Change, Undoable};
use crate::kit::{AppError, AppResult};
use crate::planner::cluster::{ClusterDetail, ClusterFilter, ClusterList, ClusterQuery, ClusterRow, MAX_SHOWN};
use crate::planner::service::clustering::free_name;
use crate::planner::store::{cluster_runs, clusters};
use crate::sites::service::sites;

/// Bubbles that the map shows.
const ON_MAP: i64 = 80;
/// Clusters offered for moving and merging.
const OFFERED: i64 = 1_000;

/// A page of the list; as a map, the largest clusters.
///
/// # Errors
/// 404 for the site.
pub async fn list(tenant: &Tenant, query: &ClusterQuery) -> AppResult<ClusterList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, query.filter.site).await?.id;
    let (total, of_site, options) = clusters::list::facts(&mut tx, site, &query.filter).await?;
    let page = if query.map {
        Page {
            rows: clusters::list::largest(&mut tx, site, &query.filter, ON_MAP).await?,
            total,
            next: None,
            previous: None,
        }
    } else {
        let page = page_of(&mut tx, site, query, total).await?;
        match page.instead(query.at.as_deref().unwrap_or_default()) {
            Some(at) => page_of(&mut tx, site, &query.page(Some(at)), total).await?,
            None => page,
        }
    };
    let since = tx.now() - chrono::Duration::days(undo::DAYS);
    let last_run = cluster_runs::latest(&mut tx, site, since).await?;
    Ok(ClusterList {
        page,
        options,
        of_site,
        last_run,
        may_edit: tenant.can(Action::EditPlanner),
        may_run: tenant.can(Action::RunAi),
    })
}

async fn page_of(tx: &mut TenantTx<'_>, site: SiteId, query: &ClusterQuery, total: i64) -> AppResult<Page<ClusterRow>> {
    let rows = clusters::list::list(tx, site, query, PAGE_SIZE + 1).await?;
    let from = query.at.as_deref().and_then(Cursor::parse);
    Ok(Page::cut(rows, PAGE_SIZE, total, &from, |row| clusters::list::place(query.sort, row)))
}

/// One cluster with all that its page shows.
///
/// # Errors
/// 404, also for another account's.
pub async fn detail(tenant: &Tenant, id: ClusterId) -> AppResult<ClusterDetail> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let row = row(&mut tx, id).await?;
    let about = clusters::detail::about(&mut tx, id).await?.ok_or_else(|| AppError::not_found("cluster"))?;
    let keywords = clusters::detail::keywords(&mut tx, id, MAX_SHOWN).await?;
    let (ideas, articles) = clusters::detail::works(&mut tx, id, MAX_SHOWN).await?;
    let others = clusters::detail::others(&mut tx, about.sector, id, OFFERED).await?;
    Ok(ClusterDetail {
        row,
        site: about.site,
        sector: about.sector,
        description: about.description,
        primary_keyword: about.primary_keyword,
        run: about.run,
        keywords,
        ideas,
        articles,
        others,
        may_edit: tenant.can(Action::EditPlanner),
        may_run: tenant.can(Action::RunAi),
    })
}

async fn row(tx: &mut TenantTx<'_>, id: ClusterId) -> AppResult<ClusterRow> {
    clusters::list::row(tx, id).await?.ok_or_else(|| AppError::not_found("cluster"))
}

/// The ids that a selection means.
///
/// # Errors
/// 404 for the site; 422 for none and for too many.
pub async fn selected(tx: &mut TenantTx<'_>, selection: &Selection<ClusterFilter>) -> AppResult<Vec<ClusterId>> {
    let ids = match selection {
        Selection::Ids(ids) => ids.iter().copied().map(ClusterId).collect(),
        Selection::AllMatching(filter) => {
            let site: SiteId = sites::resolve(tx, filter.site).await?.id;
            clusters::list::ids_matching(tx, site, filter, MAX_SELECTION).await?
        }
    };
    Ok(bounded(ids)?)
}

/// Deletes clusters: their keywords wait again, their ideas and articles stay. Can be undone for 30 days.
///
/// # Errors
/// 403; 404 when none of them exists; 422 for the selection.
pub async fn delete(tenant: &Tenant, selection: &Selection<ClusterFilter>) -> AppResult<Undoable<i64>> {
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let ids = selected(&mut tx, selection).await?;
    let found: Vec<ClusterId> = clusters::lock(&mut tx, &ids).await?.into_iter().map(|cluster| cluster.id).collect();
    if found.is_empty() {
        return Err(AppError::not_found("cluster"));
    }
    let members = clusters::members::of(&mut tx, &found).await?;
    clusters::members::release(&mut tx, &found).await?;
    clusters::delete(&mut tx, &found).await?;
    let members = members.into_iter().map(|member| (member.keyword, member.cluster)).collect();
    let undo = undo::record(&mut tx, &Change::ClustersDeleted { clusters: found.clone(), members }).await?;
    let value = i64::try_from(found.len()).unwrap_or(i64::MAX);
    audit::record(
        &mut tx,
        Event { action: AuditAction::ClustersDeleted, site: None, target: None, details: json!({ "clusters": value }) },
    )
    .await?;
    tx.commit().await?;
    Ok(Undoable { value, undo })
}

/// Brings deleted clusters back with those of their keywords that have found no other.
///
/// # Errors
/// 503 when the database is away.
pub async fn restore(
    tx: &mut TenantTx<'_>,
    ids: &[ClusterId],
    members: &[(KeywordId, ClusterId)],
) -> AppResult<String> {
    let back = bring_back(tx, ids).await?;
    let members: Vec<_> = members
        .iter()
        .map(|(keyword, cluster)| clusters::members::Member { keyword: *keyword, cluster: *cluster })
        .collect();
    let returned: HashSet<KeywordId> = clusters::members::put_back(tx, &members).await?.into_iter().collect();
    let incomplete: HashSet<ClusterId> =
        members.iter().filter(|member| !returned.contains(&member.keyword)).map(|member| member.cluster).collect();
    clusters::members::settle(tx, &incomplete.into_iter().collect::<Vec<_>>()).await?;
    clusters::refresh_status(tx, ids).await?;
    Ok(format!("{} back.", count_of(back, "cluster", "clusters")))
}

/// Brings deleted clusters back, with a number behind the name where another has it meanwhile. Answers how many.
///
/// # Errors
/// 503 when the database is away.
pub async fn bring_back(tx: &mut TenantTx<'_>, ids: &[ClusterId]) -> AppResult<i64> {
    let deleted = clusters::deleted(tx, ids).await?;
    let mut sectors: Vec<SectorId> = deleted.iter().map(|cluster| cluster.sector).collect();
    sectors.sort_unstable();
    sectors.dedup();
    let mut taken: HashMap<SectorId, HashSet<String>> = HashMap::new();
    for (sector, name) in clusters::names_taken(tx, &sectors).await? {
        taken.entry(sector).or_default().insert(name);
    }
    let named: Vec<(ClusterId, String)> = deleted
        .into_iter()
        .map(|cluster| (cluster.id, free_name(&cluster.name, taken.entry(cluster.sector).or_default())))
        .collect();
    clusters::restore(tx, &named).await?;
    Ok(i64::try_from(named.len()).unwrap_or(i64::MAX))
}

/// Switches clusters off or on: those that are off get no ideas, and runs leave them alone. Can be undone for 30 days.
///
/// # Errors
/// 403; 404 when none of them exists; 422 for the selection.
pub async fn set_disabled(
    tenant: &Tenant,
    selection: &Selection<ClusterFilter>,
    disabled: bool,
) -> AppResult<Undoable<i64>> {
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let ids = selected(&mut tx, selection).await?;
    if clusters::lock(&mut tx, &ids).await?.is_empty() {
        return Err(AppError::not_found("cluster"));
    }
    let changed = clusters::set_disabled(&mut tx, &ids, disabled).await?;
    let value = i64::try_from(changed.len()).unwrap_or(i64::MAX);
    let undo = undo::record(&mut tx, &Change::ClustersSwitched { clusters: changed, off: disabled }).await?;
    let action = if disabled { AuditAction::ClustersDisabled } else { AuditAction::ClustersEnabled };
    audit::record(&mut tx, Event { action, site: None, target: None, details: json!({ "clusters": value }) }).await?;
    tx.commit().await?;
    Ok(Undoable { value, undo })
}

/// Switches clusters back to what they were.
///
/// # Errors
/// 503 when the database is away.
pub async fn switch_back(tx: &mut TenantTx<'_>, ids: &[ClusterId], off: bool) -> AppResult<String> {
    let changed = clusters::set_disabled(tx, ids, off).await?;
    let word = if off { "off" } else { "on" };
    Ok(format!(
        "{} switched {word} again.",
        count_of(i64::try_from(changed.len()).unwrap_or(i64::MAX), "cluster", "clusters")
    ))
}

/// Brings clusters in step after their ideas came or went.
///
/// # Errors
/// 503 when the database is away.
pub async fn ideas_changed(tx: &mut TenantTx<'_>, ids: impl IntoIterator<Item = ClusterId>) -> AppResult<()> {
    let ids: Vec<ClusterId> = ids.into_iter().collect();
    Ok(clusters::refresh_status(tx, &ids).await?)
}
