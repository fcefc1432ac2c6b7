//! Ideas: the list, one of them, adding and editing by hand, generating, and handing them to the writer.

mod brief;
mod edit;
mod generate;
mod overlap;
mod price;

#[cfg(test)]
mod tests;

use serde_json::json;

pub use edit::{add, edit, places};
pub use generate::{estimate, generate, run};

use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::id::{IdeaId, SiteId};
use crate::kit::page::{Cursor, PAGE_SIZE, Page};
use crate::kit::selection::{MAX_SELECTION, Selection, bounded};
use crate::kit::text::count_of;
use crate::kit::undo::{self, Change, Undoable};
use crate::kit::{AppError, AppResult};
use crate::planner::idea::{IdeaDetail, IdeaFilter, IdeaList, IdeaQuery, IdeaRow, Sent};
use crate::planner::service::clusters::ideas_changed;
use crate::planner::store::ideas;
use crate::sites::service::sites;
use crate::writer::service::tasks;

/// A page of the list.
///
/// # Errors
/// 404 for the site.
pub async fn list(tenant: &Tenant, query: &IdeaQuery) -> AppResult<IdeaList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, query.filter.site).await?.id;
    let (total, of_site, options) = ideas::list::facts(&mut tx, site, &query.filter).await?;
    let mut page = page_of(&mut tx, site, query, total).await?;
    if let Some(at) = page.instead(query.at.as_deref().unwrap_or_default()) {
        page = page_of(&mut tx, site, &query.page(Some(at)), total).await?;
    }
    Ok(IdeaList {
        page,
        options,
        of_site,
        may_edit: tenant.can(Action::EditPlanner),
        may_send: tenant.can(Action::EditContent),
    })
}

async fn page_of(tx: &mut TenantTx<'_>, site: SiteId, query: &IdeaQuery, total: i64) -> AppResult<Page<IdeaRow>> {
    let rows = ideas::list::list(tx, site, query, PAGE_SIZE + 1).await?;
    let from = query.at.as_deref().and_then(Cursor::parse);
    Ok(Page::cut(rows, PAGE_SIZE, total, &from, |row| ideas::list::place(query.sort, row)))
}

/// One idea with all that its page shows.
///
/// # Errors
/// 404, also for another account's.
pub async fn detail(tenant: &Tenant, id: IdeaId) -> AppResult<IdeaDetail> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    ideas::detail(&mut tx, id, tenant.can(Action::EditPlanner)).await?.ok_or_else(|| AppError::not_found("idea"))
}

async fn selected(tx: &mut TenantTx<'_>, selection: &Selection<IdeaFilter>) -> AppResult<Vec<IdeaId>> {
    let ids = match selection {
        Selection::Ids(ids) => ids.iter().copied().map(IdeaId).collect(),
        Selection::AllMatching(filter) => {
            let site: SiteId = sites::resolve(tx, filter.site).await?.id;
            ideas::list::ids_matching(tx, site, filter, MAX_SELECTION).await?
        }
    };
    Ok(bounded(ids)?)
}

/// Makes a task of each selected idea, once. Ideas that are switched off, without sections, or tasks already, are left
/// out.
///
/// # Errors
/// 403; 404 when none of them exists; 409 when none of them can be sent, or `site_off` for a site that is switched off;
/// 422 for the selection.
pub async fn send_to_writer(tenant: &Tenant, selection: &Selection<IdeaFilter>) -> AppResult<Sent> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    let ids = selected(&mut tx, selection).await?;
    let locked = ideas::lock(&mut tx, &ids).await?;
    if locked.is_empty() {
        return Err(AppError::not_found("idea"));
    }
    sites::require_all_active(&mut tx, locked.iter().map(|idea| idea.site)).await?;
    let found: Vec<IdeaId> = locked.into_iter().map(|idea| idea.id).collect();
    let made = tasks::from_ideas(&mut tx, &found).await?;
    let left_out = i64::try_from(found.len()).unwrap_or(i64::MAX) - made;
    if made == 0 {
        return Err(tasks::why_none(&mut tx, &found).await?);
    }
    audit::record(
        &mut tx,
        Event { action: AuditAction::IdeasQueued, site: None, target: None, details: json!({ "ideas": made }) },
    )
    .await?;
    tx.commit().await?;
    Ok(Sent { made, left_out })
}

