//! `publications`: the post of an article.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use wordpress::Held;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, SiteId};
use crate::publishing::publication::Difference;
use crate::writer::service::contents::Edition;

/// What is known of an article's post.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicationRow {
    pub remote_root: String,
    pub remote_id: Option<i64>,
    pub remote_url: Option<String>,
    pub version: Option<i32>,
    pub pictures_version: Option<i32>,
    pub differences: Json<Vec<Difference>>,
    pub verified_at: Option<DateTime<Utc>>,
    /// What the site held when the post was last read back.
    pub held: Option<Json<Held>>,
    /// What an attempt sent whose end never became known.
    pub sent: Option<Json<Held>>,
    /// What was found changed on the site, until somebody decides.
    pub found: Option<Json<Held>>,
    /// How often a post was asked for while none was known.
    pub reservations: i32,
    pub error_code: Option<String>,
    pub error: Option<String>,
}

impl PublicationRow {
    /// What is live, if anything was read back.
    pub fn edition(&self) -> Option<Edition> {
        self.verified_at?;
        Some(Edition { version: self.version?, pictures: self.pictures_version? })
    }
}

/// A post as it was read back.
#[derive(Debug)]
pub struct VerifiedRow<'a> {
    pub url: &'a str,
    pub status: &'a str,
    pub edition: Edition,
    pub differences: &'a [Difference],
    pub held: &'a Held,
}

pub async fn find(tx: &mut TenantTx<'_>, content: ContentId) -> sqlx::Result<Option<PublicationRow>> {
    let account = tx.account();
    sqlx::query_as!(
        PublicationRow,
        r#"
        SELECT remote_root, remote_id, remote_url, version, pictures_version, differences AS "differences: Json<Vec<Difference>>", verified_at,
               held AS "held: Json<Held>", sent AS "sent: Json<Held>", found AS "found: Json<Held>", reservations, error_code,
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

/// Counts that a post is about to be asked for while none is known.
pub async fn count_reservation(tx: &mut TenantTx<'_>, site: SiteId, content: ContentId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO publications AS p (account_id, content_id, site_id, reservations, updated_at)
        VALUES ($1, $2, $3, 1, $4)
        ON CONFLICT (account_id, content_id) DO UPDATE
           SET reservations = p.reservations + 1, updated_at = excluded.updated_at
        "#,
        account as AccountId,
        content as ContentId,
        site as SiteId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps the number of an article's post. Another number than before is another post: what was known of that one goes.
pub async fn set_reserved(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    content: ContentId,
    root: &str,
    remote_id: i64,
) -> sqlx::Result<()> {
    displace(tx, site, content, root, remote_id).await?;
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO publications AS p (account_id, content_id, site_id, remote_root, remote_id, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (account_id, content_id) DO UPDATE
           SET remote_root = excluded.remote_root, remote_id = excluded.remote_id, updated_at = excluded.updated_at,
               remote_url = NULL, remote_status = NULL, version = NULL, pictures_version = NULL, differences = '[]', verified_at = NULL, held = NULL,
               sent = NULL, found = NULL, replaced = false
         WHERE p.remote_root <> excluded.remote_root OR p.remote_id IS DISTINCT FROM excluded.remote_id OR p.replaced
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

/// Notes that a number is no longer that of the article it was kept for: a site that was restored has given it out
/// again. The article keeps knowing that it had a post, so that none is made in its place unasked.
async fn displace(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    content: ContentId,
    root: &str,
    remote_id: i64,
) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE publications
           SET replaced = true, updated_at = $6
         WHERE account_id = $1 AND site_id = $2 AND content_id <> $3 AND remote_root = $4 AND remote_id = $5
           AND NOT replaced
        "#,
        account as AccountId,
        site as SiteId,
        content as ContentId,
        root,
        remote_id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps what is about to be sent: whatever becomes of the answer, to find that on the site is nobody else's doing.
pub async fn set_sent(tx: &mut TenantTx<'_>, content: ContentId, sent: &Held) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE publications
           SET sent = $3, updated_at = $4
         WHERE account_id = $1 AND content_id = $2
        "#,
        account as AccountId,
        content as ContentId,
        Json(sent) as _,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps what somebody changed on the site, for a person to decide about.
pub async fn set_found(tx: &mut TenantTx<'_>, content: ContentId, found: &Held) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE publications
           SET found = $3, updated_at = $4
         WHERE account_id = $1 AND content_id = $2
        "#,
        account as AccountId,
        content as ContentId,
        Json(found) as _,
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
           SET remote_url = $3, remote_status = $4, version = $5, pictures_version = $9, differences = $6, verified_at = $7,
               held = $8, sent = NULL, found = NULL, error_code = NULL, error = NULL, updated_at = $7
         WHERE account_id = $1 AND content_id = $2
        "#,
        account as AccountId,
        content as ContentId,
        post.url,
        post.status,
        post.edition.version,
        Json(post.differences) as _,
        now,
        Json(post.held) as _,
        post.edition.pictures,
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
