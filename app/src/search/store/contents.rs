//! Articles, by title.

use uuid::Uuid;

use super::{LOOKED_THROUGH, Sought};
use crate::access::TenantTx;
use crate::kit::id::{AccountId, SiteId};
use crate::search::found::Hit;
use crate::writer::{ContentStatus, SiteStatus};

/// Articles with the text in their title.
pub async fn find(tx: &mut TenantTx<'_>, sought: &Sought) -> sqlx::Result<Vec<Hit>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        WITH looked AS (
            SELECT x.*, lower(x.title) COLLATE "C" AS folded, s.name AS place, s.here
              FROM (SELECT id, name, id IS NOT DISTINCT FROM $2 AS here
                      FROM sites
                     WHERE account_id = $1 AND deleted_at IS NULL
                     ORDER BY here DESC, created_at, id) s
             CROSS JOIN LATERAL (
                   SELECT t.id, t.site_id, t.title, t.status, t.site_status
                     FROM contents t
                    WHERE t.account_id = $1 AND t.site_id = s.id AND t.deleted_at IS NULL
                    ORDER BY t.id DESC
                    LIMIT $7) x
             LIMIT $7
        )
        SELECT id AS "id!: Uuid", site_id AS "site!: SiteId", title AS "title!", place AS "place!",
               status AS "status!: ContentStatus", site_status AS "site_status!: SiteStatus"
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
        title: row.title,
        place: row.place,
        state: in_words(row.status, row.site_status),
    });
    Ok(hits.collect())
}

/// Where it stands here, and on its site once it has been there.
fn in_words(status: ContentStatus, on_site: SiteStatus) -> String {
    match on_site {
        SiteStatus::NotPublished => status.label().to_owned(),
        _ => format!("{} · {}", status.label(), on_site.label()),
    }
}
