//! Keywords, in any spelling.

use uuid::Uuid;

use super::{KEYWORDS_LOOKED_THROUGH, Sought};
use crate::access::TenantTx;
use crate::kit::id::{AccountId, SiteId};
use crate::kit::like::{beginning, containing};
use crate::planner::keyword::{KeywordState, KeywordStatus};
use crate::search::found::Hit;

/// Keywords of active sectors that hold the text, however it is spelled.
///
/// What begins with it is read from the index of each site's keywords in their order, whatever their number: ranges of a
/// text are safe under row-level security, `LIKE` is not. What only holds it is looked for in [`KEYWORDS_LOOKED_THROUGH`] rows.
pub async fn find(tx: &mut TenantTx<'_>, sought: &Sought) -> sqlx::Result<Vec<Hit>> {
    let account = tx.account();
    let text = clustering::normalise(&sought.text);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    // the largest character there is: after everything that begins with the text
    let end = format!("{text}\u{10FFFF}");
    let rows = sqlx::query!(
        r#"
        WITH places AS (
            SELECT id, name, id IS NOT DISTINCT FROM $2 AS here
              FROM sites
             WHERE account_id = $1 AND deleted_at IS NULL
             ORDER BY here DESC, created_at, id
        ), begun AS (
            SELECT x.*, s.name AS place, s.here
              FROM places s
             CROSS JOIN LATERAL (
                   SELECT id, site_id, keyword, normalised, status, disabled
                     FROM keywords k
                    WHERE k.account_id = $1 AND k.site_id = s.id AND k.deleted_at IS NULL
                      AND k.normalised COLLATE "C" >= $3 AND k.normalised COLLATE "C" < $4
                      AND k.sector_id <> ALL (ARRAY(SELECT id FROM sectors WHERE account_id = $1 AND NOT active))
                    ORDER BY k.normalised COLLATE "C", k.id
                    LIMIT $7) x
        ), looked AS (
            SELECT x.*, s.name AS place, s.here
              FROM places s
             CROSS JOIN LATERAL (
                   SELECT id, site_id, keyword, normalised, status, disabled
                     FROM keywords k
                    WHERE k.account_id = $1 AND k.site_id = s.id AND k.deleted_at IS NULL
                      AND k.sector_id <> ALL (ARRAY(SELECT id FROM sectors WHERE account_id = $1 AND NOT active))
                    ORDER BY k.id DESC
                    LIMIT $8) x
             LIMIT $8
        )
        SELECT f.id AS "id!: Uuid", f.site_id AS "site!: SiteId", f.keyword AS "keyword!", f.place AS "place!",
               f.status AS "status!: KeywordStatus", f.disabled AS "disabled!"
          FROM (SELECT *, normalised <> $3 AS inexact, false AS within FROM begun
                 UNION ALL
                SELECT *, true, true FROM looked WHERE normalised LIKE $5 AND normalised NOT LIKE $6) f
         ORDER BY f.inexact, f.within, NOT f.here, f.normalised COLLATE "C", f.id
         LIMIT $7
        "#,
        account as AccountId,
        sought.here as Option<SiteId>,
        text,
        end,
        containing(&text),
        beginning(&text),
        sought.limit,
        KEYWORDS_LOOKED_THROUGH,
    )
    .fetch_all(tx.conn())
    .await?;
    let hits = rows.into_iter().map(|row| Hit {
        id: row.id,
        site: row.site,
        title: row.keyword,
        place: row.place,
        state: KeywordState::of(row.status, row.disabled).label().to_owned(),
    });
    Ok(hits.collect())
}
