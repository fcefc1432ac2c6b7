//! Asking for work, watching it, cancelling it, trying it again.

mod retry;

use uuid::Uuid;

pub use retry::retry_failed;

use super::job::{JobList, Queued};
use super::{BatchView, JobKind, JobState, dispatch, store};
use crate::access::{Action, Tenant, TenantTx};
use crate::billing::service::ledger;
use crate::kit::id::{BatchId, JobId, SiteId};
use crate::kit::page::{Cursor, PAGE_SIZE, Page};
use crate::kit::{AppError, AppResult};

pub use super::store::jobs::NewJobRow as NewJob;

/// Longer than a page takes from its making to its first look at the stream.
const JUST_NOW: chrono::Duration = chrono::Duration::seconds(60);

/// Makes a batch with its jobs in the caller's transaction: neither exists without the other, nor without what the
/// caller writes beside it. Targets that have a live job of the kind are left out.
///
/// # Errors
/// 409 `already_at_work` when nothing is left to do.
pub async fn enqueue(
    tx: &mut TenantTx<'_>,
    kind: JobKind,
    title: &str,
    site: Option<SiteId>,
    jobs: Vec<NewJob>,
) -> AppResult<Queued> {
    let wanted = i64::try_from(jobs.len()).unwrap_or(i64::MAX);
    let backlog = store::jobs::count_live(tx).await?;
    let batch = store::batches::insert(tx, kind, title, site).await?;
    let made = store::jobs::insert(tx, batch, site, kind, &jobs).await?;
    if made.is_empty() {
        return Err(AppError::conflict(
            "already_at_work",
            "This is being worked on already. Its progress is under Jobs.",
        ));
    }
    let now = tx.now();
    store::jobs::enqueue(tx, &made, now, backlog).await?;
    let queued = i64::try_from(made.len()).unwrap_or(i64::MAX);
    Ok(Queued { batch, queued, already: wanted - queued })
}

/// What is at work, and a page of what is over. `at`: the page's cursor, empty for the first, which alone shows what is
/// at work.
///
/// # Errors
/// 403, 503.
pub async fn list(tenant: &Tenant, at: &str) -> AppResult<JobList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let from = Cursor::parse(at);
    let newer = from.as_ref().is_some_and(|cursor| cursor.backwards);
    let beside = from.as_ref().and_then(|cursor| cursor.place.as_ref()).map(|place| BatchId(place.id));
    let live = store::batches::at_work(&mut tx).await?;
    let total = store::batches::count(&mut tx).await? - i64::try_from(live.len()).unwrap_or(0);
    let ids = store::batches::over(&mut tx, beside, newer, PAGE_SIZE + 1).await?;
    let page = Page::cut(ids, PAGE_SIZE, total, &from, |id| Cursor::place(id.0, ""));
    let over = store::batches::list(&mut tx, &page.rows).await?;
    let at_work = if from.is_none() { store::batches::list(&mut tx, &live).await? } else { Vec::new() };
    let over = Page { rows: over, total, next: page.next, previous: page.previous };
    let may_retry = JobKind::ALL.iter().copied().filter(|kind| tenant.can(kind.needs())).collect();
    Ok(JobList { at_work, over, may_cancel: tenant.can(Action::RunAi), may_retry })
}

/// The batches that a page which begins to watch is told of: those at work, and those that moved just now, or since it
/// was left so long ago. What ended between the page's making and its first look would be missed without the latter.
///
/// # Errors
/// 403, 503.
pub async fn just_moved(tenant: &Tenant, away: std::time::Duration) -> AppResult<Vec<BatchView>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let since = tx.now() - JUST_NOW - away;
    let mut moved = store::batches::at_work(&mut tx).await?;
    moved.extend(store::batches::moved_since(&mut tx, since).await?);
    Ok(store::batches::list(&mut tx, &moved).await?)
}

/// One batch.
///
/// # Errors
/// 404, also for another account's.
pub async fn get(tenant: &Tenant, batch: BatchId) -> AppResult<BatchView> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    store::batches::list(&mut tx, &[batch]).await?.pop().ok_or_else(|| AppError::not_found("job"))
}

/// Cancels what is left of a batch: waiting jobs do not start, running ones stop at their next step, and all they
/// hold comes back. Cancelling what is over changes nothing.
///
/// # Errors
/// 403, 404.
pub async fn cancel(tenant: &Tenant, batch: BatchId) -> AppResult<i64> {
    tenant.may(Action::RunAi)?;
    let mut tx = tenant.begin().await?;
    if !store::batches::lock(&mut tx, batch).await? {
        return Err(AppError::not_found("job"));
    }
    let cancelled = store::ended::cancel_batch(&mut tx, batch).await?;
    let ids: Vec<JobId> = cancelled.iter().map(|job| job.id).collect();
    ledger::release_of_jobs(&mut tx, &ids).await?;
    for job in &cancelled {
        dispatch::cancelled(&mut tx, job.kind, job.target).await?;
    }
    tx.commit().await?;
    Ok(i64::try_from(cancelled.len()).unwrap_or(i64::MAX))
}

/// Which of these targets are being worked on, and how.
///
/// # Errors
/// 503.
pub async fn live_targets(tx: &mut TenantTx<'_>, kind: JobKind, targets: &[Uuid]) -> AppResult<Vec<(Uuid, JobState)>> {
    Ok(store::jobs::live_targets(tx, kind, targets).await?)
}

#[cfg(test)]
mod tests;
