//! Which service does which kind of job, and what becomes of its target when the job fails or is cancelled.

use serde_json::Value;
use uuid::Uuid;

use super::JobKind;
use super::context::{Completed, JobContext, JobResult};
use crate::access::TenantTx;
use crate::kit::{AppError, AppResult};
use crate::{images, planner, publishing, writer};

/// Does the job.
pub(super) async fn run(job: &JobContext) -> JobResult<Completed> {
    match job.kind {
        JobKind::ImportKeywords => planner::service::import::run(job).await,
        JobKind::ClusterKeywords => planner::service::clustering::run(job).await,
        JobKind::GenerateIdeas => planner::service::ideas::run(job).await,
        JobKind::WriteArticle => writer::service::writing::run(job).await,
        JobKind::PromptImages => images::service::prompts::run(job).await,
        JobKind::GenerateImage => images::service::generation::run(job).await,
        JobKind::PublishContent => publishing::service::publish::run(job).await,
    }
}

/// Marks what the job worked on as failed, in the transaction that fails the job.
pub(super) async fn failed(
    tx: &mut TenantTx<'_>,
    kind: JobKind,
    target: Option<Uuid>,
    payload: &Value,
    error: &AppError,
) -> AppResult<()> {
    let Some(target) = target else { return Ok(()) };
    match kind {
        JobKind::ImportKeywords => planner::service::import::failed(tx, target, error).await,
        JobKind::WriteArticle => writer::service::writing::failed(tx, target, error).await,
        JobKind::GenerateImage => images::service::generation::failed(tx, target, payload, error).await,
        JobKind::PublishContent => publishing::service::publish::failed(tx, target, error).await,
        JobKind::ClusterKeywords | JobKind::GenerateIdeas | JobKind::PromptImages => Ok(()),
    }
}

/// Puts what the job was to work on back where it was, in the transaction that stops its batch. A picture says why: one
/// that is to take another's place would not be known to be wanted otherwise.
pub(super) async fn stopped(
    tx: &mut TenantTx<'_>,
    kind: JobKind,
    target: Option<Uuid>,
    payload: &Value,
    error: &AppError,
) -> AppResult<()> {
    match kind {
        JobKind::GenerateImage => failed(tx, kind, target, payload, error).await,
        JobKind::ImportKeywords
        | JobKind::ClusterKeywords
        | JobKind::GenerateIdeas
        | JobKind::WriteArticle
        | JobKind::PromptImages
        | JobKind::PublishContent => cancelled(tx, kind, target).await,
    }
}

/// Puts what the job worked on back where it was, in the transaction that cancels the job.
pub(super) async fn cancelled(tx: &mut TenantTx<'_>, kind: JobKind, target: Option<Uuid>) -> AppResult<()> {
    let Some(target) = target else { return Ok(()) };
    match kind {
        JobKind::ImportKeywords => planner::service::import::cancelled(tx, target).await,
        JobKind::WriteArticle => writer::service::writing::cancelled(tx, target).await,
        JobKind::PublishContent => publishing::service::publish::cancelled(tx, target).await,
        JobKind::ClusterKeywords | JobKind::GenerateIdeas | JobKind::PromptImages | JobKind::GenerateImage => Ok(()),
    }
}
