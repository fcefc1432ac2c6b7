//! `sites`.

use chrono::{DateTime, Utc};

use crate::access::TenantTx;
use crate::kit::id::{AccountId, IndustryId, SiteId};
use crate::sites::site::{Platform, SiteRow, SiteStatus};

/// What a person decides about a site, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    pub name: String,
    pub url: String,
    pub description: String,
    pub platform: Platform,
    pub language: String,
}

/// Sites, the active ones first, then as they were added. `only`: this one.
pub async fn find(tx: &mut TenantTx<'_>, only: Option<SiteId>, limit: i64) -> sqlx::Result<Vec<SiteRow>> {
    let account = tx.account();
    sqlx::query_as!(
        SiteRow,
        r#"
        SELECT s.id AS "id: SiteId", s.name, s.url, s.description, s.industry_id AS "industry: IndustryId",
               i.name AS industry_name, s.platform AS "platform: Platform", s.language, s.status AS "status: SiteStatus",
               s.created_at
          FROM sites s
          JOIN industries i ON i.id = s.industry_id
         WHERE s.account_id = $1 AND s.deleted_at IS NULL
           AND ($2::uuid IS NULL OR s.id = $2)
         ORDER BY s.status = 'active' DESC, s.created_at, s.id
         LIMIT $3
        "#,
        account as AccountId,
        only as Option<SiteId>,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

pub async fn count(tx: &mut TenantTx<'_>) -> sqlx::Result<i64> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT count(*) AS "count!"
          FROM sites
         WHERE account_id = $1 AND deleted_at IS NULL
        "#,
        account as AccountId,
    )
    .fetch_one(tx.conn())
    .await
}

pub async fn insert(tx: &mut TenantTx<'_>, id: SiteId, industry: IndustryId, site: &Particulars) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO sites (account_id, id, name, url, description, industry_id, platform, language, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
        "#,
        account as AccountId,
        id as SiteId,
        site.name,
        site.url,
        site.description,
        industry as IndustryId,
        site.platform as Platform,
        site.language,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn update(tx: &mut TenantTx<'_>, id: SiteId, site: &Particulars) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE sites
           SET name = $3, url = $4, description = $5, platform = $6, language = $7, updated_at = $8
         WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL
        "#,
        account as AccountId,
        id as SiteId,
        site.name,
        site.url,
        site.description,
        site.platform as Platform,
        site.language,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_industry(tx: &mut TenantTx<'_>, id: SiteId, industry: IndustryId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE sites
           SET industry_id = $3, updated_at = $4
         WHERE account_id = $1 AND id = $2 AND industry_id <> $3
        "#,
        account as AccountId,
        id as SiteId,
        industry as IndustryId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_status(tx: &mut TenantTx<'_>, id: SiteId, status: SiteStatus) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE sites
           SET status = $3, updated_at = $4
         WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL
        "#,
        account as AccountId,
        id as SiteId,
        status as SiteStatus,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Deletes a site, or brings it back with `None`; `false` when there is nothing to change.
pub async fn set_deleted(tx: &mut TenantTx<'_>, id: SiteId, at: Option<DateTime<Utc>>) -> sqlx::Result<bool> {
    let account = tx.account();
    let done = sqlx::query!(
        r#"
        UPDATE sites
           SET deleted_at = $3
         WHERE account_id = $1 AND id = $2 AND (deleted_at IS NULL) <> ($3::timestamptz IS NULL)
        "#,
        account as AccountId,
        id as SiteId,
        at,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
