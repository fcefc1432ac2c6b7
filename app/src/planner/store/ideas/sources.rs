//! What ideas are made from: clusters with their keywords and their site, and the titles that exist already.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, IdeaId, KeywordId, SectorId, SiteId};
use crate::planner::keyword::Intent;

/// A cluster with what a brief says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClusterSource {
    pub id: ClusterId,
    pub site: SiteId,
    pub sector: SectorId,
    pub name: String,
    pub description: String,
    pub primary_keyword: Option<String>,
    pub disabled: bool,
    pub has_hub: bool,
    pub site_name: String,
    pub site_about: String,
    pub language: String,
    pub industry: String,
    pub sector_name: String,
}

pub async fn clusters(tx: &mut TenantTx<'_>, ids: &[ClusterId]) -> sqlx::Result<Vec<ClusterSource>> {
    let account = tx.account();
    sqlx::query_as!(
        ClusterSource,
        r#"
        SELECT c.id AS "id: ClusterId", c.site_id AS "site: SiteId", c.sector_id AS "sector: SectorId", c.name, c.description,
               k.keyword AS "primary_keyword?", c.disabled, t.name AS site_name, t.description AS site_about, t.language,
               n.name AS industry, s.name AS sector_name,
               EXISTS (
                   SELECT 1
                     FROM ideas i
                    WHERE i.account_id = c.account_id AND i.cluster_id = c.id
                      AND i.structure = 'cluster_hub' AND i.deleted_at IS NULL) AS "has_hub!"
          FROM clusters c
          JOIN sectors s ON s.account_id = c.account_id AND s.id = c.sector_id AND s.active
          JOIN sites t ON t.account_id = c.account_id AND t.id = c.site_id AND t.deleted_at IS NULL
          JOIN industries n ON n.id = t.industry_id
          LEFT JOIN keywords k ON k.account_id = c.account_id AND k.id = c.primary_keyword_id
                              AND k.cluster_id = c.id AND k.deleted_at IS NULL AND NOT k.disabled
         WHERE c.account_id = $1 AND c.id = ANY($2) AND c.deleted_at IS NULL
         ORDER BY c.id
        "#,
        account as AccountId,
        ids as &[ClusterId],
    )
    .fetch_all(tx.conn())
    .await
}

/// How much there is to tell of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub cluster: ClusterId,
    pub site: SiteId,
    pub name: String,
    /// Keywords that are switched on.
    pub keywords: i64,
    /// Titles of ideas and articles that its site has.
    pub titles: i64,
}

/// Measures clusters that are switched on and have keywords; no more is counted than is told of each.
pub async fn measures(
    tx: &mut TenantTx<'_>,
    ids: &[ClusterId],
    most_keywords: i64,
    most_titles: i64,
) -> sqlx::Result<Vec<Measure>> {
    let account = tx.account();
    sqlx::query_as!(
        Measure,
        r#"
        WITH wanted AS (
            SELECT c.id, c.site_id, c.name
              FROM clusters c
              JOIN sectors s ON s.account_id = c.account_id AND s.id = c.sector_id AND s.active
              JOIN sites t ON t.account_id = c.account_id AND t.id = c.site_id AND t.deleted_at IS NULL
             WHERE c.account_id = $1 AND c.id = ANY($2) AND c.deleted_at IS NULL AND NOT c.disabled
        ), titled AS (
            SELECT w.site_id, least($4::bigint, i.count + a.count) AS titles
              FROM (SELECT DISTINCT site_id FROM wanted) w
             CROSS JOIN LATERAL (
                   SELECT count(*) AS count
                     FROM (SELECT 1
                             FROM ideas
                            WHERE account_id = $1 AND site_id = w.site_id AND deleted_at IS NULL
                            LIMIT $4) few
                   ) i
             CROSS JOIN LATERAL (
                   SELECT count(*) AS count
                     FROM (SELECT 1
                             FROM contents
                            WHERE account_id = $1 AND site_id = w.site_id AND deleted_at IS NULL
                            LIMIT $4) few
                   ) a
        )
        SELECT w.id AS "cluster!: ClusterId", w.site_id AS "site!: SiteId", w.name AS "name!", k.count AS "keywords!",
               t.titles AS "titles!"
          FROM wanted w
          JOIN titled t ON t.site_id = w.site_id
         CROSS JOIN LATERAL (
               SELECT count(*) AS count
                 FROM (SELECT 1
                         FROM keywords
                        WHERE account_id = $1 AND cluster_id = w.id AND deleted_at IS NULL AND NOT disabled
                        LIMIT $3) few
               ) k
         WHERE k.count > 0
         ORDER BY w.id
        "#,
        account as AccountId,
        ids as &[ClusterId],
        most_keywords,
        most_titles,
    )
    .fetch_all(tx.conn())
    .await
}

