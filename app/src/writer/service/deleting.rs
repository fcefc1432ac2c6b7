//! Deleting tasks and articles, and taking that back.

use std::collections::BTreeSet;

use super::{contents, slugs, tasks};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::id::{ContentId, TaskId};
use crate::kit::selection::Selection;
use crate::kit::text::count_of;
use crate::kit::undo::{self, Change, Undoable};
use crate::kit::{AppError, AppResult};
use crate::writer::content_list::ContentQuery;
use crate::writer::store;
use crate::writer::task::TaskQuery;

/// Deletes tasks; those that are being written, or about to be, stay. Answers how many went. Can be undone for 30 days.
///
/// # Errors
/// 404 when none of them exists; 422 for none or too many; 409 when all of them are being written.
pub async fn delete_tasks(tenant: &Tenant, selection: &Selection<TaskQuery>) -> AppResult<Undoable<i64>> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    let ids = tasks::resolve(&mut tx, selection).await?;
    store::tasks::lock(&mut tx, &ids).await?;
    let gone = store::deleted_tasks::delete(&mut tx, &ids).await?;
    if gone.is_empty() {
        if !store::tasks::has_any_of(&mut tx, &ids).await? {
            return Err(AppError::not_found("task"));
        }
        return Err(AppError::conflict(
            "task_at_work",
            "A task can't be deleted while its article is being written or waits to be. Cancel that under Jobs first.",
        ));
    }
    let value = count(gone.len());
    tasks::tell(&mut tx, AuditAction::TasksDeleted, gone.len()).await?;
    let undo = undo::record(&mut tx, &Change::TasksDeleted { tasks: gone }).await?;
    tx.commit().await?;
    Ok(Undoable { value, undo })
}

/// Brings deleted tasks back; one whose article came back before it is written. Says what came of it.
///
/// # Errors
/// 503 when the database is away.
pub async fn restore_tasks(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> AppResult<String> {
    store::deleted_tasks::lock_ideas(tx, ids).await?;
    let back = store::deleted_tasks::restore(tx, ids).await?;
    store::tasks::complete_again(tx, &back).await?;
    Ok(came_back(back.len(), ids.len(), ("task", "tasks"), "their ideas are tasks again"))
}

/// Deletes articles; those on their way to the site stay. Answers how many went. Can be undone for 30 days.
///
/// # Errors
/// 404 when none of them exists; 422 for none or too many; 409 when all of them are being published.
pub async fn delete_contents(tenant: &Tenant, selection: &Selection<ContentQuery>) -> AppResult<Undoable<i64>> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    let ids = contents::resolve(&mut tx, selection).await?;
    let gone = store::deleted_contents::delete(&mut tx, &ids).await?;
    if gone.is_empty() {
        if !store::contents::has_any_of(&mut tx, &ids).await? {
            return Err(AppError::not_found("article"));
        }
        return Err(AppError::conflict(
            "content_at_work",
            "An article can't be deleted while it is being published. Wait until that is over.",
        ));
    }
    let value = count(gone.len());
    tasks::tell(&mut tx, AuditAction::ContentsDeleted, gone.len()).await?;
    let undo = undo::record(&mut tx, &Change::ContentsDeleted { contents: gone }).await?;
    tx.commit().await?;
    Ok(Undoable { value, undo })
}

/// Brings deleted articles back, under another slug where theirs is taken by now. A task that waited to be written once
/// more has its article then. Says what came of it.
///
/// # Errors
/// 503 when the database is away.
pub async fn restore_contents(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> AppResult<String> {
    let places = store::deleted_contents::places(tx, ids).await?;
    // slugs before tasks, as an article does that is being finished
    for site in places.iter().map(|(site, _)| *site).collect::<BTreeSet<_>>() {
        store::slugs::lock(tx, site).await?;
    }
    let from_tasks: Vec<TaskId> = places.into_iter().filter_map(|(_, task)| task).collect();
    store::tasks::lock(tx, &from_tasks).await?;
    let back = store::deleted_contents::restorable(tx, ids).await?;
    let back_ids: Vec<ContentId> = back.iter().map(|row| row.id).collect();
    let with_own_slug: BTreeSet<ContentId> =
        store::deleted_contents::restore_free(tx, &back_ids).await?.into_iter().collect();
    for row in back.iter().filter(|row| !with_own_slug.contains(&row.id)) {
        let slug = slugs::free(tx, row.site, &row.slug, Some(row.id)).await?;
        store::deleted_contents::restore_as(tx, row.id, &slug).await?;
    }
    let written: Vec<TaskId> = back.iter().filter_map(|row| row.task).collect();
    store::tasks::complete_again(tx, &written).await?;
    let because = "their tasks have other articles, or are being written again";
    Ok(came_back(back.len(), ids.len(), ("article", "articles"), because))
}

fn came_back(back: usize, gone: usize, noun: (&str, &str), because: &str) -> String {
    let sentence = format!("{} back.", count_of(count(back), noun.0, noun.1));
    match gone.saturating_sub(back) {
        0 => sentence,
        left => format!("{sentence} {} stayed deleted: {because}.", count_of(count(left), noun.0, noun.1)),
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
