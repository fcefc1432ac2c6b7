//! How a try ends that did not come to its end: another one later, a failure, or the end of its whole batch.

use std::time::Duration;

use super::again::{History, Next};
use super::context::{JobContext, JobFailure};
use super::store::jobs::{Counted, PutBack};
use super::worker::Delivery;
use super::{dispatch, store};
use crate::access::TenantTx;
use crate::billing::service::ledger;
use crate::kit::id::JobId;
use crate::kit::{AppError, AppResult};

/// Ends a try that failed. Lost when the job is no longer this worker's; nothing is written then.
pub(super) async fn end_attempt(context: &JobContext, history: History, failure: JobFailure) -> AppResult<Delivery> {
    let next = history.after(&failure, rand::random());
    let (JobFailure::Final(error) | JobFailure::Stop(error) | JobFailure::Retry { error, .. }) = failure else {
        return Ok(Delivery::Lost);
    };
    let mut tx = context.tenant.begin().await?;
    let ours = match next {
        Next::TryAgain(wait) => put_back(&mut tx, context, wait, Counted::Failure, &error).await?,
        Next::Wait(wait) => put_back(&mut tx, context, wait, Counted::Wait, &error).await?,
        Next::Fail => fail(&mut tx, context, &error).await?,
        Next::StopBatch => stop_batch(&mut tx, context, &error).await?,
        Next::Nothing => false,
    };
    if !ours {
        return Ok(Delivery::Lost);
    }
    tx.commit().await?;
    Ok(Delivery::Over)
}

/// Puts the job back in the queue for a later moment, with the reason for people to see.
async fn put_back(
    tx: &mut TenantTx<'_>,
    context: &JobContext,
    wait: Duration,
    counted: Counted,
    error: &AppError,
) -> AppResult<bool> {
    let at = tx.now() + chrono::Duration::from_std(wait).unwrap_or_else(|_| chrono::Duration::minutes(2));
    let back = PutBack { attempt: context.attempt, at, counted, code: &error.code, reason: &error.message };
    let ours = store::jobs::put_back(tx, context.job, &back).await?;
    if ours {
        store::jobs::enqueue(tx, &[context.job], at, 0).await?;
    }
    Ok(ours)
}

async fn fail(tx: &mut TenantTx<'_>, context: &JobContext, error: &AppError) -> AppResult<bool> {
    let ours = store::jobs::fail(tx, context.job, context.attempt, &error.code, &error.message).await?;
    if ours {
        ledger::release_of_job(tx, context.job).await?;
        dispatch::failed(tx, context.kind, context.target, &context.payload, error).await?;
    }
    Ok(ours)
}

/// Fails the job, and ends with its reason what of its batch has not begun: it would end the same way. Jobs at work come
/// to their own end; another one that stops the batch finds nothing left.
async fn stop_batch(tx: &mut TenantTx<'_>, context: &JobContext, error: &AppError) -> AppResult<bool> {
    // the batch first, then its jobs, then the balance, then what they work on: everybody takes them in this order
    store::batches::lock(tx, context.batch).await?;
    if !store::jobs::lock_claimed(tx, context.job, context.attempt).await? {
        return Ok(false);
    }
    let stopped = store::ended::stop_waiting(tx, context.batch, &error.code, &error.message).await?;
    let ours = fail(tx, context, error).await?;
    let ids: Vec<JobId> = stopped.iter().map(|job| job.id).collect();
    ledger::release_of_jobs(tx, &ids).await?;
    for job in &stopped {
        dispatch::stopped(tx, job.kind, job.target, &job.payload, error).await?;
    }
    tracing::warn!(batch = %context.batch, code = %error.code, stopped = stopped.len(), "batch stopped");
    Ok(ours)
}
