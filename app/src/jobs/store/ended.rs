//! `jobs` that were ended from outside, by a person or with their batch, and what of them may be asked for again.

use uuid::Uuid;

use super::jobs::NewJobRow;
use crate::access::TenantTx;
use crate::jobs::JobKind;
use crate::kit::id::{AccountId, BatchId, JobId};

/// A job that was ended from outside, and what it was to work on.
#[derive(Debug)]
pub struct EndedRow {
    pub id: JobId,
    pub kind: JobKind,
    pub target: Option<Uuid>,
    pub payload: serde_json::Value,
}

/// Cancels the live jobs of a batch. They keep no reason: it was a person's wish.
pub async fn cancel_batch(tx: &mut TenantTx<'_>, batch: BatchId) -> sqlx::Result<Vec<EndedRow>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_as!(
        EndedRow,
        r#"
        UPDATE jobs
           SET state = 'cancelled', error_code = NULL, error = NULL, partial = NULL, ended_at = $3
         WHERE account_id = $1 AND batch_id = $2 AND state IN ('queued', 'running')
        RETURNING id AS "id: JobId", kind AS "kind: JobKind", target_id AS target, payload
        "#,
        account as AccountId,
        batch as BatchId,
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Cancels the jobs of a batch that wait, with the reason that tells them from those a person cancelled.
pub async fn stop_waiting(
    tx: &mut TenantTx<'_>,
    batch: BatchId,
    code: &str,
    reason: &str,
) -> sqlx::Result<Vec<EndedRow>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_as!(
        EndedRow,
        r#"
        UPDATE jobs
           SET state = 'cancelled', error_code = $3, error = $4, partial = NULL, ended_at = $5
         WHERE account_id = $1 AND batch_id = $2 AND state = 'queued'
        RETURNING id AS "id: JobId", kind AS "kind: JobKind", target_id AS target, payload
        "#,
        account as AccountId,
        batch as BatchId,
        code,
        reason,
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Jobs of a batch whose work may be asked for again: those that failed, and those that were stopped for that, unless a
/// later job of the kind has done it for the target since. As [`super::batches::list`] counts them.
pub async fn undone_of(tx: &mut TenantTx<'_>, batch: BatchId) -> sqlx::Result<Vec<NewJobRow>> {
    let account = tx.account();
    sqlx::query_as!(
        NewJobRow,
        r#"
        SELECT j.target_id AS target, j.payload
          FROM jobs j
         WHERE j.account_id = $1 AND j.batch_id = $2
           AND (j.state = 'failed' OR (j.state = 'cancelled' AND j.error IS NOT NULL))
           AND NOT EXISTS (
               SELECT 1
                 FROM jobs later
                WHERE later.account_id = j.account_id AND later.kind = j.kind AND later.target_id = j.target_id
                  AND later.state = 'done' AND later.id > j.id)
         ORDER BY j.id
        "#,
        account as AccountId,
        batch as BatchId,
    )
    .fetch_all(tx.conn())
    .await
}
