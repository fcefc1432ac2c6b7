//! What the filters' menus are made of: every value that keywords have under the other filters, counted in one pass.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, SectorId, SiteId};
use crate::planner::keyword::{DifficultyBand, KeywordState, VolumeBand};
use crate::planner::keyword_list::{KeywordFilter, Match, Menu};

use super::filter::text_pattern;

/// Keywords that are counted at most: as many as the largest plan with a bound allows, so menus are complete there, and
/// the cost of a page stops growing beyond.
pub const MENU_ROWS: i64 = 20_000;

/// Clusters a menu offers: the largest ones, and the chosen one. The rest are found by the list of clusters.
const MOST_CLUSTERS: i64 = 100;

/// What was counted.
#[derive(Debug)]
pub struct MenuCounts {
    /// Keywords that contain the text: one more than [`MENU_ROWS`] at most, to tell when there are more.
    pub found: i64,
    /// Those of them that fulfil every filter.
    pub matching: i64,
    pub values: Vec<MenuCount>,
}

impl MenuCounts {
    /// Whether there are more keywords than were counted. The counts are those of a fair sample then.
    pub const fn is_sample(&self) -> bool {
        self.found > MENU_ROWS
    }
}

/// One value of a menu.
#[derive(Debug)]
pub struct MenuCount {
    pub menu: Menu,
    /// As in the address; `None`, and for a country also the empty word: keywords without one.
    pub value: Option<String>,
    /// A sector's or cluster's name, where there is one of that id.
    pub name: Option<String>,
    /// Keywords that the other filters leave.
    pub count: i64,
}

