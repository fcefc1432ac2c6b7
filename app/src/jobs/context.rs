//! What a running job is given: its tenant, its target, its way to say how far it is, and the fence that keeps a
//! worker that lost its job from writing.

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{JobKind, store};
use crate::access::{Tenant, TenantTx};
use crate::ai::error::AiError;
use crate::billing::service::ledger;
use crate::kit::id::{BatchId, JobId, SiteId};
use crate::kit::{AppError, ErrorKind};
use crate::state::AppState;

/// A claimed job.
#[derive(Debug, Clone)]
pub struct JobContext {
    pub state: AppState,
    pub tenant: Tenant,
    pub job: JobId,
    pub batch: BatchId,
    pub site: Option<SiteId>,
    pub kind: JobKind,
    pub target: Option<Uuid>,
    pub(super) payload: serde_json::Value,
    /// The number of this claim; an effect is written only while it is the latest.
    pub(super) attempt: i32,
    /// Set when the job is cancelled, taken by another worker, or the process stops.
    pub cancel: CancellationToken,
}

/// Proof that a handler ended its job in the transaction of its last effect.
#[derive(Debug)]
#[must_use]
pub struct Completed(());

/// Why a job did not get to its end.
#[derive(Debug, Clone)]
pub enum JobFailure {
    /// Final: the reason is shown, and a person may try again.
    Final(AppError),
    /// Final, and what has not begun of the batch would end the same way, until a person acts: it is ended too.
    Stop(AppError),
    /// Worth another try, now or after the time the other side asked for. Of kind [`ErrorKind::TooMany`] when it asks
    /// for fewer requests: that is no failure, also where it names no time.
    Retry { error: AppError, after: Option<Duration> },
    /// The job was cancelled or belongs to another worker by now: this one writes nothing more.
    Lost,
}

impl From<AppError> for JobFailure {
    fn from(error: AppError) -> Self {
        match error.kind {
            ErrorKind::Unavailable | ErrorKind::Internal | ErrorKind::TooMany => Self::Retry { error, after: None },
            _ if error.code == LOST => Self::Lost,
            _ => Self::Final(error),
        }
    }
}

impl From<sqlx::Error> for JobFailure {
    #[track_caller]
    fn from(error: sqlx::Error) -> Self {
        AppError::from(error).into()
    }
}

impl From<AiError> for JobFailure {
    fn from(error: AiError) -> Self {
        let of = |kind| AppError::new(kind, error.code(), error.to_string());
        if error.is_transient() {
            let is_limited = matches!(error.cause(), AiError::RateLimited { .. });
            let kind = if is_limited { ErrorKind::TooMany } else { ErrorKind::Unavailable };
            Self::Retry { error: of(kind), after: error.retry_after() }
        } else if error.pauses_run() {
            Self::Stop(of(ErrorKind::Conflict))
        } else {
            Self::Final(of(ErrorKind::Conflict))
        }
    }
}

const LOST: &str = "job_lost";

impl JobContext {
    /// The job's payload.
    ///
    /// # Errors
    /// Final: a payload of another version cannot be worked on.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, JobFailure> {
        serde_json::from_value(self.payload.clone()).map_err(|error| {
            tracing::error!(%error, job = %self.job, "unreadable payload");
            JobFailure::Final(AppError::conflict(
                "job_unreadable",
                "This job was made by another version. Start it again.",
            ))
        })
    }

    /// The id the job works on.
    ///
    /// # Errors
    /// Final, when the job was made without one.
    pub fn target(&self) -> Result<Uuid, JobFailure> {
        self.target.ok_or_else(|| {
            JobFailure::Final(AppError::conflict("job_unreadable", "This job does not say what it works on."))
        })
    }

    /// A transaction for effects: the job's row is locked, and it is still this worker's.
    ///
    /// # Errors
    /// [`JobFailure::Lost`] when it is not; nothing may be written then.
    pub async fn begin(&self) -> Result<TenantTx<'static>, JobFailure> {
        let mut tx = self.tenant.begin().await?;
        if self.cancel.is_cancelled() || !store::jobs::lock_claimed(&mut tx, self.job, self.attempt).await? {
            self.cancel.cancel();
            return Err(JobFailure::Lost);
        }
        Ok(tx)
    }

    /// Says how far the job is: `done` of `total` steps and a sentence.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub async fn progress(&self, done: i64, total: i64, message: &str) -> Result<(), JobFailure> {
        let mut tx = self.tenant.begin().await?;
        let ours = store::jobs::set_progress(&mut tx, self.job, self.attempt, done, total, message).await?;
        tx.commit().await?;
        self.unless_lost(ours)
    }

    /// Shows what has been written so far to whoever watches.
    ///
    /// # Errors
    /// As [`Self::begin`].
    pub async fn show_partial(&self, html: &str, message: &str) -> Result<(), JobFailure> {
        let mut tx = self.tenant.begin().await?;
        let ours = store::jobs::set_partial(&mut tx, self.job, self.attempt, html, message).await?;
        tx.commit().await?;
        self.unless_lost(ours)
    }

    fn unless_lost(&self, ours: bool) -> Result<(), JobFailure> {
        if ours {
            return Ok(());
        }
        self.cancel.cancel();
        Err(JobFailure::Lost)
    }

    /// Ends the job well in the transaction of its last effect, gives back what credits it still holds, and commits.
    ///
    /// # Errors
    /// As [`Self::begin`]; then neither the effect nor the end is written.
    pub async fn complete(&self, mut tx: TenantTx<'_>, result: &impl Serialize) -> Result<Completed, JobFailure> {
        ledger::release_of_job(&mut tx, self.job).await?;
        let result = serde_json::to_value(result).unwrap_or_default();
        if !store::jobs::finish(&mut tx, self.job, self.attempt, &result).await? {
            return Err(JobFailure::Lost);
        }
        tx.commit().await?;
        Ok(Completed(()))
    }

    /// Whether the work should stop: asked between steps that have no transaction of their own.
    ///
    /// # Errors
    /// [`JobFailure::Lost`].
    pub fn check_cancelled(&self) -> Result<(), JobFailure> {
        if self.cancel.is_cancelled() { Err(JobFailure::Lost) } else { Ok(()) }
    }
}

fn lost() -> AppError {
    AppError::conflict(LOST, "This work was cancelled.")
}

/// The result of a service call that both pages and jobs make.
pub type JobResult<T = Completed> = Result<T, JobFailure>;

impl From<JobFailure> for AppError {
    fn from(failure: JobFailure) -> Self {
        match failure {
            JobFailure::Final(error) | JobFailure::Stop(error) | JobFailure::Retry { error, .. } => error,
            JobFailure::Lost => lost(),
        }
    }
}
