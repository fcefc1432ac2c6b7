//! `undo_records`.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, UndoId, UserId};

/// A recorded change.
#[derive(Debug)]
pub struct UndoRow {
    pub change: Value,
    pub created_at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
}

pub async fn insert(tx: &mut TenantTx<'_>, change: &Value) -> sqlx::Result<UndoId> {
    let (account, user, now, id) = (tx.account(), tx.user(), tx.now(), UndoId::new());
    sqlx::query!(
        r#"
        INSERT INTO undo_records (account_id, id, user_id, change, created_at)
        VALUES ($1, $2, $3, $4, $5)
        "#,
        account as AccountId,
        id as UndoId,
        user as Option<UserId>,
        change,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// A change that nobody has taken back.
#[derive(Debug)]
pub struct OpenRow {
    pub id: UndoId,
    pub change: Value,
    pub who: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// Open changes made after `since`, beside one: older ones, latest first, or newer ones, oldest first.
pub async fn open(
    tx: &mut TenantTx<'_>,
    since: DateTime<Utc>,
    from: Option<UndoId>,
    newer: bool,
    limit: i64,
) -> sqlx::Result<Vec<OpenRow>> {
    let account = tx.account();
    sqlx::query_as!(
        OpenRow,
        r#"
        SELECT r.id AS "id: UndoId", r.change, u.name AS "who?", r.created_at
          FROM undo_records r
          LEFT JOIN users u ON u.id = r.user_id
         WHERE r.account_id = $1 AND r.undone_at IS NULL AND r.created_at > $2
           AND ($3::uuid IS NULL OR CASE WHEN $4 THEN r.id > $3 ELSE r.id < $3 END)
         ORDER BY CASE WHEN $4 THEN r.id END, r.id DESC
         LIMIT $5
        "#,
        account as AccountId,
        since,
        from as Option<UndoId>,
        newer,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

pub async fn count_open(tx: &mut TenantTx<'_>, since: DateTime<Utc>) -> sqlx::Result<i64> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM undo_records WHERE account_id = $1 AND undone_at IS NULL AND created_at > $2"#,
        account as AccountId,
        since,
    )
    .fetch_one(tx.conn())
    .await
}

/// What things are called, of whatever kind they are, deleted ones too.
pub async fn names(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> sqlx::Result<Vec<(Uuid, String)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT id AS "id!", keyword AS "name!" FROM keywords WHERE account_id = $1 AND id = ANY($2)
         UNION ALL
        SELECT id, name FROM clusters WHERE account_id = $1 AND id = ANY($2)
         UNION ALL
        SELECT id, title FROM ideas WHERE account_id = $1 AND id = ANY($2)
         UNION ALL
        SELECT id, title FROM tasks WHERE account_id = $1 AND id = ANY($2)
         UNION ALL
        SELECT id, title FROM contents WHERE account_id = $1 AND id = ANY($2)
         UNION ALL
        SELECT id, name FROM sites WHERE account_id = $1 AND id = ANY($2)
        "#,
        account as AccountId,
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// A record, locked until the transaction ends, so that two clicks undo once.
pub async fn lock(tx: &mut TenantTx<'_>, id: UndoId) -> sqlx::Result<Option<UndoRow>> {
    let account = tx.account();
    sqlx::query_as!(
        UndoRow,
        r#"
        SELECT change, created_at, undone_at
          FROM undo_records
         WHERE account_id = $1 AND id = $2
           FOR UPDATE
        "#,
        account as AccountId,
        id as UndoId,
    )
    .fetch_optional(tx.conn())
    .await
}

pub async fn mark_undone(tx: &mut TenantTx<'_>, id: UndoId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE undo_records
           SET undone_at = $3
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as UndoId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
