//! `published_images`: an article's pictures that are in a site's media library, those it no longer shows included.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId};

/// A file in a site's media library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedImageRow {
    /// Which file of ours it is.
    pub file_key: String,
    pub remote_id: i64,
    pub remote_url: String,
}

/// Where a file of an article is in the library at `root`; `None` when it was never sent there.
pub async fn find(
    tx: &mut TenantTx<'_>,
    content: ContentId,
    root: &str,
    file_key: &str,
) -> sqlx::Result<Option<PublishedImageRow>> {
    let account = tx.account();
    sqlx::query_as!(
        PublishedImageRow,
        r#"
        SELECT file_key, remote_id, remote_url
          FROM published_images
         WHERE account_id = $1 AND content_id = $2 AND remote_root = $3 AND file_key = $4
        "#,
        account as AccountId,
        content as ContentId,
        root,
        file_key,
    )
    .fetch_optional(tx.conn())
    .await
}

/// What an article has in the library at `root` and does not show: all but the files in `shown`.
pub async fn orphaned(
    tx: &mut TenantTx<'_>,
    content: ContentId,
    root: &str,
    shown: &[String],
) -> sqlx::Result<Vec<PublishedImageRow>> {
    let account = tx.account();
    sqlx::query_as!(
        PublishedImageRow,
        r#"
        SELECT file_key, remote_id, remote_url
          FROM published_images
         WHERE account_id = $1 AND content_id = $2 AND remote_root = $3 AND file_key <> ALL($4)
         ORDER BY file_key
        "#,
        account as AccountId,
        content as ContentId,
        root,
        shown,
    )
    .fetch_all(tx.conn())
    .await
}

pub async fn save(
    tx: &mut TenantTx<'_>,
    content: ContentId,
    root: &str,
    image: &PublishedImageRow,
) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO published_images (account_id, content_id, remote_root, file_key, remote_id, remote_url, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (account_id, content_id, remote_root, file_key) DO UPDATE
           SET remote_id = excluded.remote_id, remote_url = excluded.remote_url, at = excluded.at
        "#,
        account as AccountId,
        content as ContentId,
        root,
        image.file_key,
        image.remote_id,
        image.remote_url,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets a file that is no longer ours to keep.
pub async fn delete(tx: &mut TenantTx<'_>, content: ContentId, root: &str, file_key: &str) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        DELETE FROM published_images
         WHERE account_id = $1 AND content_id = $2 AND remote_root = $3 AND file_key = $4
        "#,
        account as AccountId,
        content as ContentId,
        root,
        file_key,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
