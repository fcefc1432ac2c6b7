//! `job_batches` with the figures of their jobs.

use chrono::{DateTime, Utc};

use crate::access::TenantTx;
use crate::jobs::job::JobView;
use crate::jobs::{BatchView, JobKind, JobState};
use crate::kit::id::{AccountId, BatchId, JobId, SiteId, UserId};

pub async fn insert(tx: &mut TenantTx<'_>, kind: JobKind, title: &str, site: Option<SiteId>) -> sqlx::Result<BatchId> {
    let (account, user, now, id) = (tx.account(), tx.user(), tx.now(), BatchId::new());
    sqlx::query!(
        r#"
        INSERT INTO job_batches (account_id, id, site_id, user_id, kind, title, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        "#,
        account as AccountId,
        id as BatchId,
        site as Option<SiteId>,
        user as Option<UserId>,
        kind as JobKind,
        title,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Holds a batch while its jobs are ended; `false` when it is not there.
pub async fn lock(tx: &mut TenantTx<'_>, id: BatchId) -> sqlx::Result<bool> {
    let account = tx.account();
    let row = sqlx::query_scalar!(
        r#"SELECT 1 AS "one!" FROM job_batches WHERE account_id = $1 AND id = $2 FOR NO KEY UPDATE"#,
        account as AccountId,
        id as BatchId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.is_some())
}

/// Batches with work left.
pub async fn at_work(tx: &mut TenantTx<'_>) -> sqlx::Result<Vec<BatchId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT DISTINCT batch_id AS "batch!: BatchId"
          FROM jobs
         WHERE account_id = $1 AND batch_id IS NOT NULL AND state IN ('queued', 'running')
        "#,
        account as AccountId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Batches of which a job ended after this moment.
pub async fn moved_since(tx: &mut TenantTx<'_>, moment: DateTime<Utc>) -> sqlx::Result<Vec<BatchId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT DISTINCT batch_id AS "batch!: BatchId"
          FROM jobs
         WHERE account_id = $1 AND batch_id IS NOT NULL AND ended_at > $2
        "#,
        account as AccountId,
        moment,
    )
    .fetch_all(tx.conn())
    .await
}

/// Batches that are over, beside one: older ones, latest first, or newer ones, oldest first. One of the two halves is
/// empty, and the other is read from the index as far as the page goes.
pub async fn over(tx: &mut TenantTx<'_>, from: Option<BatchId>, newer: bool, limit: i64) -> sqlx::Result<Vec<BatchId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT id AS "id!: BatchId"
          FROM (
               (SELECT b.id
                  FROM job_batches b
                 WHERE b.account_id = $1 AND NOT $3 AND ($2::uuid IS NULL OR b.id < $2)
                   AND NOT EXISTS (
                       SELECT
                         FROM jobs j
                        WHERE j.account_id = $1 AND j.batch_id = b.id AND j.state IN ('queued', 'running'))
                 ORDER BY b.id DESC
                 LIMIT $4)
                UNION ALL
               (SELECT b.id
                  FROM job_batches b
                 WHERE b.account_id = $1 AND $3 AND ($2::uuid IS NULL OR b.id > $2)
                   AND NOT EXISTS (
                       SELECT
                         FROM jobs j
                        WHERE j.account_id = $1 AND j.batch_id = b.id AND j.state IN ('queued', 'running'))
                 ORDER BY b.id
                 LIMIT $4)
               ) e
        "#,
        account as AccountId,
        from as Option<BatchId>,
        newer,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

pub async fn count(tx: &mut TenantTx<'_>) -> sqlx::Result<i64> {
    let account = tx.account();
    sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM job_batches WHERE account_id = $1"#, account as AccountId,)
        .fetch_one(tx.conn())
        .await
}

/// These batches, the latest first, with the jobs at hand and the first failures of each.
pub async fn list(tx: &mut TenantTx<'_>, ids: &[BatchId]) -> sqlx::Result<Vec<BatchView>> {
    let account = tx.account();
    let batches = sqlx::query!(
        r#"
        SELECT b.id AS "id: BatchId", b.site_id AS "site: SiteId", b.kind AS "kind: JobKind", b.title, b.created_at,
               n.total AS "total!", n.done AS "done!", n.failed AS "failed!", n.cancelled AS "cancelled!", n.running AS "running!",
               n.stopped AS "stopped!", n.stop_reason, n.made_good AS "made_good!",
               CASE WHEN n.done + n.failed + n.cancelled >= n.total THEN (
                   SELECT coalesce(sum(r.charged), 0)::bigint
                     FROM jobs j
                     JOIN credit_reservations r
                       ON r.account_id = j.account_id AND r.job_id = j.id AND r.state = 'settled'
                    WHERE j.account_id = b.account_id AND j.batch_id = b.id)
               END AS credits
          FROM job_batches b
         CROSS JOIN LATERAL (
               SELECT count(*) AS total,
                      count(*) FILTER (WHERE state = 'done') AS done,
                      count(*) FILTER (WHERE state = 'failed') AS failed,
                      count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
                      count(*) FILTER (WHERE state = 'running') AS running,
                      count(*) FILTER (WHERE state = 'cancelled' AND error IS NOT NULL) AS stopped,
                      min(error) FILTER (WHERE state = 'cancelled') AS stop_reason,
                      count(*) FILTER (
                          WHERE (state = 'failed' OR (state = 'cancelled' AND error IS NOT NULL))
                            AND EXISTS (
                                SELECT 1
                                  FROM jobs later
                                 WHERE later.account_id = j.account_id AND later.kind = j.kind
                                   AND later.target_id = j.target_id AND later.state = 'done' AND later.id > j.id)
                      ) AS made_good
                 FROM jobs j
                WHERE j.account_id = b.account_id AND j.batch_id = b.id
               ) n
         WHERE b.account_id = $1 AND b.id = ANY($2)
         ORDER BY b.id DESC
        "#,
        account as AccountId,
        ids as &[BatchId],
    )
    .fetch_all(tx.conn())
    .await?;
    let jobs = sqlx::query!(
        r#"
        SELECT batch_id AS "batch!: BatchId", id AS "id!: JobId", target_id, state AS "state!: JobState",
               done AS "done!", total AS "total!", message, partial, error
          FROM unnest($2::uuid[]) AS wanted (batch)
         CROSS JOIN LATERAL (
               SELECT *
                 FROM jobs j
                WHERE j.account_id = $1 AND j.batch_id = wanted.batch
                  AND (j.state IN ('running', 'failed') OR j.state = 'queued' AND j.message IS NOT NULL)
                ORDER BY j.state DESC, j.id
                LIMIT 20
               ) j
        "#,
        account as AccountId,
        ids as &[BatchId],
    )
    .fetch_all(tx.conn())
    .await?;
    let mut views: Vec<BatchView> = batches
        .into_iter()
        .map(|row| BatchView {
            id: row.id,
            site: row.site,
            kind: row.kind,
            title: row.title,
            total: row.total,
            done: row.done,
            failed: row.failed,
            cancelled: row.cancelled,
            running: row.running,
            stopped: row.stopped,
            stop_reason: row.stop_reason,
            made_good: row.made_good,
            credits: row.credits,
            created_at: row.created_at,
            jobs: Vec::new(),
        })
        .collect();
    for row in jobs {
        if let Some(view) = views.iter_mut().find(|view| view.id == row.batch) {
            view.jobs.push(JobView {
                id: row.id,
                target: row.target_id,
                state: row.state,
                done: row.done,
                total: row.total,
                message: row.message,
                partial: row.partial,
                error: row.error,
            });
        }
    }
    Ok(views)
}
