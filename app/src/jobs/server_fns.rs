//! The door for pages: batches, cancelling, trying again.

use leptos::prelude::*;

use super::job::{JobList, Queued};
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::BatchId;

/// What is at work in the account, and a page of what is over. `at`: the page's cursor, empty for the first.
#[server(prefix = "/sfn", endpoint = "jobs/list", output = JsonText)]
pub async fn list_jobs(at: String) -> Result<JobList, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::list(&tenant, &at).await
}

/// Cancels what is left of a batch.
#[server(prefix = "/sfn", endpoint = "jobs/cancel", output = JsonText)]
pub async fn cancel_jobs(batch: BatchId) -> Result<i64, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::cancel(&tenant, batch).await
}

/// Asks again for what failed in a batch and what was stopped for that.
#[server(prefix = "/sfn", endpoint = "jobs/retry_failed", output = JsonText)]
pub async fn retry_failed_jobs(batch: BatchId) -> Result<Queued, AppError> {
    let tenant = crate::access::tenant().await?;
    super::service::retry_failed(&tenant, &crate::access::request_state()?, batch).await
}
