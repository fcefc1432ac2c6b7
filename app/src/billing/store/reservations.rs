//! `credit_reservations`.

use crate::access::TenantTx;
use crate::billing::credits::Operation;
use crate::billing::service::ledger::Reservation;
use crate::kit::id::{AccountId, JobId, ReservationId};

#[derive(Debug)]
pub struct ReservationRow {
    pub id: ReservationId,
    pub operation: Operation,
    pub plan: i64,
    pub bonus: i64,
    pub state: String,
    pub charged: Option<i64>,
    pub answer: Option<serde_json::Value>,
}

pub async fn find(tx: &mut TenantTx<'_>, key: &str) -> sqlx::Result<Option<ReservationRow>> {
    let account = tx.account();
    sqlx::query_as!(
        ReservationRow,
        r#"
        SELECT id AS "id: ReservationId", operation AS "operation: Operation", plan, bonus, state, charged, answer
          FROM credit_reservations
         WHERE account_id = $1 AND key = $2
        "#,
        account as AccountId,
        key,
    )
    .fetch_optional(tx.conn())
    .await
}

pub async fn get(tx: &mut TenantTx<'_>, id: ReservationId) -> sqlx::Result<ReservationRow> {
    let account = tx.account();
    sqlx::query_as!(
        ReservationRow,
        r#"
        SELECT id AS "id: ReservationId", operation AS "operation: Operation", plan, bonus, state, charged, answer
          FROM credit_reservations
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as ReservationId,
    )
    .fetch_one(tx.conn())
    .await
}

pub async fn insert(
    tx: &mut TenantTx<'_>,
    new: &Reservation<'_>,
    plan: i64,
    bonus: i64,
) -> sqlx::Result<ReservationId> {
    let (account, now, id) = (tx.account(), tx.now(), ReservationId::new());
    sqlx::query!(
        r#"
        INSERT INTO credit_reservations (account_id, id, key, operation, job_id, plan, bonus, state, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 'reserved', $8)
        "#,
        account as AccountId,
        id as ReservationId,
        new.key,
        new.operation as Operation,
        new.job as Option<JobId>,
        plan,
        bonus,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Holds credits once more for work that was released and is tried again.
pub async fn hold_again(
    tx: &mut TenantTx<'_>,
    id: ReservationId,
    job: Option<JobId>,
    plan: i64,
    bonus: i64,
) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        UPDATE credit_reservations
           SET state = 'reserved', job_id = $3, plan = $4, bonus = $5, ended_at = NULL
         WHERE account_id = $1 AND id = $2 AND state = 'released'
        "#,
        account as AccountId,
        id as ReservationId,
        job as Option<JobId>,
        plan,
        bonus,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn settle(
    tx: &mut TenantTx<'_>,
    id: ReservationId,
    charged: i64,
    answer: &serde_json::Value,
) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE credit_reservations
           SET state = 'settled', charged = $3, answer = $4, ended_at = $5
         WHERE account_id = $1 AND id = $2 AND state = 'reserved'
        "#,
        account as AccountId,
        id as ReservationId,
        charged,
        answer,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn release(tx: &mut TenantTx<'_>, id: ReservationId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE credit_reservations
           SET state = 'released', ended_at = $3
         WHERE account_id = $1 AND id = $2 AND state = 'reserved'
        "#,
        account as AccountId,
        id as ReservationId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn open_of_jobs(tx: &mut TenantTx<'_>, jobs: &[JobId]) -> sqlx::Result<Vec<ReservationId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT id AS "id: ReservationId"
          FROM credit_reservations
         WHERE account_id = $1 AND job_id = ANY($2) AND state = 'reserved'
        "#,
        account as AccountId,
        jobs as &[JobId],
    )
    .fetch_all(tx.conn())
    .await
}
