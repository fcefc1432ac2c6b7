//! Which keywords are in which cluster: `keywords.cluster_id`, with its status and its explanation.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, KeywordId, SectorId};

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

/// Takes all keywords out of clusters that go.
pub async fn release(tx: &mut TenantTx<'_>, clusters: &[ClusterId]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE keywords
           SET cluster_id = NULL, status = 'new', explanation = NULL, updated_at = $3
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

/// Puts keywords back into clusters that came back, unless they have found another meanwhile.
pub async fn put_back(tx: &mut TenantTx<'_>, members: &[Member]) -> sqlx::Result<u64> {
    let (account, now) = (tx.account(), tx.now());
    let keywords: Vec<KeywordId> = members.iter().map(|member| member.keyword).collect();
    let clusters: Vec<ClusterId> = members.iter().map(|member| member.cluster).collect();
    let moved = sqlx::query!(
        r#"
        UPDATE keywords k
           SET cluster_id = back.cluster, status = 'mapped', updated_at = $4
          FROM unnest($2::uuid[], $3::uuid[]) AS back (keyword, cluster)
          JOIN clusters c ON c.account_id = $1 AND c.id = back.cluster AND c.deleted_at IS NULL
         WHERE k.account_id = $1 AND k.id = back.keyword AND k.sector_id = c.sector_id
           AND k.cluster_id IS NULL AND k.deleted_at IS NULL
        "#,
        account as AccountId,
        &keywords as &[KeywordId],
        &clusters as &[ClusterId],
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(moved.rows_affected())
}
