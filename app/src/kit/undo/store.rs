//! `undo_records`.

use chrono::{DateTime, Utc};
use serde_json::Value;

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
