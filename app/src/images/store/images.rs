//! `images`.

use crate::access::TenantTx;
use crate::images::{ImageKind, ImageStatus};
use crate::kit::id::{AccountId, ContentId, ImageId, SiteId};

/// A picture of an article, there or wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageRow {
    pub id: ImageId,
    pub site: SiteId,
    pub content: ContentId,
    pub kind: ImageKind,
    pub position: i32,
    pub prompt: String,
    pub alt: String,
    pub caption: String,
    pub after_heading: String,
    pub status: ImageStatus,
    pub failure: Option<String>,
    pub round: i32,
    pub file_key: Option<String>,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub bytes: Option<i64>,
    pub model: String,
    pub credits: i64,
}

/// A picture that is wanted.
#[derive(Debug, Clone)]
pub struct WantedRow {
    pub kind: ImageKind,
    pub position: i32,
    pub prompt: String,
    pub alt: String,
    pub caption: String,
    pub after_heading: String,
}

/// A file that has become a picture.
#[derive(Debug, Clone)]
pub struct FileRow<'a> {
    pub key: &'a str,
    pub width: i32,
    pub height: i32,
    pub bytes: i64,
    /// Empty for one's own.
    pub model: &'a str,
    pub credits: i64,
}

/// Writes down which pictures an article wants. One that has its place keeps its words, made or not: a person may have
/// written them.
pub async fn want(tx: &mut TenantTx<'_>, site: SiteId, content: ContentId, wanted: &[WantedRow]) -> sqlx::Result<()> {
    for one in wanted {
        insert(tx, ImageId::new(), site, content, one).await?;
    }
    Ok(())
}

/// Pictures by id, in the order of their articles. Those of deleted articles are gone with them.
pub async fn find(tx: &mut TenantTx<'_>, ids: &[ImageId]) -> sqlx::Result<Vec<ImageRow>> {
    let account = tx.account();
    sqlx::query_as!(
        ImageRow,
        r#"
        SELECT i.id AS "id: ImageId", i.site_id AS "site: SiteId", i.content_id AS "content: ContentId",
               i.kind AS "kind: ImageKind", i.position, i.prompt, i.alt, i.caption, i.after_heading,
               i.status AS "status: ImageStatus", i.failure, i.round, i.file_key, i.width, i.height, i.bytes, i.model, i.credits
          FROM images i
          JOIN contents a ON a.account_id = i.account_id AND a.id = i.content_id AND a.deleted_at IS NULL
         WHERE i.account_id = $1 AND i.id = ANY($2)
         ORDER BY i.content_id, i.kind, i.position
        "#,
        account as AccountId,
        ids as &[ImageId],
    )
    .fetch_all(tx.conn())
    .await
}

/// Holds a picture for the rest of the transaction; whether it is there.
pub async fn lock(tx: &mut TenantTx<'_>, id: ImageId) -> sqlx::Result<bool> {
    let account = tx.account();
    let row = sqlx::query!(
        "SELECT 1 AS one FROM images WHERE account_id = $1 AND id = $2 FOR UPDATE",
        account as AccountId,
        id as ImageId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.is_some())
}

/// The pictures of articles: each article's featured one first, then the others from top to bottom.
pub async fn of_contents(tx: &mut TenantTx<'_>, contents: &[ContentId]) -> sqlx::Result<Vec<ImageRow>> {
    let account = tx.account();
    sqlx::query_as!(
        ImageRow,
        r#"
        SELECT i.id AS "id: ImageId", i.site_id AS "site: SiteId", i.content_id AS "content: ContentId",
               i.kind AS "kind: ImageKind", i.position, i.prompt, i.alt, i.caption, i.after_heading,
               i.status AS "status: ImageStatus", i.failure, i.round, i.file_key, i.width, i.height, i.bytes, i.model, i.credits
          FROM images i
         WHERE i.account_id = $1 AND i.content_id = ANY($2)
         ORDER BY i.content_id, i.kind, i.position
        "#,
        account as AccountId,
        contents as &[ContentId],
    )
    .fetch_all(tx.conn())
    .await
}

/// Puts a file in the place of whatever the picture showed before.
pub async fn set_file(tx: &mut TenantTx<'_>, id: ImageId, round: i32, file: &FileRow<'_>) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE images
           SET status = 'generated', failure = NULL, round = $3, file_key = $4, width = $5, height = $6, bytes = $7, model = $8,
               credits = $9, updated_at = $10
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as ImageId,
        round,
        file.key,
        file.width,
        file.height,
        file.bytes,
        file.model,
        file.credits,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes why a try of a round failed, unless another round has begun. A picture that was there stays.
pub async fn set_failed(tx: &mut TenantTx<'_>, id: ImageId, round: i32, why: &str) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE images
           SET status = CASE WHEN file_key IS NULL THEN 'failed' ELSE status END, failure = $3, updated_at = $4
         WHERE account_id = $1 AND id = $2 AND round = $5
        "#,
        account as AccountId,
        id as ImageId,
        why,
        now,
        round,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets why earlier tries failed: these are tried again.
pub async fn set_waiting(tx: &mut TenantTx<'_>, ids: &[ImageId]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE images
           SET status = CASE WHEN file_key IS NULL THEN 'pending' ELSE status END, failure = NULL, updated_at = $3
         WHERE account_id = $1 AND id = ANY($2) AND failure IS NOT NULL
        "#,
        account as AccountId,
        ids as &[ImageId],
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Begins another round: jobs of earlier ones make nothing any more. Answers its number.
pub async fn next_round(tx: &mut TenantTx<'_>, id: ImageId) -> sqlx::Result<i32> {
    let account = tx.account();
    sqlx::query_scalar!(
        "UPDATE images SET round = round + 1 WHERE account_id = $1 AND id = $2 RETURNING round",
        account as AccountId,
        id as ImageId,
    )
    .fetch_one(tx.conn())
    .await
}

pub async fn set_texts(
    tx: &mut TenantTx<'_>,
    id: ImageId,
    prompt: &str,
    alt: &str,
    caption: &str,
    after_heading: &str,
) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE images
           SET prompt = $3, alt = $4, caption = $5, after_heading = $6, updated_at = $7
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as ImageId,
        prompt,
        alt,
        caption,
        after_heading,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds a picture; `false` when its place is taken.
pub async fn insert(
    tx: &mut TenantTx<'_>,
    id: ImageId,
    site: SiteId,
    content: ContentId,
    new: &WantedRow,
) -> sqlx::Result<bool> {
    let (account, now) = (tx.account(), tx.now());
    let made = sqlx::query!(
        r#"
        INSERT INTO images (account_id, id, site_id, content_id, kind, position, prompt, alt, caption, after_heading,
                            created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
        ON CONFLICT (account_id, content_id, kind, position) DO NOTHING
        "#,
        account as AccountId,
        id as ImageId,
        site as SiteId,
        content as ContentId,
        new.kind as ImageKind,
        new.position,
        new.prompt,
        new.alt,
        new.caption,
        new.after_heading,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(made.rows_affected() == 1)
}

pub async fn delete(tx: &mut TenantTx<'_>, id: ImageId) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!("DELETE FROM images WHERE account_id = $1 AND id = $2", account as AccountId, id as ImageId)
        .execute(tx.conn())
        .await?;
    Ok(())
}
