//! `ideas` and `idea_keywords`.

pub mod list;
pub mod merged;
pub mod sources;

use sqlx::types::Json;

use crate::access::TenantTx;
use crate::ai::structure::{ContentStructure, ContentType};
use crate::kit::id::{AccountId, ClusterId, IdeaId, KeywordId, SectorId, SiteId, TaskId};
use crate::planner::idea::{IdeaDetail, IdeaRow, IdeaStatus, Outline};

/// An idea to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewIdea {
    pub id: IdeaId,
    pub site: SiteId,
    pub sector: SectorId,
    pub cluster: Option<ClusterId>,
    pub title: String,
    pub outline: Outline,
    pub primary_keyword: String,
    pub content_type: ContentType,
    pub structure: ContentStructure,
    pub target_words: i32,
    pub audience: String,
    pub tone: String,
    pub overlaps_with: Option<String>,
}

/// # Errors
/// Violates `ideas_one_hub` when the cluster has its hub.
pub async fn insert(tx: &mut TenantTx<'_>, idea: &NewIdea) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO ideas (account_id, id, site_id, sector_id, cluster_id, title, outline, primary_keyword, content_type,
                           structure, target_words, audience, tone, overlaps_with, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
        "#,
        account as AccountId,
        idea.id as IdeaId,
        idea.site as SiteId,
        idea.sector as SectorId,
        idea.cluster as Option<ClusterId>,
        idea.title,
        Json(&idea.outline) as Json<&Outline>,
        idea.primary_keyword,
        idea.content_type.as_str(),
        idea.structure.as_str(),
        idea.target_words,
        idea.audience,
        idea.tone,
        idea.overlaps_with,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a person may change of an idea.
#[derive(Debug, Clone, PartialEq)]
pub struct IdeaChange {
    pub title: String,
    pub outline: Outline,
    pub primary_keyword: String,
    pub content_type: ContentType,
    pub structure: ContentStructure,
    pub target_words: i32,
    pub audience: String,
    pub tone: String,
    pub overlaps_with: Option<String>,
}

/// # Errors
/// As [`insert`].
pub async fn update(tx: &mut TenantTx<'_>, id: IdeaId, change: &IdeaChange) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE ideas
           SET title = $3, outline = $4, primary_keyword = $5, content_type = $6, structure = $7, target_words = $8,
               audience = $9, tone = $10, overlaps_with = $11, updated_at = $12
         WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL
        "#,
        account as AccountId,
        id as IdeaId,
        change.title,
        Json(&change.outline) as Json<&Outline>,
        change.primary_keyword,
        change.content_type.as_str(),
        change.structure.as_str(),
        change.target_words,
        change.audience,
        change.tone,
        change.overlaps_with,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Links target keywords; those that are linked already stay.
pub async fn link_keywords(tx: &mut TenantTx<'_>, idea: IdeaId, keywords: &[KeywordId]) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        INSERT INTO idea_keywords (account_id, idea_id, keyword_id)
        SELECT $1, $2, keyword
          FROM unnest($3::uuid[]) AS keyword
        ON CONFLICT DO NOTHING
        "#,
        account as AccountId,
        idea as IdeaId,
        keywords as &[KeywordId],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What rules need of an idea.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdeaRecord {
    pub id: IdeaId,
    pub site: SiteId,
    pub cluster: Option<ClusterId>,
    pub status: IdeaStatus,
    pub disabled: bool,
}

/// The ideas that exist among `ids`, locked against change until the transaction ends.
pub async fn lock(tx: &mut TenantTx<'_>, ids: &[IdeaId]) -> sqlx::Result<Vec<IdeaRecord>> {
    let account = tx.account();
    sqlx::query_as!(
        IdeaRecord,
        r#"
        SELECT id AS "id: IdeaId", site_id AS "site: SiteId", cluster_id AS "cluster: ClusterId",
               status AS "status: IdeaStatus", disabled
          FROM ideas
         WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NULL
         ORDER BY id
           FOR UPDATE
        "#,
        account as AccountId,
        ids as &[IdeaId],
    )
    .fetch_all(tx.conn())
    .await
}

/// Switches ideas off or on, and answers which changed.
pub async fn set_disabled(tx: &mut TenantTx<'_>, ids: &[IdeaId], disabled: bool) -> sqlx::Result<Vec<IdeaId>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE ideas
           SET disabled = $3, updated_at = $4
         WHERE account_id = $1 AND id = ANY($2) AND disabled <> $3 AND deleted_at IS NULL
        RETURNING id AS "id: IdeaId"
        "#,
        account as AccountId,
        ids as &[IdeaId],
        disabled,
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Deletes ideas that are new, or whose task is deleted, and answers which, with their clusters. The caller holds their
/// locks.
pub async fn delete(tx: &mut TenantTx<'_>, ids: &[IdeaId]) -> sqlx::Result<Vec<(IdeaId, Option<ClusterId>)>> {
    let (account, now) = (tx.account(), tx.now());
    let rows = sqlx::query!(
        r#"
        UPDATE ideas i
           SET deleted_at = $3, updated_at = $3
         WHERE i.account_id = $1 AND i.id = ANY($2) AND i.deleted_at IS NULL
           AND NOT EXISTS (
               SELECT 1
                 FROM tasks t
                WHERE t.account_id = i.account_id AND t.idea_id = i.id AND t.deleted_at IS NULL)
        RETURNING i.id AS "id: IdeaId", i.cluster_id AS "cluster: ClusterId"
        "#,
        account as AccountId,
        ids as &[IdeaId],
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.cluster)).collect())
}

/// Brings deleted ideas back. Of the hubs of a cluster one comes back as such, and only where there is none now; the
/// others are guides.
pub async fn restore(tx: &mut TenantTx<'_>, ids: &[IdeaId]) -> sqlx::Result<Vec<(IdeaId, Option<ClusterId>)>> {
    let (account, now) = (tx.account(), tx.now());
    let rows = sqlx::query!(
        r#"
        WITH back AS (
            SELECT id, cluster_id,
                   structure = 'cluster_hub' AND cluster_id IS NOT NULL AS is_hub,
                   row_number() OVER (PARTITION BY cluster_id, structure ORDER BY id) AS place
              FROM ideas
             WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NOT NULL
        )
        UPDATE ideas i
           SET deleted_at = NULL, updated_at = $3,
               structure = CASE WHEN back.is_hub AND (back.place > 1 OR EXISTS (
                   SELECT 1
                     FROM ideas h
                    WHERE h.account_id = $1 AND h.cluster_id = back.cluster_id
                      AND h.structure = 'cluster_hub' AND h.deleted_at IS NULL
                   )) THEN 'guide' ELSE i.structure END
          FROM back
         WHERE i.account_id = $1 AND i.id = back.id
        RETURNING i.id AS "id: IdeaId", i.cluster_id AS "cluster: ClusterId"
        "#,
        account as AccountId,
        ids as &[IdeaId],
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.cluster)).collect())
}

