//! Changing keywords, and putting them back as they were.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, KeywordId, SiteId};
use crate::planner::keyword::Intent;

/// What a person changes of one keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeywordChange {
    pub keyword: String,
    pub normalised: String,
    pub volume: Option<i64>,
    pub difficulty: Option<i16>,
    pub cpc_minor: Option<i64>,
    pub intent: Option<Intent>,
    pub country: String,
}

/// Changes one keyword; `false` when it is not there.
pub async fn update(tx: &mut TenantTx<'_>, id: KeywordId, change: &KeywordChange) -> sqlx::Result<bool> {
    let (account, now) = (tx.account(), tx.now());
    let done = sqlx::query!(
        r#"
        UPDATE keywords
           SET keyword = $3, normalised = $4, volume = $5, difficulty = $6, cpc_minor = $7, intent = $8, country = $9,
               updated_at = $10
         WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL
        "#,
        account as AccountId,
        id as KeywordId,
        change.keyword,
        change.normalised,
        change.volume,
        change.difficulty,
        change.cpc_minor,
        change.intent as Option<Intent>,
        change.country,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Switches keywords of a site off and returns those that changed, for undo.
pub async fn disable(tx: &mut TenantTx<'_>, site: SiteId, ids: &[KeywordId]) -> sqlx::Result<Vec<KeywordId>> {
    set_disabled(tx, Some(site), ids, true).await
}

/// Switches keywords of a site on and returns those that changed, for undo.
pub async fn enable(tx: &mut TenantTx<'_>, site: SiteId, ids: &[KeywordId]) -> sqlx::Result<Vec<KeywordId>> {
    set_disabled(tx, Some(site), ids, false).await
}

/// Switches keywords back, whatever site they are of; those that have been changed since stay.
pub async fn switch_back(tx: &mut TenantTx<'_>, ids: &[KeywordId], disabled: bool) -> sqlx::Result<Vec<KeywordId>> {
    set_disabled(tx, None, ids, disabled).await
}

async fn set_disabled(
    tx: &mut TenantTx<'_>,
    site: Option<SiteId>,
    ids: &[KeywordId],
    disabled: bool,
) -> sqlx::Result<Vec<KeywordId>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE keywords
           SET disabled = $4, updated_at = $5
         WHERE account_id = $1 AND id = ANY($3) AND disabled <> $4 AND deleted_at IS NULL
           AND ($2::uuid IS NULL OR site_id = $2)
        RETURNING id AS "id: KeywordId"
        "#,
        account as AccountId,
        site as Option<SiteId>,
        ids as &[KeywordId],
        disabled,
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Deletes keywords of a site and returns those that changed, for undo.
pub async fn delete(tx: &mut TenantTx<'_>, site: SiteId, ids: &[KeywordId]) -> sqlx::Result<Vec<KeywordId>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE keywords
           SET deleted_at = $4, updated_at = $4
         WHERE account_id = $1 AND site_id = $2 AND id = ANY($3) AND deleted_at IS NULL
        RETURNING id AS "id: KeywordId"
        "#,
        account as AccountId,
        site as SiteId,
        ids as &[KeywordId],
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// What came of bringing keywords back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    pub back: i64,
    /// Those that could have come back, had there been room.
    pub no_room: i64,
}

/// Brings deleted keywords back, at most `room` (`None`: all), save those that have been added again since. A keyword
/// whose cluster is gone comes back without one.
pub async fn restore(tx: &mut TenantTx<'_>, ids: &[KeywordId], room: Option<i64>) -> sqlx::Result<Restored> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_as!(
        Restored,
        r#"
        WITH free AS (
            SELECT DISTINCT ON (k.sector_id, k.normalised, k.country) k.id
              FROM keywords k
             WHERE k.account_id = $1 AND k.id = ANY($2) AND k.deleted_at IS NOT NULL
               AND NOT EXISTS (
                   SELECT FROM keywords other
                    WHERE other.account_id = $1 AND other.sector_id = k.sector_id AND other.normalised = k.normalised
                      AND other.country = k.country AND other.deleted_at IS NULL)
             ORDER BY k.sector_id, k.normalised, k.country, k.id
        ), taken AS (
            SELECT f.id, c.id AS cluster_id
              FROM (SELECT id FROM free ORDER BY id LIMIT $3) f
              JOIN keywords k ON k.account_id = $1 AND k.id = f.id
              LEFT JOIN clusters c ON c.account_id = $1 AND c.id = k.cluster_id AND c.deleted_at IS NULL
        ), back AS (
            UPDATE keywords k
               SET deleted_at = NULL, updated_at = $4, cluster_id = t.cluster_id,
                   status = CASE WHEN t.cluster_id IS NULL THEN 'new' ELSE 'mapped' END
              FROM taken t
             WHERE k.account_id = $1 AND k.id = t.id
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM back) AS "back!",
               (SELECT count(*) FROM free) - (SELECT count(*) FROM taken) AS "no_room!"
        "#,
        account as AccountId,
        ids as &[KeywordId],
        room,
        now,
    )
    .fetch_one(tx.conn())
    .await
}

/// The intents that keywords of a site have, of those that are to get another one; locked for the change.
pub async fn intents_before(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    ids: &[KeywordId],
    intent: Option<Intent>,
) -> sqlx::Result<Vec<(KeywordId, Option<Intent>)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT id AS "id: KeywordId", intent AS "intent: Intent"
          FROM keywords
         WHERE account_id = $1 AND site_id = $2 AND id = ANY($3) AND deleted_at IS NULL AND intent IS DISTINCT FROM $4
         ORDER BY id
           FOR UPDATE
        "#,
        account as AccountId,
        site as SiteId,
        ids as &[KeywordId],
        intent as Option<Intent>,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.intent)).collect())
}

pub async fn set_intent(tx: &mut TenantTx<'_>, ids: &[KeywordId], intent: Option<Intent>) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE keywords
           SET intent = $3, updated_at = $4
         WHERE account_id = $1 AND id = ANY($2)
        "#,
        account as AccountId,
        ids as &[KeywordId],
        intent as Option<Intent>,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives keywords the intents they had: those that have the intent `to` (empty: none), or all of them where it is not
/// known. Returns how many.
pub async fn put_intents_back(
    tx: &mut TenantTx<'_>,
    before: &[(KeywordId, Option<Intent>)],
    to: Option<&str>,
) -> sqlx::Result<i64> {
    let (account, now) = (tx.account(), tx.now());
    let ids: Vec<KeywordId> = before.iter().map(|(id, _)| *id).collect();
    let intents: Vec<Option<String>> =
        before.iter().map(|(_, intent)| intent.map(|intent| intent.to_string())).collect();
    let done = sqlx::query!(
        r#"
        UPDATE keywords k
           SET intent = b.intent, updated_at = $4
          FROM unnest($2::uuid[], $3::text[]) AS b (id, intent)
         WHERE k.account_id = $1 AND k.id = b.id AND k.deleted_at IS NULL
           AND ($5::text IS NULL OR coalesce(k.intent, '') = $5)
        "#,
        account as AccountId,
        &ids as &[KeywordId],
        &intents as &[Option<String>],
        now,
        to,
    )
    .execute(tx.conn())
    .await?;
    Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
}
