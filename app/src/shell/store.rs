//! The frame's figures, each in one query whatever the size of the account.

use super::data::{SiteLink, Waiting};
use crate::access::TenantTx;
use crate::kit::id::{AccountId, SiteId};

/// Those that are switched off come last, as where a page chooses its site by itself.
pub async fn sites(tx: &mut TenantTx<'_>) -> sqlx::Result<Vec<SiteLink>> {
    let account = tx.account();
    sqlx::query_as!(
        SiteLink,
        r#"
        SELECT id AS "id: SiteId", name, status = 'active' AS "active!"
          FROM sites
         WHERE account_id = $1 AND deleted_at IS NULL
         ORDER BY status = 'active' DESC, created_at, id
        "#,
        account as AccountId,
    )
    .fetch_all(tx.conn())
    .await
}

/// Waiting keywords are counted up to here in each sector: every page shows the number, whatever the size of the site.
const MOST_WAITING: i64 = 1_000;

pub async fn waiting(tx: &mut TenantTx<'_>, site: Option<SiteId>) -> sqlx::Result<Waiting> {
    let account = tx.account();
    sqlx::query_as!(
        Waiting,
        r#"
        SELECT (SELECT count(*)
                  FROM sectors s
                 CROSS JOIN LATERAL (
                       SELECT
                         FROM keywords k
                        WHERE k.account_id = $1 AND k.sector_id = s.id
                          AND k.deleted_at IS NULL AND k.cluster_id IS NULL AND NOT k.disabled
                        LIMIT $3) waiting
                 WHERE s.account_id = $1 AND s.site_id = $2 AND s.active) AS "keywords!",
               (SELECT count(*)
                  FROM ideas i
                  JOIN sectors s ON s.account_id = i.account_id AND s.id = i.sector_id AND s.active
                 WHERE i.account_id = $1 AND i.site_id = $2
                   AND i.deleted_at IS NULL AND i.status = 'new' AND NOT i.disabled) AS "ideas!",
               (SELECT count(*)
                  FROM tasks
                 WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL AND status IN ('queued', 'failed')) AS "tasks!",
               (SELECT count(*)
                  FROM contents
                 WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL AND status = 'review') AS "review!",
               (SELECT count(*)
                  FROM contents
                 WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL AND status = 'approved'
                   AND site_status IN ('not_published', 'failed', 'changed')) AS "approved!",
               (SELECT count(DISTINCT batch_id)
                  FROM jobs
                 WHERE account_id = $1 AND state IN ('queued', 'running')) AS "jobs!"
        "#,
        account as AccountId,
        site as Option<SiteId>,
        MOST_WAITING,
    )
    .fetch_one(tx.conn())
    .await
}