/// One idea with what its page shows; `may_edit` is said of the reader.
pub async fn detail(tx: &mut TenantTx<'_>, id: IdeaId, may_edit: bool) -> sqlx::Result<Option<IdeaDetail>> {
    let account = tx.account();
    let row = sqlx::query!(
        r#"
        SELECT i.site_id AS "site: SiteId", i.title, i.outline AS "outline: Json<Outline>", i.primary_keyword, i.content_type,
               i.structure, i.target_words, i.audience, i.tone, i.overlaps_with, i.status AS "status: IdeaStatus", i.disabled,
               s.name AS sector, c.id AS "cluster?: ClusterId", c.name AS "cluster_name?", t.id AS "task?: TaskId"
          FROM ideas i
          JOIN sectors s ON s.account_id = i.account_id AND s.id = i.sector_id
          LEFT JOIN clusters c ON c.account_id = i.account_id AND c.id = i.cluster_id AND c.deleted_at IS NULL
          LEFT JOIN tasks t ON t.account_id = i.account_id AND t.idea_id = i.id AND t.deleted_at IS NULL
         WHERE i.account_id = $1 AND i.id = $2 AND i.deleted_at IS NULL
        "#,
        account as AccountId,
        id as IdeaId,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let keywords = keywords_of(tx, id).await?;
    Ok(Some(IdeaDetail {
        row: IdeaRow {
            id,
            title: row.title,
            cluster: row.cluster.zip(row.cluster_name),
            sector: row.sector,
            structure: code(&row.structure)?,
            content_type: code(&row.content_type)?,
            primary_keyword: row.primary_keyword,
            target_words: row.target_words,
            overlaps_with: row.overlaps_with,
            status: row.status,
            disabled: row.disabled,
        },
        site: row.site,
        outline: row.outline.0,
        audience: row.audience,
        tone: row.tone,
        keywords,
        task: row.task,
        may_edit,
    }))
}

async fn keywords_of(tx: &mut TenantTx<'_>, id: IdeaId) -> sqlx::Result<Vec<(String, Option<i64>)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT k.keyword, k.volume
          FROM idea_keywords l
          JOIN keywords k ON k.account_id = l.account_id AND k.id = l.keyword_id AND k.deleted_at IS NULL
         WHERE l.account_id = $1 AND l.idea_id = $2
         ORDER BY coalesce(k.volume, -1) DESC, k.normalised
        "#,
        account as AccountId,
        id as IdeaId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.keyword, row.volume)).collect())
}

/// Reads a word that the table's own check allows.
pub(super) fn code<T: std::str::FromStr>(word: &str) -> sqlx::Result<T>
where
    T::Err: std::fmt::Display,
{
    word.parse().map_err(|error: T::Err| sqlx::Error::Decode(error.to_string().into()))
}