/// A keyword with what a brief says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeywordSource {
    pub cluster: ClusterId,
    pub id: KeywordId,
    pub keyword: String,
    pub volume: Option<i64>,
    pub difficulty: Option<i16>,
    pub intent: Option<Intent>,
}

/// The keywords of clusters that are switched on, the most searched first, at most `each` of a cluster.
pub async fn keywords(tx: &mut TenantTx<'_>, clusters: &[ClusterId], each: i64) -> sqlx::Result<Vec<KeywordSource>> {
    let account = tx.account();
    sqlx::query_as!(
        KeywordSource,
        r#"
        SELECT wanted.cluster AS "cluster!: ClusterId", k.id AS "id!: KeywordId", k.keyword AS "keyword!", k.volume, k.difficulty,
               k.intent AS "intent: Intent"
          FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (cluster, place)
         CROSS JOIN LATERAL (
               SELECT id, keyword, volume, difficulty, intent
                 FROM keywords
                WHERE account_id = $1 AND cluster_id = wanted.cluster AND deleted_at IS NULL AND NOT disabled
                ORDER BY coalesce(volume, -1) DESC, normalised, id
                LIMIT $3
               ) k
         ORDER BY wanted.place, coalesce(k.volume, -1) DESC, k.id
        "#,
        account as AccountId,
        clusters as &[ClusterId],
        each,
    )
    .fetch_all(tx.conn())
    .await
}

/// Something that exists on the site, as an idea or as an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleSource {
    pub cluster: Option<ClusterId>,
    pub title: String,
    pub primary_keyword: String,
}

/// The latest titles of the sites, ideas and articles together, without one idea that is being edited. An article made
/// from an idea is one title, not two.
pub async fn titles(
    tx: &mut TenantTx<'_>,
    sites: &[SiteId],
    but: Option<IdeaId>,
    limit: i64,
) -> sqlx::Result<Vec<TitleSource>> {
    let account = tx.account();
    sqlx::query_as!(
        TitleSource,
        r#"
        (SELECT cluster_id AS "cluster: ClusterId", title AS "title!", primary_keyword AS "primary_keyword!"
           FROM ideas
          WHERE account_id = $1 AND site_id = ANY($2) AND deleted_at IS NULL AND id IS DISTINCT FROM $3
          ORDER BY id DESC
          LIMIT $4)
        UNION ALL
        (SELECT c.cluster_id, c.title, c.primary_keyword
           FROM contents c
           LEFT JOIN tasks t ON t.account_id = c.account_id AND t.id = c.task_id
           LEFT JOIN ideas i ON i.account_id = t.account_id AND i.id = t.idea_id AND i.deleted_at IS NULL
          WHERE c.account_id = $1 AND c.site_id = ANY($2) AND c.deleted_at IS NULL AND i.id IS NULL
          ORDER BY c.id DESC
          LIMIT $4)
        "#,
        account as AccountId,
        sites as &[SiteId],
        but as Option<IdeaId>,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

/// The places an idea can be added to by hand: a site's active sectors, each with its clusters by name.
pub async fn places(tx: &mut TenantTx<'_>, site: SiteId, clusters_each: i64) -> sqlx::Result<Vec<PlaceRow>> {
    let account = tx.account();
    sqlx::query_as!(
        PlaceRow,
        r#"
        SELECT s.id AS "sector!: SectorId", s.name AS "sector_name!", c.id AS "cluster?: ClusterId", c.name AS "cluster_name?"
          FROM sectors s
          LEFT JOIN LATERAL (
               SELECT id, name
                 FROM clusters
                WHERE account_id = s.account_id AND sector_id = s.id AND deleted_at IS NULL AND NOT disabled
                ORDER BY lower(name), id
                LIMIT $3
               ) c ON true
         WHERE s.account_id = $1 AND s.site_id = $2 AND s.active
         ORDER BY s.name, s.id, lower(c.name), c.id
        "#,
        account as AccountId,
        site as SiteId,
        clusters_each,
    )
    .fetch_all(tx.conn())
    .await
}

/// A sector, with one of its clusters if it has any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    pub sector: SectorId,
    pub sector_name: String,
    pub cluster: Option<ClusterId>,
    pub cluster_name: Option<String>,
}

/// The site of an active sector, for an idea without a cluster.
pub async fn site_of_sector(tx: &mut TenantTx<'_>, sector: SectorId) -> sqlx::Result<Option<SiteId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"SELECT site_id AS "site: SiteId" FROM sectors WHERE account_id = $1 AND id = $2 AND active"#,
        account as AccountId,
        sector as SectorId,
    )
    .fetch_optional(tx.conn())
    .await
}