/// Counts the site's keywords by each filter's values, every filter aside from its own.
///
/// A row is compared with the seven filters at once: `misses` has a bit for each that leaves it out. A menu counts the
/// rows that miss nothing, or its own filter alone. Of a sample, too, every sector is there that has keywords.
pub async fn count_menus(tx: &mut TenantTx<'_>, site: SiteId, filter: &KeywordFilter) -> sqlx::Result<MenuCounts> {
    let account = tx.account();
    let pattern = text_pattern(&filter.text);
    let cluster = match &filter.cluster {
        Some(Match::Is(id)) => Some(*id),
        Some(Match::Empty) | None => None,
    };
    let intent = filter.intent.as_ref().map(ToString::to_string);
    let country = filter.country.as_ref().map(|wanted| match wanted {
        Match::Is(code) => code.replace('\0', ""),
        Match::Empty => String::new(),
    });
    // a band's place among the words, as `width_bucket` counts
    let difficulty = filter.difficulty.map(|band| band as i32);
    let volume = filter.volume.map(|band| band as i32);
    let (difficulties, volumes) = (words_of(DifficultyBand::ALL), words_of(VolumeBand::ALL));
    let rows = sqlx::query!(
        r#"
        WITH found AS (
            SELECT k.sector_id, k.cluster_id, k.intent, k.country,
                   CASE WHEN k.disabled THEN 'off' WHEN k.cluster_id IS NULL THEN 'new' ELSE 'mapped' END AS state,
                   coalesce(width_bucket(k.difficulty::integer, $5::integer[]), cardinality($5::integer[]) + 1) AS difficulty,
                   coalesce(width_bucket(k.volume, $6::bigint[]), cardinality($6::bigint[]) + 1) AS volume
              FROM keywords k
             WHERE k.account_id = $1 AND k.site_id = $2 AND k.deleted_at IS NULL
               AND k.sector_id <> ALL (ARRAY(SELECT id FROM sectors WHERE account_id = $1 AND site_id = $2 AND NOT active))
               AND ($3::text IS NULL OR k.normalised LIKE $3)
             LIMIT $4
        ), compared AS (
            SELECT *,
                   1 * ($7::text IS NOT NULL AND state <> $7)::integer
                   + 2 * ($8::boolean AND cluster_id IS DISTINCT FROM $9::uuid)::integer
                   + 4 * ($10::uuid IS NOT NULL AND sector_id <> $10)::integer
                   + 8 * ($11::text IS NOT NULL AND coalesce(intent, 'none') <> $11)::integer
                   + 16 * ($12::text IS NOT NULL AND country <> $12)::integer
                   + 32 * ($13::integer IS NOT NULL AND difficulty <> $13)::integer
                   + 64 * ($14::integer IS NOT NULL AND volume <> $14)::integer AS misses
              FROM found
            -- once a row, and not once a grouping set
            OFFSET 0
        ), grouped AS (
            SELECT state, intent, difficulty, volume, country, sector_id, cluster_id, misses, count(*)::integer AS count
              FROM compared
             GROUP BY GROUPING SETS (
                   (state, intent, difficulty, volume, misses), (country, misses), (sector_id, cluster_id, misses))
        ), size AS (
            SELECT coalesce(sum(count), 0) AS found, coalesce(sum(count) FILTER (WHERE misses = 0), 0) AS matching
              FROM grouped
             WHERE state IS NOT NULL
        ), clustered AS (
            SELECT cluster_id, sum(count) AS count
              FROM (SELECT cluster_id, count FROM grouped WHERE sector_id IS NOT NULL AND misses IN (0, 2)
                     UNION ALL
                    SELECT $9, 0 WHERE $8) AS counted
             GROUP BY cluster_id
             ORDER BY $8 AND cluster_id IS NOT DISTINCT FROM $9 DESC, count DESC, cluster_id
             LIMIT $15
        ), sectored AS (
            SELECT sector_id, sum(count) AS count
              FROM grouped
             WHERE sector_id IS NOT NULL AND misses IN (0, 4)
             GROUP BY sector_id
        ), offered AS (
            SELECT m.menu, m.value, NULL::text AS name, sum(g.count) AS count
              FROM grouped g
             CROSS JOIN LATERAL (VALUES
                   (1, 'state', g.state),
                   (8, 'intent', g.intent),
                   (32, 'difficulty', ($16::text[])[g.difficulty + 1]),
                   (64, 'volume', ($17::text[])[g.volume + 1])) AS m (bit, menu, value)
             WHERE g.state IS NOT NULL AND g.misses IN (0, m.bit)
             GROUP BY m.menu, m.value
             UNION ALL
            SELECT 'country', country, NULL, sum(count)
              FROM grouped
             WHERE country IS NOT NULL AND misses IN (0, 16)
             GROUP BY country
             UNION ALL
            SELECT 'cluster', cluster_id::text,
                   (SELECT c.name FROM clusters c WHERE c.account_id = $1 AND c.id = clustered.cluster_id), count
              FROM clustered
             UNION ALL
            SELECT 'sector', s.id::text, s.name, coalesce(n.count, 0)
              FROM sectors s
              LEFT JOIN sectored n ON n.sector_id = s.id
             WHERE s.account_id = $1 AND s.site_id = $2 AND s.active
               AND (n.count > 0 OR s.id = $10 OR (SELECT size.found >= $4 FROM size) AND EXISTS (
                    SELECT FROM keywords k WHERE k.account_id = $1 AND k.sector_id = s.id AND k.deleted_at IS NULL))
        )
        SELECT size.found AS "found!", size.matching AS "matching!",
               o.menu AS "menu?: Menu", o.value AS "value?", o.name AS "name?", o.count AS "count?"
          FROM size
          LEFT JOIN offered o ON true
        "#,
        account as AccountId,
        site as SiteId,
        pattern,
        MENU_ROWS + 1,
        &DifficultyBand::BORDERS[..],
        &VolumeBand::BORDERS[..],
        filter.state as Option<KeywordState>,
        filter.cluster.is_some(),
        cluster as Option<ClusterId>,
        filter.sector as Option<SectorId>,
        intent,
        country,
        difficulty,
        volume,
        MOST_CLUSTERS,
        &difficulties,
        &volumes,
    )
    .fetch_all(tx.conn())
    .await?;
    let (found, matching) = rows.first().map_or((0, 0), |row| (row.found, row.matching));
    let values = rows
        .into_iter()
        .filter_map(|row| {
            Some(MenuCount { menu: row.menu?, value: row.value, name: row.name, count: row.count.unwrap_or(0) })
        })
        .collect();
    Ok(MenuCounts { found, matching, values })
}

fn words_of<W: ToString>(words: &[W]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}
