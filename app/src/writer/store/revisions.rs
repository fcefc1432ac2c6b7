//! `content_revisions`: every save of an article.

use chrono::{DateTime, Utc};

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, UserId};
use crate::writer::revision::{RevisionReason, RevisionRow};

/// What a save brought.
#[derive(Debug, Clone)]
pub struct NewRevision<'a> {
    pub content: ContentId,
    pub version: i32,
    pub title: &'a str,
    pub body: &'a str,
    pub words: i64,
    pub reason: RevisionReason,
    /// When the sitting began whose automatic saves it holds; none for what was saved on purpose.
    pub began_at: Option<DateTime<Utc>>,
}

pub async fn insert(tx: &mut TenantTx<'_>, new: &NewRevision<'_>) -> sqlx::Result<()> {
    let (account, user, now) = (tx.account(), tx.user(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO content_revisions (account_id, content_id, version, title, body, words, reason, user_id, at, began_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        "#,
        account as AccountId,
        new.content as ContentId,
        new.version,
        new.title,
        new.body,
        i32::try_from(new.words).unwrap_or(i32::MAX),
        new.reason as RevisionReason,
        user as Option<UserId>,
        now,
        new.began_at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Who made a revision and when.
#[derive(Debug, Clone)]
pub struct RevisionHead {
    pub user: Option<UserId>,
    pub user_name: Option<String>,
    pub at: DateTime<Utc>,
    pub began_at: Option<DateTime<Utc>>,
}

pub async fn head(tx: &mut TenantTx<'_>, content: ContentId, version: i32) -> sqlx::Result<Option<RevisionHead>> {
    let account = tx.account();
    sqlx::query_as!(
        RevisionHead,
        r#"
        SELECT r.user_id AS "user: UserId", u.name AS "user_name?", r.at, r.began_at
          FROM content_revisions r
          LEFT JOIN users u ON u.id = r.user_id
         WHERE r.account_id = $1 AND r.content_id = $2 AND r.version = $3
        "#,
        account as AccountId,
        content as ContentId,
        version,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Keeps a revision for good: what was saved automatically has been saved on purpose since.
pub async fn keep(tx: &mut TenantTx<'_>, content: ContentId, version: i32) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        UPDATE content_revisions
           SET began_at = NULL
         WHERE account_id = $1 AND content_id = $2 AND version = $3 AND began_at IS NOT NULL
        "#,
        account as AccountId,
        content as ContentId,
        version,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes a revision that a later automatic save of the same person takes the place of.
pub async fn delete(tx: &mut TenantTx<'_>, content: ContentId, version: i32) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        "DELETE FROM content_revisions WHERE account_id = $1 AND content_id = $2 AND version = $3",
        account as AccountId,
        content as ContentId,
        version,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Title and body of a revision.
pub async fn text(tx: &mut TenantTx<'_>, content: ContentId, version: i32) -> sqlx::Result<Option<(String, String)>> {
    let account = tx.account();
    let row = sqlx::query!(
        "SELECT title, body FROM content_revisions WHERE account_id = $1 AND content_id = $2 AND version = $3",
        account as AccountId,
        content as ContentId,
        version,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.title, row.body)))
}

/// Version, title and body of the last revision up to a version.
pub async fn text_until(
    tx: &mut TenantTx<'_>,
    content: ContentId,
    version: i32,
) -> sqlx::Result<Option<(i32, String, String)>> {
    let account = tx.account();
    let row = sqlx::query!(
        r#"
        SELECT version, title, body
          FROM content_revisions
         WHERE account_id = $1 AND content_id = $2 AND version <= $3
         ORDER BY version DESC
         LIMIT 1
        "#,
        account as AccountId,
        content as ContentId,
        version,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.version, row.title, row.body)))
}

/// The revisions of an article, latest first.
pub async fn list(tx: &mut TenantTx<'_>, content: ContentId, limit: i64) -> sqlx::Result<Vec<RevisionRow>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT r.version, r.title, r.words, r.reason AS "reason: RevisionReason", u.name AS "by?", r.at
          FROM content_revisions r
          LEFT JOIN users u ON u.id = r.user_id
         WHERE r.account_id = $1 AND r.content_id = $2
         ORDER BY r.version DESC
         LIMIT $3
        "#,
        account as AccountId,
        content as ContentId,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let rows = rows.into_iter().map(|row| RevisionRow {
        version: i64::from(row.version),
        title: row.title,
        words: i64::from(row.words),
        reason: row.reason,
        by: row.by,
        at: row.at,
    });
    Ok(rows.collect())
}
