//! `cluster_runs` and `cluster_run_moves`: what a clustering run looked at, what it did, and how it is taken back.

use chrono::{DateTime, Utc};
use sqlx::types::Json;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, ClusterRunId, JobId, KeywordId, SectorId, SiteId, UndoId};
use crate::planner::cluster::{Engine, Explanation, FormerCluster, RunSummary};
use crate::planner::keyword::Intent;

/// A sector with what clustering would look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorCounts {
    pub id: SectorId,
    pub name: String,
    pub waiting: i64,
    /// Keywords that are switched on, of clusters that a run may change: not locked, not switched off, without ideas.
    pub movable: i64,
}

/// The active sectors of a site.
pub async fn sectors(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<Vec<SectorCounts>> {
    let account = tx.account();
    sqlx::query_as!(
        SectorCounts,
        r#"
        SELECT s.id AS "id: SectorId", s.name,
               (SELECT count(*)
                  FROM keywords k
                 WHERE k.account_id = s.account_id AND k.sector_id = s.id
                   AND k.deleted_at IS NULL AND k.cluster_id IS NULL AND NOT k.disabled) AS "waiting!",
               (SELECT count(*)
                  FROM clusters c
                  JOIN keywords k ON k.account_id = c.account_id AND k.cluster_id = c.id
                                 AND k.deleted_at IS NULL AND NOT k.disabled
                 WHERE c.account_id = s.account_id AND c.sector_id = s.id
                   AND c.deleted_at IS NULL AND NOT c.locked AND NOT c.disabled AND c.status = 'new') AS "movable!"
          FROM sectors s
         WHERE s.account_id = $1 AND s.site_id = $2 AND s.active
         ORDER BY s.name, s.id
        "#,
        account as AccountId,
        site as SiteId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Waiting keywords among those selected, by sector; keywords of other sites are none.
pub async fn waiting_among(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    ids: &[KeywordId],
) -> sqlx::Result<Vec<(SectorId, KeywordId)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT k.sector_id AS "sector: SectorId", k.id AS "id: KeywordId"
          FROM keywords k
          JOIN sectors s ON s.account_id = k.account_id AND s.id = k.sector_id AND s.active
         WHERE k.account_id = $1 AND k.site_id = $2 AND k.id = ANY($3)
           AND k.deleted_at IS NULL AND k.cluster_id IS NULL AND NOT k.disabled
         ORDER BY k.id
        "#,
        account as AccountId,
        site as SiteId,
        ids as &[KeywordId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.sector, row.id)).collect())
}

/// The sector a run works on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorRow {
    pub site: SiteId,
    pub name: String,
    /// ISO 639-1, of the site.
    pub language: String,
}

pub async fn sector(tx: &mut TenantTx<'_>, id: SectorId) -> sqlx::Result<Option<SectorRow>> {
    let account = tx.account();
    sqlx::query_as!(
        SectorRow,
        r#"
        SELECT s.site_id AS "site: SiteId", s.name, t.language
          FROM sectors s
          JOIN sites t ON t.account_id = s.account_id AND t.id = s.site_id
         WHERE s.account_id = $1 AND s.id = $2 AND s.active AND t.deleted_at IS NULL
        "#,
        account as AccountId,
        id as SectorId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// A keyword as a run sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub id: KeywordId,
    pub text: String,
    pub volume: Option<i64>,
    pub intent: Option<Intent>,
    pub cluster: Option<ClusterId>,
}

/// The keywords a run looks at, all of them switched on: those in clusters, as company, and those that wait; of the
/// waiting only `chosen`, if some were, and none with an id later than `until`.
pub async fn sources(
    tx: &mut TenantTx<'_>,
    sector: SectorId,
    chosen: Option<&[KeywordId]>,
    until: Option<KeywordId>,
) -> sqlx::Result<Vec<Source>> {
    let account = tx.account();
    sqlx::query_as!(
        Source,
        r#"
        SELECT id AS "id: KeywordId", keyword AS text, volume, intent AS "intent: Intent", cluster_id AS "cluster: ClusterId"
          FROM keywords
         WHERE account_id = $1 AND sector_id = $2 AND deleted_at IS NULL AND NOT disabled
           AND (cluster_id IS NOT NULL
                OR ($3::uuid[] IS NULL OR id = ANY($3)) AND ($4::uuid IS NULL OR id <= $4))
         ORDER BY id
        "#,
        account as AccountId,
        sector as SectorId,
        chosen as Option<&[KeywordId]>,
        until as Option<KeywordId>,
    )
    .fetch_all(tx.conn())
    .await
}

/// A run that has been made.
#[derive(Debug)]
pub struct NewRun<'a> {
    pub id: ClusterRunId,
    pub site: SiteId,
    pub sector: SectorId,
    pub job: JobId,
    pub engine: Engine,
    pub granularity: f32,
    pub keywords: i64,
    pub clusters: i64,
    pub loose: i64,
    pub duration_ms: i64,
    pub former: &'a [FormerCluster],
    pub undo: UndoId,
}

