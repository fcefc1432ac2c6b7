//! What the filters' menus are made of: keywords grouped by everything that can be filtered by, in one pass.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, SectorId, SiteId};
use crate::planner::keyword::{DifficultyBand, Intent, VolumeBand};

use super::filter::text_pattern;

/// Rows that are grouped at most: as many as the largest plan with a bound allows, so menus are complete there, and
/// the cost of a page stops growing beyond.
pub const MENU_ROWS: i64 = 20_000;

/// How many keywords share all of these.
#[derive(Debug)]
pub struct MenuRow {
    pub sector: SectorId,
    pub sector_name: String,
    pub cluster: Option<ClusterId>,
    pub cluster_name: Option<String>,
    pub intent: Option<Intent>,
    pub country: String,
    /// Place among the bands, from 0; `None`: not known.
    pub difficulty_band: Option<i32>,
    pub volume_band: Option<i32>,
    pub mapped: bool,
    pub disabled: bool,
    pub count: i64,
}

/// The groups of the site's keywords that contain `text`: of one more than [`MENU_ROWS`], to tell when there are more.
pub async fn menu_rows(tx: &mut TenantTx<'_>, site: SiteId, text: &str) -> sqlx::Result<Vec<MenuRow>> {
    let account = tx.account();
    let pattern = text_pattern(text);
    sqlx::query_as!(
        MenuRow,
        r#"
        WITH found AS (
            SELECT k.sector_id, k.cluster_id, k.intent, k.country, k.difficulty, k.volume, k.cluster_id IS NOT NULL AS mapped, k.disabled
              FROM keywords k
             WHERE k.account_id = $1 AND k.site_id = $2 AND k.deleted_at IS NULL
               AND k.sector_id IN (SELECT id FROM sectors WHERE account_id = $1 AND site_id = $2 AND active)
               AND ($3::text IS NULL OR k.normalised LIKE $3)
             LIMIT $4
        ), grouped AS (
            SELECT sector_id, cluster_id, intent, country,
                   width_bucket(difficulty::integer, $5::integer[]) AS difficulty_band,
                   width_bucket(volume, $6::bigint[]) AS volume_band,
                   mapped, disabled, count(*) AS count
              FROM found
             GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        )
        SELECT g.sector_id AS "sector!: SectorId", s.name AS "sector_name!", g.cluster_id AS "cluster: ClusterId",
               c.name AS "cluster_name?", g.intent AS "intent: Intent", g.country AS "country!",
               g.difficulty_band, g.volume_band, g.mapped AS "mapped!", g.disabled AS "disabled!", g.count AS "count!"
          FROM grouped g
          JOIN sectors s ON s.account_id = $1 AND s.id = g.sector_id
          LEFT JOIN clusters c ON c.account_id = $1 AND c.id = g.cluster_id
        "#,
        account as AccountId,
        site as SiteId,
        pattern,
        MENU_ROWS + 1,
        &DifficultyBand::BORDERS[..],
        &VolumeBand::BORDERS[..],
    )
    .fetch_all(tx.conn())
    .await
}
