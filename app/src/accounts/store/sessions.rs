//! `sessions`.

use chrono::{DateTime, Utc};

use crate::access::{Role, SystemTx, Visitor};
use crate::accounts::AccountStatus;
use crate::kit::id::{AccountId, UserId};

#[derive(Debug)]
pub struct NewSession {
    pub token_hash: Vec<u8>,
    pub user: UserId,
    pub account: AccountId,
    pub expires_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
}

#[derive(Debug)]
pub struct SessionRow {
    pub visitor: Visitor,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub ended_reason: Option<String>,
    pub user_active: bool,
    pub membership_active: bool,
}

pub async fn insert(tx: &mut SystemTx<'_>, new: &NewSession) -> sqlx::Result<()> {
    let now = tx.now();
    sqlx::query!(
        r#"
        INSERT INTO sessions (token_hash, user_id, account_id, created_at, last_seen_at, expires_at, ends_at, ip, user_agent)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)
        "#,
        new.token_hash,
        new.user as UserId,
        new.account as AccountId,
        now,
        new.expires_at,
        new.ends_at,
        new.ip,
        new.user_agent,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The session with everything the guard and the shell need, in one query.
pub async fn find(tx: &mut SystemTx<'_>, token_hash: &[u8]) -> sqlx::Result<Option<SessionRow>> {
    let row = sqlx::query!(
        r#"
        SELECT s.user_id AS "user_id: UserId", u.name AS user_name, u.email, u.active AS user_active,
               s.account_id AS "account_id: AccountId", a.name AS account_name, a.status AS "account_status: AccountStatus",
               m.role AS "role: Role", m.active AS membership_active,
               s.last_seen_at, s.expires_at, s.ends_at, s.ended_reason
          FROM sessions s
          JOIN users u ON u.id = s.user_id
          JOIN accounts a ON a.id = s.account_id
          JOIN memberships m ON m.account_id = s.account_id AND m.user_id = s.user_id
         WHERE s.token_hash = $1
        "#,
        token_hash,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| SessionRow {
        visitor: Visitor {
            user: row.user_id,
            user_name: row.user_name,
            email: row.email,
            account: row.account_id,
            account_name: row.account_name,
            account_status: row.account_status,
            role: row.role,
        },
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        ends_at: row.ends_at,
        ended_reason: row.ended_reason,
        user_active: row.user_active,
        membership_active: row.membership_active,
    }))
}

pub async fn touch(tx: &mut SystemTx<'_>, token_hash: &[u8], expires_at: DateTime<Utc>) -> sqlx::Result<()> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE sessions SET last_seen_at = $2, expires_at = $3 WHERE token_hash = $1",
        token_hash,
        now,
        expires_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn end(tx: &mut SystemTx<'_>, token_hash: &[u8], reason: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE sessions SET ended_reason = $2 WHERE token_hash = $1 AND ended_reason IS NULL",
        token_hash,
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends every session of a person.
pub async fn end_all(tx: &mut SystemTx<'_>, user: UserId, reason: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE sessions SET ended_reason = $2 WHERE user_id = $1 AND ended_reason IS NULL",
        user as UserId,
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
