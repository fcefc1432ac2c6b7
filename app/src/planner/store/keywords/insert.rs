//! Adding keywords: many at once, none twice, never more than there is room for.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, KeywordId, SectorId, SiteId};
use crate::planner::keyword::Intent;

/// A keyword to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKeyword {
    pub keyword: String,
    pub normalised: String,
    pub volume: Option<i64>,
    pub difficulty: Option<i16>,
    pub cpc_minor: Option<i64>,
    pub intent: Option<Intent>,
    pub country: String,
}

/// What became of them; the three add up to what was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inserted {
    pub imported: i64,
    pub duplicates: i64,
    pub over_limit: i64,
}

/// Adds those that are not there yet, the first ones first, at most `room` (`None`: all).
pub async fn insert(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    sector: SectorId,
    source: &str,
    keywords: &[NewKeyword],
    room: Option<i64>,
) -> sqlx::Result<Inserted> {
    if keywords.is_empty() {
        return Ok(Inserted::default());
    }
    let (account, now) = (tx.account(), tx.now());
    let ids: Vec<KeywordId> = keywords.iter().map(|_| KeywordId::new()).collect();
    let texts: Vec<String> = keywords.iter().map(|new| new.keyword.clone()).collect();
    let normalised: Vec<String> = keywords.iter().map(|new| new.normalised.clone()).collect();
    let volumes: Vec<Option<i64>> = keywords.iter().map(|new| new.volume).collect();
    let difficulties: Vec<Option<i16>> = keywords.iter().map(|new| new.difficulty).collect();
    let cpcs: Vec<Option<i64>> = keywords.iter().map(|new| new.cpc_minor).collect();
    let intents: Vec<Option<String>> = keywords.iter().map(|new| new.intent.map(|intent| intent.to_string())).collect();
    let countries: Vec<String> = keywords.iter().map(|new| new.country.clone()).collect();
    let counted = sqlx::query!(
        r#"
        WITH given AS (
            SELECT DISTINCT ON (normalised, country) *
              FROM unnest($7::uuid[], $8::text[], $9::text[], $10::bigint[], $11::smallint[], $12::bigint[], $13::text[], $14::text[])
                   WITH ORDINALITY AS g (id, keyword, normalised, volume, difficulty, cpc_minor, intent, country, place)
             ORDER BY normalised, country, place
        ), fresh AS (
            SELECT g.*
              FROM given g
             WHERE NOT EXISTS (
                   SELECT FROM keywords k
                    WHERE k.account_id = $1 AND k.sector_id = $3 AND k.normalised = g.normalised AND k.country = g.country
                      AND k.deleted_at IS NULL)
        ), added AS (
            INSERT INTO keywords (account_id, id, site_id, sector_id, keyword, normalised, volume, difficulty, cpc_minor, intent,
                                  country, source, created_at, updated_at)
            SELECT $1, id, $2, $3, keyword, normalised, volume, difficulty, cpc_minor, intent, country, $4, $5, $5
              FROM (SELECT * FROM fresh ORDER BY place LIMIT $6) AS taken
             ORDER BY place
                ON CONFLICT DO NOTHING
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM fresh) AS "fresh!", (SELECT count(*) FROM added) AS "added!"
        "#,
        account as AccountId,
        site as SiteId,
        sector as SectorId,
        source,
        now,
        room,
        &ids as &[KeywordId],
        &texts,
        &normalised,
        &volumes as &[Option<i64>],
        &difficulties as &[Option<i16>],
        &cpcs as &[Option<i64>],
        &intents as &[Option<String>],
        &countries,
    )
    .fetch_one(tx.conn())
    .await?;
    let over_limit = room.map_or(0, |room| (counted.fresh - room).max(0));
    let given = i64::try_from(keywords.len()).unwrap_or(i64::MAX);
    Ok(Inserted { imported: counted.added, duplicates: given - counted.added - over_limit, over_limit })
}

/// Keywords that count towards the plan: those of every site that is there.
pub async fn count_live(tx: &mut TenantTx<'_>) -> sqlx::Result<i64> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT count(*) AS "count!"
          FROM keywords k
          JOIN sites s ON s.account_id = k.account_id AND s.id = k.site_id AND s.deleted_at IS NULL
         WHERE k.account_id = $1 AND k.deleted_at IS NULL
        "#,
        account as AccountId,
    )
    .fetch_one(tx.conn())
    .await
}
