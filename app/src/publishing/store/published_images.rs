//! `published_images`: pictures that are in a site's media library already.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ImageId};

/// A file in a site's media library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedImageRow {
    pub remote_id: i64,
    pub remote_url: String,
}

/// Where a picture's file is in the library at `root`; `None` when another file of it was sent, or it was elsewhere.
pub async fn find(
    tx: &mut TenantTx<'_>,
    image: ImageId,
    file_key: &str,
    root: &str,
) -> sqlx::Result<Option<PublishedImageRow>> {
    let account = tx.account();
    sqlx::query_as!(
        PublishedImageRow,
        r#"
        SELECT remote_id, remote_url
          FROM published_images
         WHERE account_id = $1 AND image_id = $2 AND file_key = $3 AND remote_root = $4
        "#,
        account as AccountId,
        image as ImageId,
        file_key,
        root,
    )
    .fetch_optional(tx.conn())
    .await
}

pub async fn save(
    tx: &mut TenantTx<'_>,
    image: ImageId,
    file_key: &str,
    root: &str,
    remote: &PublishedImageRow,
) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO published_images (account_id, image_id, file_key, remote_root, remote_id, remote_url, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (account_id, image_id) DO UPDATE
           SET file_key = excluded.file_key, remote_root = excluded.remote_root, remote_id = excluded.remote_id,
               remote_url = excluded.remote_url, at = excluded.at
        "#,
        account as AccountId,
        image as ImageId,
        file_key,
        root,
        remote.remote_id,
        remote.remote_url,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
