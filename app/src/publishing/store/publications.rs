//! `publications`: the post of an article.

use chrono::{DateTime, Utc};
use sqlx::types::Json;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, SiteId};
use crate::publishing::publication::Difference;

/// What is known of an article's post.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicationRow {
    pub remote_root: String,
    pub remote_id: Option<i64>,
    pub remote_url: Option<String>,
    pub version: Option<i32>,
    pub differences: Json<Vec<Difference>>,
    pub verified_at: Option<DateTime<Utc>>,
    pub error: Option<String>,
}

/// A post as it was read back.
#[derive(Debug)]
pub struct VerifiedRow<'a> {
    pub url: &'a str,
    pub status: &'a str,
    pub version: i32,
    pub differences: &'a [Difference],
}

pub async fn find(tx: &mut TenantTx<'_>, content: ContentId) -> sqlx::Result<Option<PublicationRow>> {
    let account = tx.account();
    sqlx::query_as!(
        PublicationRow,
        r#"
        SELECT remote_root, remote_id, remote_url, version, differences AS "differences: Json<Vec<Difference>>", verified_at,
               error
          FROM publications
         WHERE account_id = $1 AND content_id = $2
        "#,
        account as AccountId,
        content as ContentId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Keeps the number of an article's post. Another number than before is another post: what was known of that one goes.
pub async fn set_reserved(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    content: ContentId,
    root: &str,
    remote_id: i64,
) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO publications AS p (account_id, content_id, site_id, remote_root, remote_id, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_id, content_id) DO UPDATE
           SET remote_root = excluded.remote_root, remote_id = excluded.remote_id, updated_at = excluded.updated_at,
               remote_url = NULL, remote_status = NULL, version = NULL, differences = '[]', verified_at = NULL
         WHERE p.remote_root <> excluded.remote_root OR p.remote_id IS DISTINCT FROM excluded.remote_id
        "#,
        account as AccountId,
        content as ContentId,
        site as SiteId,
        root,
        remote_id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps what the site holds now.
pub async fn set_verified(tx: &mut TenantTx<'_>, content: ContentId, post: &VerifiedRow<'_>) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE publications
           SET remote_url = $3, remote_status = $4, version = $5, differences = $6, verified_at = $7, error_code = NULL,
               error = NULL, updated_at = $7
         WHERE account_id = $1 AND content_id = $2
        "#,
        account as AccountId,
        content as ContentId,
        post.url,
        post.status,
        post.version,
        Json(post.differences) as _,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes why a try failed. What is live stays known.
pub async fn set_failed(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    content: ContentId,
    code: &str,
    sentence: &str,
) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO publications (account_id, content_id, site_id, error_code, error, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_id, content_id) DO UPDATE
           SET error_code = excluded.error_code, error = excluded.error, updated_at = excluded.updated_at
        "#,
        account as AccountId,
        content as ContentId,
        site as SiteId,
        code,
        sentence,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
