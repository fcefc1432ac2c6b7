//! Deleting tasks and articles, and taking that back.

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

/// Deletes tasks; those that are being written stay. Answers how many went. Can be undone for 30 days.
///
/// # Errors
/// 422 for none or too many; 409 when all of them are being written.
pub async fn delete_tasks(tenant: &Tenant, selection: &Selection<TaskQuery>) -> AppResult<Undoable<i64>> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    let ids = tasks::resolve(&mut tx, selection).await?;
    let gone = store::tasks::delete(&mut tx, &ids).await?;
    if gone.is_empty() {
        return Err(AppError::conflict(
            "task_at_work",
            "A task can't be deleted while it is being written. Cancel it under Jobs first.",
        ));
    }
    let value = count(gone.len());
    tasks::tell(&mut tx, AuditAction::TasksDeleted, gone.len()).await?;
    let undo = undo::record(&mut tx, &Change::TasksDeleted { tasks: gone }).await?;
    tx.commit().await?;
    Ok(Undoable { value, undo })
}

/// Brings deleted tasks back. Says what came of it.
///
/// # Errors
/// 503 when the database is away.
pub async fn restore_tasks(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> AppResult<String> {
    let back = store::tasks::restore(tx, ids).await?;
    Ok(came_back(back.len(), ids.len(), ("task", "tasks"), "their ideas are tasks again"))
}

/// Deletes articles; those on their way to the site stay. Answers how many went. Can be undone for 30 days.
///
/// # Errors
/// 422 for none or too many; 409 when all of them are being published.
pub async fn delete_contents(tenant: &Tenant, selection: &Selection<ContentQuery>) -> AppResult<Undoable<i64>> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    let ids = contents::resolve(&mut tx, selection).await?;
    let gone = store::contents::delete(&mut tx, &ids).await?;
    if gone.is_empty() {
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

/// Brings deleted articles back, under another slug where theirs is taken by now. Says what came of it.
///
/// # Errors
/// 503 when the database is away.
pub async fn restore_contents(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> AppResult<String> {
    let back = store::contents::deleted(tx, ids).await?;
    for row in &back {
        let slug = slugs::free(tx, row.site, &row.slug, Some(row.id)).await?;
        store::contents::restore(tx, row.id, &slug).await?;
    }
    Ok(came_back(back.len(), ids.len(), ("article", "articles"), "their tasks have other articles"))
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
