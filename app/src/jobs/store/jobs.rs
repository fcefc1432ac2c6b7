//! `jobs`: one row an item of work.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::access::{SystemTx, TenantTx};
use crate::accounts::AccountStatus;
use crate::jobs::{JobKind, JobState};
use crate::kit::id::{AccountId, BatchId, JobId, SiteId, UserId};

/// A job to be made.
#[derive(Debug, Clone)]
pub struct NewJobRow {
    pub target: Option<Uuid>,
    pub payload: serde_json::Value,
}

/// What a worker needs of the job it claimed.
#[derive(Debug)]
pub struct ClaimedRow {
    pub batch: BatchId,
    pub site: Option<SiteId>,
    pub kind: JobKind,
    pub target: Option<Uuid>,
    pub payload: serde_json::Value,
    pub attempt: i32,
    pub failures: i32,
    pub waits: i32,
    /// When it was claimed for the first time.
    pub started_at: DateTime<Utc>,
    pub account_status: AccountStatus,
    pub user: Option<UserId>,
}

/// Makes the jobs whose target has no live job of the kind yet, and answers which.
pub async fn insert(
    tx: &mut TenantTx<'_>,
    batch: BatchId,
    site: Option<SiteId>,
    kind: JobKind,
    new: &[NewJobRow],
) -> sqlx::Result<Vec<JobId>> {
    let (account, now) = (tx.account(), tx.now());
    let ids: Vec<JobId> = new.iter().map(|_| JobId::new()).collect();
    let targets: Vec<Option<Uuid>> = new.iter().map(|job| job.target).collect();
    let payloads: Vec<serde_json::Value> = new.iter().map(|job| job.payload.clone()).collect();
    sqlx::query_scalar!(
        r#"
        INSERT INTO jobs (account_id, id, batch_id, site_id, kind, target_id, payload, state, run_after, created_at)
        SELECT $1, new.id, $2, $3, $4, new.target, new.payload, 'queued', $5, $5
          FROM unnest($6::uuid[], $7::uuid[], $8::jsonb[]) AS new (id, target, payload)
        ON CONFLICT DO NOTHING
        RETURNING id AS "id: JobId"
        "#,
        account as AccountId,
        batch as BatchId,
        site as Option<SiteId>,
        kind as JobKind,
        now,
        &ids as &[JobId],
        &targets as &[Option<Uuid>],
        &payloads as &[serde_json::Value],
    )
    .fetch_all(tx.conn())
    .await
}

/// Live jobs of the account: how long its backlog is.
pub async fn count_live(tx: &mut TenantTx<'_>) -> sqlx::Result<i64> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM jobs WHERE account_id = $1 AND state IN ('queued', 'running')"#,
        account as AccountId,
    )
    .fetch_one(tx.conn())
    .await
}

/// Hands jobs to the queue, in order, after `backlog` others of the account.
pub async fn enqueue(tx: &mut TenantTx<'_>, ids: &[JobId], at: DateTime<Utc>, backlog: i64) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        SELECT enqueue_job($1, job.id, $2, $3 + job.place)
          FROM unnest($4::uuid[]) WITH ORDINALITY AS job (id, place)
        "#,
        account as AccountId,
        at,
        backlog,
        ids as &[JobId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Claims a job for a worker; `None` when it is over or gone.
pub async fn claim(tx: &mut SystemTx<'_>, account: AccountId, id: JobId) -> sqlx::Result<Option<ClaimedRow>> {
    let now = tx.now();
    sqlx::query_as!(
        ClaimedRow,
        r#"
        UPDATE jobs j
           SET state = 'running', attempt = j.attempt + 1, started_at = coalesce(j.started_at, $3), heartbeat_at = $3
          FROM job_batches b, accounts a
         WHERE j.account_id = $1 AND j.id = $2 AND j.state IN ('queued', 'running')
           AND b.account_id = j.account_id AND b.id = j.batch_id
           AND a.id = j.account_id
        RETURNING j.batch_id AS "batch: BatchId", j.site_id AS "site: SiteId", j.kind AS "kind: JobKind",
                  j.target_id AS target, j.payload, j.attempt, j.failures, j.waits,
                  j.started_at AS "started_at!", a.status AS "account_status: AccountStatus",
                  b.user_id AS "user: UserId"
        "#,
        account as AccountId,
        id as JobId,
        now,
    )
    .fetch_optional(tx.conn())
    .await
}

/// The queued job that is due first.
pub async fn next_due(tx: &mut SystemTx<'_>) -> sqlx::Result<Option<(AccountId, JobId)>> {
    let now = tx.now();
    let row = sqlx::query!(
        r#"
        SELECT account_id AS "account: AccountId", id AS "job: JobId"
          FROM jobs
         WHERE state = 'queued' AND run_after <= $1
         ORDER BY run_after, id
         LIMIT 1
        "#,
        now,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.account, row.job)))
}

