//! What a cluster's own page shows: its keywords, ideas and articles, and its neighbours in the sector.

use chrono::{DateTime, Utc};
use sqlx::types::Json;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, ClusterRunId, ContentId, IdeaId, KeywordId, SectorId, SiteId};
use crate::planner::cluster::{ClusterArticle, ClusterIdea, ClusterKeyword, ClusterName, Engine, Explanation, RunNote};
use crate::planner::idea::IdeaStatus;
use crate::planner::keyword::{Intent, KeywordStatus};

/// The cluster itself, besides its row in the list.
#[derive(Debug)]
pub struct About {
    pub site: SiteId,
    pub sector: SectorId,
    pub description: String,
    pub primary_keyword: Option<String>,
    pub run: Option<RunNote>,
}

pub async fn about(tx: &mut TenantTx<'_>, id: ClusterId) -> sqlx::Result<Option<About>> {
    let account = tx.account();
    let row = sqlx::query!(
        r#"
        SELECT c.site_id AS "site: SiteId", c.sector_id AS "sector: SectorId", c.description, k.keyword AS "primary_keyword?",
               r.id AS "run?: ClusterRunId", r.engine AS "engine?: Engine", r.created_at AS "run_at?: DateTime<Utc>"
          FROM clusters c
          LEFT JOIN keywords k ON k.account_id = c.account_id AND k.id = c.primary_keyword_id
                              AND k.cluster_id = c.id AND k.deleted_at IS NULL
          LEFT JOIN cluster_runs r ON r.account_id = c.account_id AND r.id = c.run_id
         WHERE c.account_id = $1 AND c.id = $2 AND c.deleted_at IS NULL
        "#,
        account as AccountId,
        id as ClusterId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| About {
        site: row.site,
        sector: row.sector,
        description: row.description,
        primary_keyword: row.primary_keyword,
        run: match (row.run, row.engine, row.run_at) {
            (Some(id), Some(engine), Some(at)) => Some(RunNote { id, engine, at }),
            _ => None,
        },
    }))
}

/// The first keywords, by searches a month.
pub async fn keywords(tx: &mut TenantTx<'_>, id: ClusterId, limit: i64) -> sqlx::Result<Vec<ClusterKeyword>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT id AS "id: KeywordId", keyword, volume, difficulty, intent AS "intent: Intent", status AS "status: KeywordStatus",
               disabled, explanation AS "explanation: Json<Explanation>"
          FROM keywords
         WHERE account_id = $1 AND cluster_id = $2 AND deleted_at IS NULL
         ORDER BY coalesce(volume, -1) DESC, normalised, id
         LIMIT $3
        "#,
        account as AccountId,
        id as ClusterId,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ClusterKeyword {
            id: row.id,
            keyword: row.keyword,
            volume: row.volume,
            difficulty: row.difficulty.map(i64::from),
            intent: row.intent,
            status: row.status,
            disabled: row.disabled,
            explanation: row.explanation.map(|Json(explanation)| explanation),
        })
        .collect())
}

/// The latest ideas and articles, in one query.
pub async fn works(
    tx: &mut TenantTx<'_>,
    id: ClusterId,
    limit: i64,
) -> sqlx::Result<(Vec<ClusterIdea>, Vec<ClusterArticle>)> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        (SELECT 'idea' AS "kind!", id AS "id!", title AS "title!", structure AS "structure!", status AS "status!",
                false AS "published!"
           FROM ideas
          WHERE account_id = $1 AND cluster_id = $2 AND deleted_at IS NULL
          ORDER BY id DESC
          LIMIT $3)
        UNION ALL
        (SELECT 'article', id, title, structure, status, site_status = 'published'
           FROM contents
          WHERE account_id = $1 AND cluster_id = $2 AND deleted_at IS NULL
          ORDER BY id DESC
          LIMIT $3)
        "#,
        account as AccountId,
        id as ClusterId,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let (mut ideas, mut articles) = (Vec::new(), Vec::new());
    for row in rows {
        if row.kind == "article" {
            articles.push(ClusterArticle {
                id: ContentId(row.id),
                title: row.title,
                status: row.status,
                published: row.published,
            });
        } else {
            let decode = |error: String| sqlx::Error::Decode(error.into());
            ideas.push(ClusterIdea {
                id: IdeaId(row.id),
                title: row.title,
                structure: row.structure.parse().map_err(|error| decode(format!("{error}")))?,
                status: row.status.parse::<IdeaStatus>().map_err(|error| decode(error.to_string()))?,
            });
        }
    }
    Ok((ideas, articles))
}

/// The other clusters of the sector, by name.
pub async fn others(
    tx: &mut TenantTx<'_>,
    sector: SectorId,
    but: ClusterId,
    limit: i64,
) -> sqlx::Result<Vec<ClusterName>> {
    let account = tx.account();
    sqlx::query_as!(
        ClusterName,
        r#"
        SELECT id AS "id: ClusterId", name
          FROM clusters
         WHERE account_id = $1 AND sector_id = $2 AND id <> $3 AND deleted_at IS NULL
         ORDER BY lower(name), id
         LIMIT $4
        "#,
        account as AccountId,
        sector as SectorId,
        but as ClusterId,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}
