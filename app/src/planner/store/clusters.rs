//! `clusters`: one row a cluster. Which keywords are in it is the keywords' own column (`members`).

pub mod detail;
pub mod facts;
pub mod list;
pub mod members;
pub mod works;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, ClusterRunId, KeywordId, SectorId, SiteId};
use crate::planner::cluster::ClusterStatus;
use crate::planner::keyword::Intent;

/// What rules need of a cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterRecord {
    pub id: ClusterId,
    pub site: SiteId,
    pub sector: SectorId,
    pub name: String,
    pub description: String,
    pub primary_keyword: Option<KeywordId>,
    pub intent: Option<Intent>,
    pub cohesion: Option<f32>,
    pub run: Option<ClusterRunId>,
    pub status: ClusterStatus,
    pub locked: bool,
    pub disabled: bool,
}

/// A cluster to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct NewCluster {
    pub id: ClusterId,
    pub name: String,
    pub description: String,
    pub primary_keyword: Option<KeywordId>,
    pub intent: Option<Intent>,
    pub cohesion: Option<f32>,
    pub run: Option<ClusterRunId>,
    pub locked: bool,
}

/// The clusters that exist among `ids`, locked against change until the transaction ends; always in the same order,
/// so that two who want the same clusters wait for each other.
pub async fn lock(tx: &mut TenantTx<'_>, ids: &[ClusterId]) -> sqlx::Result<Vec<ClusterRecord>> {
    let account = tx.account();
    sqlx::query_as!(
        ClusterRecord,
        r#"
        SELECT id AS "id: ClusterId", site_id AS "site: SiteId", sector_id AS "sector: SectorId", name, description,
               primary_keyword_id AS "primary_keyword: KeywordId", intent AS "intent: Intent", cohesion,
               run_id AS "run: ClusterRunId", status AS "status: ClusterStatus", locked, disabled
          FROM clusters
         WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NULL
         ORDER BY id
           FOR UPDATE
        "#,
        account as AccountId,
        ids as &[ClusterId],
    )
    .fetch_all(tx.conn())
    .await
}