/// Locks the job's row; `false` when it is no longer this claim's.
pub async fn lock_claimed(tx: &mut TenantTx<'_>, id: JobId, attempt: i32) -> sqlx::Result<bool> {
    let account = tx.account();
    let row = sqlx::query_scalar!(
        r#"
        SELECT 1 AS "one!"
          FROM jobs
         WHERE account_id = $1 AND id = $2 AND attempt = $3 AND state = 'running'
           FOR UPDATE
        "#,
        account as AccountId,
        id as JobId,
        attempt,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.is_some())
}

pub async fn set_progress(
    tx: &mut TenantTx<'_>,
    id: JobId,
    attempt: i32,
    done: i64,
    total: i64,
    message: &str,
) -> sqlx::Result<bool> {
    let (account, now) = (tx.account(), tx.now());
    let changed = sqlx::query!(
        r#"
        UPDATE jobs
           SET done = $4, total = $5, message = $6, heartbeat_at = $7
         WHERE account_id = $1 AND id = $2 AND attempt = $3 AND state = 'running'
        "#,
        account as AccountId,
        id as JobId,
        attempt,
        done,
        total,
        message,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

pub async fn set_partial(
    tx: &mut TenantTx<'_>,
    id: JobId,
    attempt: i32,
    partial: &str,
    message: &str,
) -> sqlx::Result<bool> {
    let (account, now) = (tx.account(), tx.now());
    let changed = sqlx::query!(
        r#"
        UPDATE jobs
           SET partial = $4, message = $5, heartbeat_at = $6
         WHERE account_id = $1 AND id = $2 AND attempt = $3 AND state = 'running'
        "#,
        account as AccountId,
        id as JobId,
        attempt,
        partial,
        message,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Says that the worker lives; `false` when the job is no longer its.
pub async fn beat(tx: &mut TenantTx<'_>, id: JobId, attempt: i32) -> sqlx::Result<bool> {
    let (account, now) = (tx.account(), tx.now());
    let changed = sqlx::query!(
        "UPDATE jobs SET heartbeat_at = $4 WHERE account_id = $1 AND id = $2 AND attempt = $3 AND state = 'running'",
        account as AccountId,
        id as JobId,
        attempt,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

pub async fn finish(tx: &mut TenantTx<'_>, id: JobId, attempt: i32, result: &serde_json::Value) -> sqlx::Result<bool> {
    let (account, now) = (tx.account(), tx.now());
    let changed = sqlx::query!(
        r#"
        UPDATE jobs
           SET state = 'done', result = $4, partial = NULL, done = greatest(total, 1), total = greatest(total, 1), ended_at = $5
         WHERE account_id = $1 AND id = $2 AND attempt = $3 AND state = 'running'
        "#,
        account as AccountId,
        id as JobId,
        attempt,
        result,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

pub async fn fail(tx: &mut TenantTx<'_>, id: JobId, attempt: i32, code: &str, reason: &str) -> sqlx::Result<bool> {
    let (account, now) = (tx.account(), tx.now());
    let changed = sqlx::query!(
        r#"
        UPDATE jobs
           SET state = 'failed', failures = failures + 1, error_code = $4, error = $5, partial = NULL, ended_at = $6
         WHERE account_id = $1 AND id = $2 AND attempt = $3 AND state = 'running'
        "#,
        account as AccountId,
        id as JobId,
        attempt,
        code,
        reason,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// What a try that is given back counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Failure,
    Wait,
}

/// How a running job goes back into the queue.
#[derive(Debug)]
pub struct PutBack<'a> {
    pub attempt: i32,
    pub at: DateTime<Utc>,
    pub counted: Counted,
    pub code: &'a str,
    pub reason: &'a str,
}

/// Puts a running job back in the queue; `false` when it is no longer this claim's.
pub async fn put_back(tx: &mut TenantTx<'_>, id: JobId, back: &PutBack<'_>) -> sqlx::Result<bool> {
    let account = tx.account();
    let changed = sqlx::query!(
        r#"
        UPDATE jobs
           SET state = 'queued', failures = failures + $4, waits = waits + $5, error_code = $6, error = $7,
               message = $7, partial = NULL, run_after = $8
         WHERE account_id = $1 AND id = $2 AND attempt = $3 AND state = 'running'
        "#,
        account as AccountId,
        id as JobId,
        back.attempt,
        i32::from(back.counted == Counted::Failure),
        i32::from(back.counted == Counted::Wait),
        back.code,
        back.reason,
        back.at,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// The batch a job belongs to.
pub async fn batch_of(tx: &mut TenantTx<'_>, id: JobId) -> sqlx::Result<Option<BatchId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"SELECT batch_id AS "batch: BatchId" FROM jobs WHERE account_id = $1 AND id = $2"#,
        account as AccountId,
        id as JobId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// The targets among `targets` that have a live job of the kind, with its state.
pub async fn live_targets(
    tx: &mut TenantTx<'_>,
    kind: JobKind,
    targets: &[Uuid],
) -> sqlx::Result<Vec<(Uuid, JobState)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT target_id AS "target!", state AS "state: JobState"
          FROM jobs
         WHERE account_id = $1 AND kind = $2 AND target_id = ANY($3) AND state IN ('queued', 'running')
        "#,
        account as AccountId,
        kind as JobKind,
        targets,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.target, row.state)).collect())
}