pub async fn insert(tx: &mut TenantTx<'_>, run: &NewRun<'_>) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO cluster_runs (account_id, id, site_id, sector_id, job_id, engine, granularity, keywords, clusters, loose,
                                  duration_ms, former, undo_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        "#,
        account as AccountId,
        run.id as ClusterRunId,
        run.site as SiteId,
        run.sector as SectorId,
        run.job as JobId,
        run.engine as Engine,
        run.granularity,
        run.keywords,
        run.clusters,
        run.loose,
        run.duration_ms,
        Json(run.former) as Json<&[FormerCluster]>,
        run.undo as UndoId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Where a run puts a keyword, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    pub keyword: KeywordId,
    pub from: Option<ClusterId>,
    pub to: Option<ClusterId>,
    pub explanation: Explanation,
}

/// Moves written by one statement: keeps each below a few megabytes.
const MOVES_AT_ONCE: usize = 5_000;

/// Moves keywords and keeps where they were. A keyword that is no longer where the run found it, or whose cluster has
/// gone meanwhile, stays as it is. Answers how many got a cluster.
pub async fn apply(tx: &mut TenantTx<'_>, run: ClusterRunId, moves: &[Move]) -> sqlx::Result<i64> {
    let mut placed = 0;
    for part in moves.chunks(MOVES_AT_ONCE) {
        placed += apply_part(tx, run, part).await?;
    }
    Ok(placed)
}

async fn apply_part(tx: &mut TenantTx<'_>, run: ClusterRunId, moves: &[Move]) -> sqlx::Result<i64> {
    let (account, now) = (tx.account(), tx.now());
    let keywords: Vec<KeywordId> = moves.iter().map(|one| one.keyword).collect();
    let from: Vec<Option<ClusterId>> = moves.iter().map(|one| one.from).collect();
    let to: Vec<Option<ClusterId>> = moves.iter().map(|one| one.to).collect();
    let explanations: Vec<Json<&Explanation>> = moves.iter().map(|one| Json(&one.explanation)).collect();
    sqlx::query_scalar!(
        r#"
        WITH moved AS (
            UPDATE keywords k
               SET cluster_id = m.target,
                   status = CASE WHEN m.target IS NULL THEN 'new' ELSE 'mapped' END,
                   explanation = m.explanation,
                   updated_at = $7
              FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::jsonb[]) AS m (keyword, origin, target, explanation)
              JOIN keywords o ON o.account_id = $1 AND o.id = m.keyword
             WHERE k.account_id = $1 AND k.id = m.keyword AND k.deleted_at IS NULL
               AND k.cluster_id IS NOT DISTINCT FROM m.origin
               AND (m.target IS NULL OR EXISTS (
                   SELECT 1
                     FROM clusters c
                    WHERE c.account_id = $1 AND c.id = m.target AND c.sector_id = k.sector_id AND c.deleted_at IS NULL))
            RETURNING k.id, m.origin, m.target, o.explanation AS former
        ), kept AS (
            INSERT INTO cluster_run_moves (account_id, run_id, keyword_id, from_cluster_id, to_cluster_id, from_explanation)
            SELECT $1, $2, id, origin, target, former
              FROM moved
             WHERE origin IS DISTINCT FROM target
        )
        SELECT count(*) FILTER (WHERE target IS NOT NULL) AS "placed!"
          FROM moved
        "#,
        account as AccountId,
        run as ClusterRunId,
        &keywords as &[KeywordId],
        &from as &[Option<ClusterId>],
        &to as &[Option<ClusterId>],
        &explanations as &[Json<&Explanation>],
        now,
    )
    .fetch_one(tx.conn())
    .await
}

/// What taking a run back needs.
#[derive(Debug)]
pub struct RunRecord {
    pub former: Vec<FormerCluster>,
    pub undone_at: Option<DateTime<Utc>>,
}

pub async fn lock(tx: &mut TenantTx<'_>, id: ClusterRunId) -> sqlx::Result<Option<RunRecord>> {
    let account = tx.account();
    let row = sqlx::query!(
        r#"
        SELECT former AS "former: Json<Vec<FormerCluster>>", undone_at
          FROM cluster_runs
         WHERE account_id = $1 AND id = $2
           FOR UPDATE
        "#,
        account as AccountId,
        id as ClusterRunId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| RunRecord { former: row.former.0, undone_at: row.undone_at }))
}