/// The clusters of a sector, oldest first.
pub async fn of_sector(tx: &mut TenantTx<'_>, sector: SectorId) -> sqlx::Result<Vec<ClusterRecord>> {
    let account = tx.account();
    sqlx::query_as!(
        ClusterRecord,
        r#"
        SELECT id AS "id: ClusterId", site_id AS "site: SiteId", sector_id AS "sector: SectorId", name, description,
               primary_keyword_id AS "primary_keyword: KeywordId", intent AS "intent: Intent", cohesion,
               run_id AS "run: ClusterRunId", status AS "status: ClusterStatus", locked, disabled
          FROM clusters
         WHERE account_id = $1 AND sector_id = $2 AND deleted_at IS NULL
         ORDER BY id
        "#,
        account as AccountId,
        sector as SectorId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Makes clusters; their names must be free in the sector.
pub async fn insert(tx: &mut TenantTx<'_>, site: SiteId, sector: SectorId, new: &[NewCluster]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    let ids: Vec<ClusterId> = new.iter().map(|cluster| cluster.id).collect();
    let names: Vec<String> = new.iter().map(|cluster| cluster.name.clone()).collect();
    let descriptions: Vec<String> = new.iter().map(|cluster| cluster.description.clone()).collect();
    let primaries: Vec<Option<KeywordId>> = new.iter().map(|cluster| cluster.primary_keyword).collect();
    let intents: Vec<Option<Intent>> = new.iter().map(|cluster| cluster.intent).collect();
    let cohesions: Vec<Option<f32>> = new.iter().map(|cluster| cluster.cohesion).collect();
    let runs: Vec<Option<ClusterRunId>> = new.iter().map(|cluster| cluster.run).collect();
    let locked: Vec<bool> = new.iter().map(|cluster| cluster.locked).collect();
    sqlx::query!(
        r#"
        INSERT INTO clusters (account_id, id, site_id, sector_id, name, description, primary_keyword_id, intent, cohesion,
                              run_id, locked, created_at, updated_at)
        SELECT $1, new.id, $2, $3, new.name, new.description, new.primary_keyword, new.intent, new.cohesion,
               new.run, new.locked, $4, $4
          FROM unnest($5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::real[], $11::uuid[], $12::bool[])
            AS new (id, name, description, primary_keyword, intent, cohesion, run, locked)
        "#,
        account as AccountId,
        site as SiteId,
        sector as SectorId,
        now,
        &ids as &[ClusterId],
        &names,
        &descriptions,
        &primaries as &[Option<KeywordId>],
        &intents as &[Option<Intent>],
        &cohesions as &[Option<f32>],
        &runs as &[Option<ClusterRunId>],
        &locked,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives clusters what a run found out about them; their names stay, and all of it once a person has edited one.
pub async fn describe(tx: &mut TenantTx<'_>, clusters: &[NewCluster]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    let ids: Vec<ClusterId> = clusters.iter().map(|cluster| cluster.id).collect();
    let descriptions: Vec<String> = clusters.iter().map(|cluster| cluster.description.clone()).collect();
    let primaries: Vec<Option<KeywordId>> = clusters.iter().map(|cluster| cluster.primary_keyword).collect();
    let intents: Vec<Option<Intent>> = clusters.iter().map(|cluster| cluster.intent).collect();
    let cohesions: Vec<Option<f32>> = clusters.iter().map(|cluster| cluster.cohesion).collect();
    let runs: Vec<Option<ClusterRunId>> = clusters.iter().map(|cluster| cluster.run).collect();
    sqlx::query!(
        r#"
        UPDATE clusters c
           SET description = now.description, primary_keyword_id = now.primary_keyword, intent = now.intent,
               cohesion = now.cohesion, run_id = now.run, updated_at = $2
          FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::real[], $8::uuid[])
            AS now (id, description, primary_keyword, intent, cohesion, run)
         WHERE c.account_id = $1 AND c.id = now.id AND NOT c.locked AND c.deleted_at IS NULL
        "#,
        account as AccountId,
        now,
        &ids as &[ClusterId],
        &descriptions,
        &primaries as &[Option<KeywordId>],
        &intents as &[Option<Intent>],
        &cohesions as &[Option<f32>],
        &runs as &[Option<ClusterRunId>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Names a cluster and locks it: a person has edited it.
pub async fn rename(tx: &mut TenantTx<'_>, id: ClusterId, name: &str) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        "UPDATE clusters SET name = $3, locked = true, updated_at = $4 WHERE account_id = $1 AND id = $2",
        account as AccountId,
        id as ClusterId,
        name,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_locked(tx: &mut TenantTx<'_>, ids: &[ClusterId], locked: bool) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        "UPDATE clusters SET locked = $3, updated_at = $4 WHERE account_id = $1 AND id = ANY($2) AND locked <> $3",
        account as AccountId,
        ids as &[ClusterId],
        locked,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Switches clusters off or on, and answers which changed.
pub async fn set_disabled(tx: &mut TenantTx<'_>, ids: &[ClusterId], disabled: bool) -> sqlx::Result<Vec<ClusterId>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE clusters
           SET disabled = $3, updated_at = $4
         WHERE account_id = $1 AND id = ANY($2) AND disabled <> $3 AND deleted_at IS NULL
        RETURNING id AS "id: ClusterId"
        "#,
        account as AccountId,
        ids as &[ClusterId],
        disabled,
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Deletes clusters (they can come back) and answers which there were. Their keywords must have left before.
pub async fn delete(tx: &mut TenantTx<'_>, ids: &[ClusterId]) -> sqlx::Result<Vec<ClusterId>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE clusters
           SET deleted_at = $3, updated_at = $3
         WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NULL
        RETURNING id AS "id: ClusterId"
        "#,
        account as AccountId,
        ids as &[ClusterId],
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// A deleted cluster on its way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletedCluster {
    pub id: ClusterId,
    pub sector: SectorId,
    pub name: String,
}

pub async fn deleted(tx: &mut TenantTx<'_>, ids: &[ClusterId]) -> sqlx::Result<Vec<DeletedCluster>> {
    let account = tx.account();
    sqlx::query_as!(
        DeletedCluster,
        r#"
        SELECT id AS "id: ClusterId", sector_id AS "sector: SectorId", name
          FROM clusters
         WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NOT NULL
         ORDER BY id
           FOR UPDATE
        "#,
        account as AccountId,
        ids as &[ClusterId],
    )
    .fetch_all(tx.conn())
    .await
}

/// Brings deleted clusters back under names that are free.
pub async fn restore(tx: &mut TenantTx<'_>, named: &[(ClusterId, String)]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    let (ids, names): (Vec<ClusterId>, Vec<String>) = named.iter().cloned().unzip();
    sqlx::query!(
        r#"
        UPDATE clusters c
           SET deleted_at = NULL, name = back.name, updated_at = $4
          FROM unnest($2::uuid[], $3::text[]) AS back (id, name)
         WHERE c.account_id = $1 AND c.id = back.id
        "#,
        account as AccountId,
        &ids as &[ClusterId],
        &names,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The names taken in sectors, in lower case as the unique index sees them.
pub async fn names_taken(tx: &mut TenantTx<'_>, sectors: &[SectorId]) -> sqlx::Result<Vec<(SectorId, String)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT sector_id AS "sector: SectorId", lower(name) AS "name!"
          FROM clusters
         WHERE account_id = $1 AND sector_id = ANY($2) AND deleted_at IS NULL
        "#,
        account as AccountId,
        sectors as &[SectorId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.sector, row.name)).collect())
}

/// Brings the status in step with the ideas: mapped exactly while there are some.
pub async fn refresh_status(tx: &mut TenantTx<'_>, ids: &[ClusterId]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE clusters c
           SET status = now.status, updated_at = $3
          FROM (
               SELECT id, CASE WHEN EXISTS (
                      SELECT 1
                        FROM ideas i
                       WHERE i.account_id = o.account_id AND i.cluster_id = o.id AND i.deleted_at IS NULL
                      ) THEN 'mapped' ELSE 'new' END AS status
                 FROM clusters o
                WHERE o.account_id = $1 AND o.id = ANY($2)
               ) now
         WHERE c.account_id = $1 AND c.id = now.id AND c.status <> now.status
        "#,
        account as AccountId,
        ids as &[ClusterId],
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
