//! `contents`.

use chrono::{DateTime, Utc};

use super::coded;
use crate::access::TenantTx;
use crate::ai::structure::{ContentStructure, ContentType};
use crate::kit::id::{AccountId, ClusterId, ContentId, SectorId, SiteId, TaskId};
use crate::writer::{ContentStatus, SiteStatus};

/// An article.
#[derive(Debug, Clone, PartialEq)]
pub struct ContentRecord {
    pub id: ContentId,
    pub site: SiteId,
    pub sector: SectorId,
    pub cluster: Option<ClusterId>,
    pub cluster_name: Option<String>,
    pub task: Option<TaskId>,
    /// The round of its task that it comes from.
    pub task_round: i32,
    pub title: String,
    pub slug: String,
    /// Sanitised HTML.
    pub body: String,
    pub excerpt: String,
    pub words: i64,
    pub meta_title: String,
    pub meta_description: String,
    pub primary_keyword: String,
    pub keywords: Vec<String>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    pub content_type: ContentType,
    pub structure: ContentStructure,
    pub language: String,
    pub sample: bool,
    pub model: String,
    pub status: ContentStatus,
    pub review_note: Option<String>,
    pub approved_by: Option<String>,
    pub approved_at: Option<DateTime<Utc>>,
    pub site_status: SiteStatus,
    pub version: i32,
    /// How often the pictures that readers see have changed.
    pub pictures_version: i32,
    pub updated_at: DateTime<Utc>,
}

/// An article that was written just now.
#[derive(Debug, Clone)]
pub struct NewContent {
    pub id: ContentId,
    pub task: TaskId,
    pub task_round: i32,
    pub site: SiteId,
    pub sector: SectorId,
    pub title: String,
    pub slug: String,
    pub body: String,
    pub excerpt: String,
    pub words: i32,
    pub meta_title: String,
    pub meta_description: String,
    pub primary_keyword: String,
    pub keywords: Vec<String>,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    pub content_type: ContentType,
    pub structure: ContentStructure,
    pub language: String,
    pub sample: bool,
    pub model: String,
}

