//! Clusters, by name.

use uuid::Uuid;

use super::{LOOKED_THROUGH, Sought, state_or_off};
use crate::access::TenantTx;
use crate::kit::id::{AccountId, SiteId};
use crate::planner::cluster::ClusterStatus;
use crate::search::found::Hit;

/// Clusters of active sectors with the text in their name.
pub async fn find(tx: &mut TenantTx<'_>, sought: &Sought) -> sqlx::Result<Vec<Hit>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        WITH looked AS (
            SELECT x.*, lower(x.name) COLLATE "C" AS folded, s.name AS place, s.here
              FROM (SELECT id, name, id IS NOT DISTINCT FROM $2 AS here
                      FROM sites
                     WHERE account_id = $1 AND deleted_at IS NULL
                     ORDER BY here DESC, created_at, id) s
             CROSS JOIN LATERAL (
                   SELECT t.id, t.site_id, t.name, t.status, t.disabled
                     FROM clusters t
                    WHERE t.account_id = $1 AND t.site_id = s.id AND t.deleted_at IS NULL
                      AND t.sector_id <> ALL (ARRAY(SELECT id FROM sectors WHERE account_id = $1 AND NOT active))
                    ORDER BY t.id DESC
                    LIMIT $7) x
             LIMIT $7
        )
        SELECT id AS "id!: Uuid", site_id AS "site!: SiteId", name AS "name!", place AS "place!",
               status AS "status!: ClusterStatus", disabled AS "disabled!"
          FROM looked
         WHERE folded LIKE lower($3)
         ORDER BY folded <> lower($5), folded NOT LIKE lower($4), NOT here, folded, id
         LIMIT $6
        "#,
        account as AccountId,
        sought.here as Option<SiteId>,
        sought.containing,
        sought.beginning,
        sought.text,
        sought.limit,
        LOOKED_THROUGH,
    )
    .fetch_all(tx.conn())
    .await?;
    let hits = rows.into_iter().map(|row| Hit {
        id: row.id,
        site: row.site,
        title: row.name,
        place: row.place,
        state: state_or_off(row.status.label(), row.disabled),
    });
    Ok(hits.collect())
}