/// Deletes ideas that are new, or whose task is deleted. Can be undone for 30 days.
///
/// # Errors
/// 403; 404 when none of them exists; 409 when all of them are with the writer; 422 for the selection.
pub async fn delete(tenant: &Tenant, selection: &Selection<IdeaFilter>) -> AppResult<Undoable<i64>> {
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let ids = selected(&mut tx, selection).await?;
    if ideas::lock(&mut tx, &ids).await?.is_empty() {
        return Err(AppError::not_found("idea"));
    }
    let gone = ideas::delete(&mut tx, &ids).await?;
    if gone.is_empty() {
        return Err(AppError::conflict("ideas_in_use", "These ideas are with the writer. Delete their tasks first."));
    }
    ideas_changed(&mut tx, gone.iter().filter_map(|(_, cluster)| *cluster)).await?;
    let value = i64::try_from(gone.len()).unwrap_or(i64::MAX);
    let ideas = gone.into_iter().map(|(id, _)| id).collect();
    let undo = undo::record(&mut tx, &Change::IdeasDeleted { ideas }).await?;
    audit::record(
        &mut tx,
        Event { action: AuditAction::IdeasDeleted, site: None, target: None, details: json!({ "ideas": value }) },
    )
    .await?;
    tx.commit().await?;
    Ok(Undoable { value, undo })
}

/// Brings deleted ideas back.
///
/// # Errors
/// 503 when the database is away.
pub async fn restore(tx: &mut TenantTx<'_>, ids: &[IdeaId]) -> AppResult<String> {
    let back = ideas::restore(tx, ids).await?;
    ideas_changed(tx, back.iter().filter_map(|(_, cluster)| *cluster)).await?;
    Ok(format!("{} back.", count_of(i64::try_from(back.len()).unwrap_or(i64::MAX), "idea", "ideas")))
}

/// Switches ideas off or on: those that are off are not sent to the writer. Can be undone for 30 days.
///
/// # Errors
/// 403; 404 when none of them exists; 422 for the selection.
pub async fn set_disabled(
    tenant: &Tenant,
    selection: &Selection<IdeaFilter>,
    disabled: bool,
) -> AppResult<Undoable<i64>> {
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let ids = selected(&mut tx, selection).await?;
    if ideas::lock(&mut tx, &ids).await?.is_empty() {
        return Err(AppError::not_found("idea"));
    }
    let changed = ideas::set_disabled(&mut tx, &ids, disabled).await?;
    let value = i64::try_from(changed.len()).unwrap_or(i64::MAX);
    let undo = undo::record(&mut tx, &Change::IdeasSwitched { ideas: changed, off: disabled }).await?;
    let action = if disabled { AuditAction::IdeasDisabled } else { AuditAction::IdeasEnabled };
    audit::record(&mut tx, Event { action, site: None, target: None, details: json!({ "ideas": value }) }).await?;
    tx.commit().await?;
    Ok(Undoable { value, undo })
}

/// Switches ideas back to what they were.
///
/// # Errors
/// 503 when the database is away.
pub async fn switch_back(tx: &mut TenantTx<'_>, ids: &[IdeaId], off: bool) -> AppResult<String> {
    let changed = ideas::set_disabled(tx, ids, off).await?;
    let word = if off { "off" } else { "on" };
    Ok(format!(
        "{} switched {word} again.",
        count_of(i64::try_from(changed.len()).unwrap_or(i64::MAX), "idea", "ideas")
    ))
}
