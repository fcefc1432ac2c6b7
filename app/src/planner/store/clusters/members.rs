//! Which keywords are in which cluster: `keywords.cluster_id`, with its status and its explanation.

use sqlx::types::Json;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, KeywordId, SectorId};
use crate::planner::cluster::Explanation;

/// A keyword and the cluster it was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub keyword: KeywordId,
    pub cluster: ClusterId,
}

/// The keywords of clusters.
pub async fn of(tx: &mut TenantTx<'_>, clusters: &[ClusterId]) -> sqlx::Result<Vec<Member>> {
    let account = tx.account();
    sqlx::query_as!(
        Member,
        r#"
        SELECT id AS "keyword: KeywordId", cluster_id AS "cluster!: ClusterId"
          FROM keywords
         WHERE account_id = $1 AND cluster_id = ANY($2) AND deleted_at IS NULL
         ORDER BY id
        "#,
        account as AccountId,
        clusters as &[ClusterId],
    )
    .fetch_all(tx.conn())
    .await
}

/// A keyword, and why it is in its cluster.
pub type Explained = (KeywordId, Option<Explanation>);

/// The keywords of a cluster, with why each is there.
pub async fn explained(tx: &mut TenantTx<'_>, cluster: ClusterId) -> sqlx::Result<Vec<Explained>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT id AS "id: KeywordId", explanation AS "explanation: Json<Explanation>"
          FROM keywords
         WHERE account_id = $1 AND cluster_id = $2 AND deleted_at IS NULL
         ORDER BY id
        "#,
        account as AccountId,
        cluster as ClusterId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.explanation.map(|Json(explanation)| explanation))).collect())
}

/// The clusters that keywords would leave for another of their sector; that one too, where some are in it already.
pub async fn homes(tx: &mut TenantTx<'_>, keywords: &[KeywordId], to: ClusterId) -> sqlx::Result<Vec<ClusterId>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT DISTINCT k.cluster_id AS "cluster!: ClusterId"
          FROM keywords k
          JOIN clusters c ON c.account_id = k.account_id AND c.sector_id = k.sector_id AND c.id = $3
         WHERE k.account_id = $1 AND k.id = ANY($2) AND k.deleted_at IS NULL AND k.cluster_id IS NOT NULL
        "#,
        account as AccountId,
        keywords as &[KeywordId],
        to as ClusterId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Brings clusters in step after keywords came or went: the primary keyword is one of theirs, if need be the most
/// searched, and how alike they are is no longer known.
pub async fn settle(tx: &mut TenantTx<'_>, clusters: &[ClusterId]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE clusters c
           SET cohesion = NULL, updated_at = $3,
               primary_keyword_id = (
                   SELECT k.id
                     FROM keywords k
                    WHERE k.account_id = c.account_id AND k.cluster_id = c.id AND k.deleted_at IS NULL
                    ORDER BY k.id IS NOT DISTINCT FROM c.primary_keyword_id DESC, k.disabled, coalesce(k.volume, -1) DESC,
                             k.normalised, k.id
                    LIMIT 1)
         WHERE c.account_id = $1 AND c.id = ANY($2) AND c.deleted_at IS NULL
        "#,
        account as AccountId,
        clusters as &[ClusterId],
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts keywords of the sector into a cluster by a person's hand, and answers how many moved.
pub async fn assign(
    tx: &mut TenantTx<'_>,
    keywords: &[KeywordId],
    sector: SectorId,
    to: ClusterId,
) -> sqlx::Result<u64> {
    let (account, now) = (tx.account(), tx.now());
    let moved = sqlx::query!(
        r#"
        UPDATE keywords
           SET cluster_id = $4, status = 'mapped', explanation = '{"by": "person"}', updated_at = $5
         WHERE account_id = $1 AND id = ANY($2) AND sector_id = $3 AND deleted_at IS NULL
           AND cluster_id IS DISTINCT FROM $4
        "#,
        account as AccountId,
        keywords as &[KeywordId],
        sector as SectorId,
        to as ClusterId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(moved.rows_affected())
}

/// Takes all keywords out of clusters that go. Why they were there stays with them, for the case that they come back.
pub async fn release(tx: &mut TenantTx<'_>, clusters: &[ClusterId]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE keywords
           SET cluster_id = NULL, status = 'new', updated_at = $3
         WHERE account_id = $1 AND cluster_id = ANY($2)
        "#,
        account as AccountId,
        clusters as &[ClusterId],
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts keywords back into clusters that came back, unless they have found another meanwhile, and answers which. That
/// a run has found them standing alone meanwhile is forgotten.
pub async fn put_back(tx: &mut TenantTx<'_>, members: &[Member]) -> sqlx::Result<Vec<KeywordId>> {
    let (account, now) = (tx.account(), tx.now());
    let keywords: Vec<KeywordId> = members.iter().map(|member| member.keyword).collect();
    let clusters: Vec<ClusterId> = members.iter().map(|member| member.cluster).collect();
    sqlx::query_scalar!(
        r#"
        UPDATE keywords k
           SET cluster_id = back.cluster, status = 'mapped', updated_at = $4,
               explanation = CASE WHEN k.explanation ->> 'by' = 'alone' THEN NULL ELSE k.explanation END
          FROM unnest($2::uuid[], $3::uuid[]) AS back (keyword, cluster)
          JOIN clusters c ON c.account_id = $1 AND c.id = back.cluster AND c.deleted_at IS NULL
         WHERE k.account_id = $1 AND k.id = back.keyword AND k.sector_id = c.sector_id
           AND k.cluster_id IS NULL AND k.deleted_at IS NULL
        RETURNING k.id AS "id: KeywordId"
        "#,
        account as AccountId,
        &keywords as &[KeywordId],
        &clusters as &[ClusterId],
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Gives keywords back to the cluster that they were in before it was merged into another: those that are still there,
/// or in none. Answers how many, deleted ones too: they find their cluster when they come back.
pub async fn give_back(
    tx: &mut TenantTx<'_>,
    keywords: &[Explained],
    from: ClusterId,
    to: ClusterId,
) -> sqlx::Result<u64> {
    let (account, now) = (tx.account(), tx.now());
    let ids: Vec<KeywordId> = keywords.iter().map(|(id, _)| *id).collect();
    let explanations: Vec<Option<Json<&Explanation>>> =
        keywords.iter().map(|(_, explanation)| explanation.as_ref().map(Json)).collect();
    let moved = sqlx::query!(
        r#"
        UPDATE keywords k
           SET cluster_id = $5, status = 'mapped', explanation = back.explanation, updated_at = $6
          FROM unnest($2::uuid[], $3::jsonb[]) AS back (keyword, explanation)
         WHERE k.account_id = $1 AND k.id = back.keyword AND (k.cluster_id = $4 OR k.cluster_id IS NULL)
        "#,
        account as AccountId,
        &ids as &[KeywordId],
        &explanations as &[Option<Json<&Explanation>>],
        from as ClusterId,
        to as ClusterId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(moved.rows_affected())
}
