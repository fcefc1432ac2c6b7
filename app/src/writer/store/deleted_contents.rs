//! `contents` that are deleted, and those that come back.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, SiteId, TaskId};

/// Deletes articles that are not on their way to the site; answers which.
pub async fn delete(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> sqlx::Result<Vec<ContentId>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE contents
           SET deleted_at = $3, updated_at = $3
         WHERE account_id = $1 AND id = ANY($2) AND site_status <> 'publishing' AND deleted_at IS NULL
        RETURNING id AS "id: ContentId"
        "#,
        account as AccountId,
        ids as &[ContentId],
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// The sites of deleted articles of the ids, and the tasks they come from.
pub async fn places(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> sqlx::Result<Vec<(SiteId, Option<TaskId>)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT site_id AS "site: SiteId", task_id AS "task: TaskId"
          FROM contents
         WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NOT NULL
        "#,
        account as AccountId,
        ids as &[ContentId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.site, row.task)).collect())
}

/// A deleted article that may come back.
#[derive(Debug)]
pub struct DeletedRow {
    pub id: ContentId,
    pub site: SiteId,
    pub slug: String,
    pub task: Option<TaskId>,
}

/// Deleted articles of the ids, except those whose task has another article by now, or one that is being written.
pub async fn restorable(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> sqlx::Result<Vec<DeletedRow>> {
    let account = tx.account();
    sqlx::query_as!(
        DeletedRow,
        r#"
        SELECT a.id AS "id: ContentId", a.site_id AS "site: SiteId", a.slug, a.task_id AS "task: TaskId"
          FROM contents a
         WHERE a.account_id = $1 AND a.id = ANY($2) AND a.deleted_at IS NOT NULL
           AND NOT EXISTS (
               SELECT 1
                 FROM contents other
                WHERE other.account_id = a.account_id AND other.task_id = a.task_id AND other.deleted_at IS NULL)
           AND NOT EXISTS (
               SELECT 1
                 FROM jobs j
                WHERE j.account_id = a.account_id AND j.kind = 'write_article' AND j.target_id = a.task_id
                  AND j.state IN ('queued', 'running'))
         ORDER BY a.id
        "#,
        account as AccountId,
        ids as &[ContentId],
    )
    .fetch_all(tx.conn())
    .await
}

/// Brings back those whose slug is free, all at once, and answers which. They were deleted together, so no two of them
/// have the same. The caller holds the slugs of their sites.
pub async fn restore_free(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> sqlx::Result<Vec<ContentId>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE contents a
           SET deleted_at = NULL, updated_at = $3
         WHERE a.account_id = $1 AND a.id = ANY($2) AND a.deleted_at IS NOT NULL
           AND NOT EXISTS (
               SELECT 1
                 FROM contents other
                WHERE other.account_id = a.account_id AND other.site_id = a.site_id AND other.slug = a.slug
                  AND other.deleted_at IS NULL)
        RETURNING a.id AS "id: ContentId"
        "#,
        account as AccountId,
        ids as &[ContentId],
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Brings a deleted article back under a slug that is free.
pub async fn restore_as(tx: &mut TenantTx<'_>, id: ContentId, slug: &str) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        "UPDATE contents SET deleted_at = NULL, slug = $3, updated_at = $4 WHERE account_id = $1 AND id = $2",
        account as AccountId,
        id as ContentId,
        slug,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