/// Locks the clusters that the run made or described, and those of `former`, as far as they are there, until the
/// transaction ends; in the order of [`super::clusters::lock`].
pub async fn lock_clusters(tx: &mut TenantTx<'_>, run: ClusterRunId, former: &[ClusterId]) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        SELECT 1 AS one
          FROM clusters
         WHERE account_id = $1 AND (run_id = $2 OR id = ANY($3)) AND deleted_at IS NULL
         ORDER BY id
           FOR UPDATE
        "#,
        account as AccountId,
        run as ClusterRunId,
        former as &[ClusterId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Moves keywords back to where they were, those that are still where the run put them.
pub async fn move_back(tx: &mut TenantTx<'_>, run: ClusterRunId) -> sqlx::Result<u64> {
    let (account, now) = (tx.account(), tx.now());
    let moved = sqlx::query!(
        r#"
        UPDATE keywords k
           SET cluster_id = m.from_cluster_id,
               status = CASE WHEN m.from_cluster_id IS NULL THEN 'new' ELSE 'mapped' END,
               explanation = m.from_explanation,
               updated_at = $3
          FROM cluster_run_moves m
          LEFT JOIN clusters c ON c.account_id = m.account_id AND c.id = m.from_cluster_id AND c.deleted_at IS NULL
         WHERE m.account_id = $1 AND m.run_id = $2
           AND k.account_id = m.account_id AND k.id = m.keyword_id AND k.deleted_at IS NULL
           AND k.cluster_id IS NOT DISTINCT FROM m.to_cluster_id
           AND (m.from_cluster_id IS NULL OR c.id IS NOT NULL)
        "#,
        account as AccountId,
        run as ClusterRunId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(moved.rows_affected())
}

/// Gives clusters back what the run wrote over, where no later run and no person has changed them.
pub async fn restore_faces(tx: &mut TenantTx<'_>, run: ClusterRunId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE clusters c
           SET description = f.description, primary_keyword_id = f.primary_keyword, intent = f.intent,
               cohesion = f.cohesion, run_id = f.run, updated_at = $3
          FROM cluster_runs r
         CROSS JOIN LATERAL jsonb_to_recordset(r.former)
            AS f (id uuid, description text, primary_keyword uuid, intent text, cohesion real, run uuid)
         WHERE r.account_id = $1 AND r.id = $2
           AND c.account_id = r.account_id AND c.id = f.id AND c.run_id = r.id AND NOT c.locked
        "#,
        account as AccountId,
        run as ClusterRunId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The clusters that the run made and that nobody has put anything into since: no keywords, no ideas, not edited.
pub async fn left_empty(tx: &mut TenantTx<'_>, run: ClusterRunId) -> sqlx::Result<Vec<ClusterId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT c.id AS "id: ClusterId"
          FROM clusters c
         WHERE c.account_id = $1 AND c.run_id = $2 AND c.deleted_at IS NULL AND NOT c.locked AND c.status = 'new'
           AND NOT EXISTS (
               SELECT 1
                 FROM keywords k
                WHERE k.account_id = c.account_id AND k.cluster_id = c.id AND k.deleted_at IS NULL)
         ORDER BY c.id
           FOR UPDATE
        "#,
        account as AccountId,
        run as ClusterRunId,
    )
    .fetch_all(tx.conn())
    .await
}

pub async fn mark_undone(tx: &mut TenantTx<'_>, run: ClusterRunId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        "UPDATE cluster_runs SET undone_at = $3 WHERE account_id = $1 AND id = $2",
        account as AccountId,
        run as ClusterRunId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The latest run of a site, made after `since`, that has not been taken back.
pub async fn latest(tx: &mut TenantTx<'_>, site: SiteId, since: DateTime<Utc>) -> sqlx::Result<Option<RunSummary>> {
    let account = tx.account();
    sqlx::query_as!(
        RunSummary,
        r#"
        SELECT r.id AS "id: ClusterRunId", s.name AS sector, r.engine AS "engine: Engine", r.keywords, r.clusters, r.loose,
               r.duration_ms, r.undo_id AS "undo: UndoId", r.created_at AS at
          FROM cluster_runs r
          JOIN sectors s ON s.account_id = r.account_id AND s.id = r.sector_id
         WHERE r.account_id = $1 AND r.site_id = $2 AND r.undone_at IS NULL AND r.created_at > $3
         ORDER BY r.id DESC
         LIMIT 1
        "#,
        account as AccountId,
        site as SiteId,
        since,
    )
    .fetch_optional(tx.conn())
    .await
}
