//! The worker: takes jobs from the queue (`graphile_worker`), claims their rows, runs them, and ends them.

use std::time::Duration;

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::again::History;
use super::context::{JobContext, JobFailure};
use super::ending::end_attempt;
use super::{dispatch, store};
use crate::access::{SystemTx, Tenant};
use crate::kit::id::{AccountId, JobId};
use crate::kit::{AppError, AppResult};
use crate::state::AppState;

/// How often a worker says it lives.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// Silent for this long, a worker is dead and its jobs go back: with one sweep, well under the promised 45 s.
const DEAD_AFTER: Duration = Duration::from_secs(20);
/// Time for jobs at hand when the process stops; then they are given back.
const GRACE: Duration = Duration::from_secs(20);
/// Pause before the queue is taken up again after the database was away.
const AFTER_OUTAGE: Duration = Duration::from_secs(1);

/// What the queue carries: a pointer to the row that says the rest.
#[derive(Debug, Serialize, Deserialize)]
struct QueuedJob {
    account_id: AccountId,
    job_id: JobId,
}

impl TaskHandler for QueuedJob {
    const IDENTIFIER: &'static str = "job";

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let state = context.get_ext::<AppState>().cloned().ok_or_else(|| "the worker has no state".to_owned())?;
        match perform(&state, self.account_id, self.job_id).await {
            Ok(Delivery::Over) => Ok(()),
            // Said as an error on purpose. A job that ends well is taken out of the queue whoever holds it by now, so a
            // worker that slept past its lease would take away the delivery of the one that took over; a failure leaves
            // another's delivery alone. Of a cancelled job there is one more delivery, which finds nothing to do.
            Ok(Delivery::Lost) => Err("the job was cancelled or taken over".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// What became of one delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// Done, failed, put back, or over before: this delivery has nothing left to do.
    Over,
    /// The job is cancelled or another worker's; nothing was written.
    Lost,
}

/// Works until `shutdown` is set, then finishes or gives back what is at hand. While the database is away it waits: the
/// queue gives up at the first query that fails, so it is taken up again until it holds.
pub async fn run(state: AppState, concurrency: usize, shutdown: CancellationToken) {
    while let Err(error) = work(state.clone(), concurrency, shutdown.clone()).await {
        if shutdown.is_cancelled() {
            // what could not be given back is swept up by another worker
            tracing::warn!(%error, "the queue was lost while stopping");
            return;
        }
        tracing::warn!(%error, "the queue was lost; taking it up again");
        tokio::select! {
            () = tokio::time::sleep(AFTER_OUTAGE) => {}
            () = shutdown.cancelled() => return,
        }
    }
}

async fn work(state: AppState, concurrency: usize, shutdown: CancellationToken) -> Result<(), String> {
    let worker = WorkerOptions::default()
        .pg_pool(state.pool.clone())
        .schema("graphile_worker")
        .concurrency(concurrency)
        .poll_interval(Duration::from_secs(2))
        .heartbeat_interval(HEARTBEAT)
        .sweep_interval(HEARTBEAT)
        .sweep_threshold(DEAD_AFTER)
        .recovery_delay(Duration::ZERO)
        .listen_os_shutdown_signals(false)
        .shutdown_signal(async move { shutdown.cancelled().await })
        .shutdown_grace_period(GRACE)
        .shutdown_interrupted_job_retry_delay(Duration::ZERO)
        .add_extension(state)
        .define_job::<QueuedJob>()
        .init()
        .await
        .map_err(|error| format!("the job queue could not start: {error}"))?;
    worker.run().await.map_err(|error| format!("the job queue stopped: {error}"))
}

/// Installs the queue's own tables; safe to repeat.
///
/// # Errors
/// The sentence of what failed.
pub async fn install_queue(pool: &sqlx::PgPool) -> Result<(), String> {
    WorkerOptions::default()
        .pg_pool(pool.clone())
        .schema("graphile_worker")
        .listen_os_shutdown_signals(false)
        .define_job::<QueuedJob>()
        .init()
        .await
        .map(|_| ())
        .map_err(|error| format!("the job queue could not be installed: {error}"))
}

/// The job that is due next, of any account: for running the queue by hand.
pub(crate) async fn next_due(state: &AppState) -> AppResult<Option<(AccountId, JobId)>> {
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    Ok(store::jobs::next_due(&mut tx).await?)
}

/// Claims a job for this worker; `None` when it is over. Answers also what it has been through.
pub(super) async fn claim(state: &AppState, account: AccountId, id: JobId) -> AppResult<Option<(JobContext, History)>> {
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    let Some(claimed) = store::jobs::claim(&mut tx, account, id).await? else { return Ok(None) };
    let since_first_try = tx.now() - claimed.started_at;
    tx.commit().await?;
    let history =
        History { attempts: claimed.attempt, failures: claimed.failures, waits: claimed.waits, since_first_try };
    let context = JobContext {
        state: state.clone(),
        tenant: Tenant::of_system(
            account,
            claimed.account_status,
            claimed.user,
            state.pool.clone(),
            state.clock.clone(),
        ),
        job: id,
        batch: claimed.batch,
        site: claimed.site,
        kind: claimed.kind,
        target: claimed.target,
        payload: claimed.payload,
        attempt: claimed.attempt,
        cancel: CancellationToken::new(),
    };
    Ok(Some((context, history)))
}

/// Runs one delivery of a job. An error means that the database could not be told how it ended; the queue delivers
/// again then.
pub(crate) async fn perform(state: &AppState, account: AccountId, id: JobId) -> AppResult<Delivery> {
    let Some((context, history)) = claim(state, account, id).await? else { return Ok(Delivery::Over) };
    if history.is_deadly() {
        tracing::error!(job = %id, kind = %context.kind, attempt = context.attempt, "job keeps killing its workers");
        let error = AppError::conflict(
            "job_abandoned",
            "This work was broken off too often to go on. It has been noted; try again later.",
        );
        return end_attempt(&context, history, JobFailure::Final(error)).await;
    }
    let _beating = AbortOnDrop(tokio::spawn(keep_beating(context.clone())));
    // a panic fails the job like any other error, and the worker lives
    let work = tokio::spawn({
        let context = context.clone();
        async move { dispatch::run(&context).await }
    });
    match AbortOnDrop(work).join().await {
        Ok(Ok(_completed)) => Ok(Delivery::Over),
        Ok(Err(failure)) => end_attempt(&context, history, failure).await,
        Err(panic) => {
            tracing::error!(job = %id, kind = %context.kind, %panic, "job panicked");
            let error = AppError::conflict(
                "job_panicked",
                "This work ran into a fault of ours. It has been noted; try again later.",
            );
            end_attempt(&context, history, JobFailure::Final(error)).await
        }
    }
}

/// A task that stops when the one that waits for it does, so that a job given back at shutdown is no longer worked on.
struct AbortOnDrop<T>(tokio::task::JoinHandle<T>);

impl<T> AbortOnDrop<T> {
    async fn join(mut self) -> Result<T, tokio::task::JoinError> {
        (&mut self.0).await
    }
}

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Writes that the job lives, and stops the work when it was cancelled or taken.
async fn keep_beating(context: JobContext) {
    let mut tick = tokio::time::interval(HEARTBEAT);
    loop {
        tick.tick().await;
        let beat = async {
            let mut tx = context.tenant.begin().await?;
            let ours = store::jobs::beat(&mut tx, context.job, context.attempt).await?;
            tx.commit().await?;
            AppResult::Ok(ours)
        };
        if let Ok(false) = beat.await {
            context.cancel.cancel();
            return;
        }
    }
}