/// Writes version 1 of an article, a draft, on the cluster that its task is on by now.
pub async fn insert(tx: &mut TenantTx<'_>, new: &NewContent) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    // a merge that has begun moves the task before it is looked at below; one that begins now will move the article too
    sqlx::query!(
        r#"
        SELECT 1 AS one
          FROM clusters
         WHERE account_id = $1 AND id = (SELECT cluster_id FROM tasks WHERE account_id = $1 AND id = $2)
           FOR KEY SHARE
        "#,
        account as AccountId,
        new.task as TaskId,
    )
    .fetch_optional(tx.conn())
    .await?;
    sqlx::query!(
        r#"
        INSERT INTO contents (account_id, id, site_id, sector_id, cluster_id, task_id, title, slug, body, excerpt, words,
                              meta_title, meta_description, primary_keyword, keywords, categories, tags, content_type,
                              structure, language, sample, model, task_round, created_at, updated_at)
        SELECT t.account_id, $3, $4, $5, t.cluster_id, t.id, $6, $7, $8, $9, $10,
               $11, $12, $13, $14, $15, $16, $17,
               $18, $19, $20, $21, $22, $23, $23
          FROM tasks t
         WHERE t.account_id = $1 AND t.id = $2
        "#,
        account as AccountId,
        new.task as TaskId,
        new.id as ContentId,
        new.site as SiteId,
        new.sector as SectorId,
        new.title,
        new.slug,
        new.body,
        new.excerpt,
        new.words,
        new.meta_title,
        new.meta_description,
        new.primary_keyword,
        &new.keywords,
        &new.categories,
        &new.tags,
        new.content_type.as_str(),
        new.structure.as_str(),
        new.language,
        new.sample,
        new.model,
        new.task_round,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An article. `lock`: nobody else changes it until the transaction ends.
pub async fn find(tx: &mut TenantTx<'_>, id: ContentId, lock: bool) -> sqlx::Result<Option<ContentRecord>> {
    let account = tx.account();
    if lock {
        sqlx::query!(
            "SELECT 1 AS one FROM contents WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL FOR UPDATE",
            account as AccountId,
            id as ContentId,
        )
        .fetch_optional(tx.conn())
        .await?;
    }
    let row = sqlx::query!(
        r#"
        SELECT a.id AS "id: ContentId", a.site_id AS "site: SiteId", a.sector_id AS "sector: SectorId",
               a.cluster_id AS "cluster: ClusterId", c.name AS "cluster_name?", a.task_id AS "task: TaskId", a.task_round,
               a.title, a.slug, a.body, a.excerpt, a.words, a.meta_title, a.meta_description, a.primary_keyword, a.keywords, a.categories,
               a.tags, a.content_type, a.structure, a.language, a.sample, a.model, a.status AS "status: ContentStatus",
               a.review_note, u.name AS "approved_by?", a.approved_at, a.site_status AS "site_status: SiteStatus", a.version,
               a.pictures_version, a.updated_at
          FROM contents a
          LEFT JOIN clusters c ON c.account_id = a.account_id AND c.id = a.cluster_id
          LEFT JOIN users u ON u.id = a.approved_by
         WHERE a.account_id = $1 AND a.id = $2 AND a.deleted_at IS NULL
        "#,
        account as AccountId,
        id as ContentId,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| {
        Ok(ContentRecord {
            id: row.id,
            site: row.site,
            sector: row.sector,
            cluster: row.cluster,
            cluster_name: row.cluster_name,
            task: row.task,
            task_round: row.task_round,
            title: row.title,
            slug: row.slug,
            body: row.body,
            excerpt: row.excerpt,
            words: i64::from(row.words),
            meta_title: row.meta_title,
            meta_description: row.meta_description,
            primary_keyword: row.primary_keyword,
            keywords: row.keywords,
            categories: row.categories,
            tags: row.tags,
            content_type: coded(&row.content_type)?,
            structure: coded(&row.structure)?,
            language: row.language,
            sample: row.sample,
            model: row.model,
            status: row.status,
            review_note: row.review_note,
            approved_by: row.approved_by,
            approved_at: row.approved_at,
            site_status: row.site_status,
            version: row.version,
            pictures_version: row.pictures_version,
            updated_at: row.updated_at,
        })
    })
    .transpose()
}

/// Writes what a save changes: text, description, states and the version. The approval goes when the status is not
/// approved any more.
pub async fn update(tx: &mut TenantTx<'_>, content: &ContentRecord) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE contents
           SET title = $3, slug = $4, body = $5, excerpt = $6, words = $7, meta_title = $8, meta_description = $9,
               primary_keyword = $10, categories = $11, tags = $12, status = $13, review_note = $14, site_status = $15,
               version = $16, updated_at = $17,
               approved_by = CASE WHEN $13 = 'approved' THEN approved_by END,
               approved_at = CASE WHEN $13 = 'approved' THEN approved_at END
         WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL
        "#,
        account as AccountId,
        content.id as ContentId,
        content.title,
        content.slug,
        content.body,
        content.excerpt,
        i32::try_from(content.words).unwrap_or(i32::MAX),
        content.meta_title,
        content.meta_description,
        content.primary_keyword,
        &content.categories,
        &content.tags,
        content.status as ContentStatus,
        content.review_note,
        content.site_status as SiteStatus,
        content.version,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether any of these articles is there.
pub async fn has_any_of(tx: &mut TenantTx<'_>, ids: &[ContentId]) -> sqlx::Result<bool> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT EXISTS (SELECT FROM contents WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NULL) AS "has_any!"
        "#,
        account as AccountId,
        ids as &[ContentId],
    )
    .fetch_one(tx.conn())
    .await
}

/// Moves the site status of an article.
pub async fn set_site_status(tx: &mut TenantTx<'_>, id: ContentId, to: SiteStatus) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        "UPDATE contents SET site_status = $3 WHERE account_id = $1 AND id = $2",
        account as AccountId,
        id as ContentId,
        to as SiteStatus,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Counts that the pictures of an article have changed, and writes the states that this leaves. The approval goes when
/// the status is not approved any more.
pub async fn pictures_changed(tx: &mut TenantTx<'_>, content: &ContentRecord) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE contents
           SET pictures_version = pictures_version + 1, status = $3, review_note = $4, site_status = $5, updated_at = $6,
               approved_by = CASE WHEN $3 = 'approved' THEN approved_by END,
               approved_at = CASE WHEN $3 = 'approved' THEN approved_at END
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        content.id as ContentId,
        content.status as ContentStatus,
        content.review_note,
        content.site_status as SiteStatus,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Categories in use on a site, the most used first.
pub async fn categories_of_site(tx: &mut TenantTx<'_>, site: SiteId, limit: i64) -> sqlx::Result<Vec<String>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT category AS "category!"
          FROM contents, unnest(categories) AS category
         WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL
         GROUP BY category
         ORDER BY count(*) DESC, category
         LIMIT $3
        "#,
        account as AccountId,
        site as SiteId,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

/// The article of a task.
pub async fn of_task(tx: &mut TenantTx<'_>, task: TaskId) -> sqlx::Result<Option<ContentId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"SELECT id AS "id: ContentId" FROM contents WHERE account_id = $1 AND task_id = $2 AND deleted_at IS NULL"#,
        account as AccountId,
        task as TaskId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// How many pictures an article has and how many of them wait or failed: (all, done, failed).
pub async fn image_counts(tx: &mut TenantTx<'_>, id: ContentId) -> sqlx::Result<(i64, i64, i64)> {
    let account = tx.account();
    let row = sqlx::query!(
        r#"
        SELECT count(*) AS "images!",
               count(*) FILTER (WHERE status = 'generated') AS "done!",
               count(*) FILTER (WHERE status = 'failed') AS "failed!"
          FROM images
         WHERE account_id = $1 AND content_id = $2
        "#,
        account as AccountId,
        id as ContentId,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.images, row.done, row.failed))
}
