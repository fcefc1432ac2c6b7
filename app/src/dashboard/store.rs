//! The dashboard's figures, in three queries whatever the size of the site.

use chrono::{DateTime, Utc};

use super::figures::{Activity, FailedRuns, Stages};
use crate::access::TenantTx;
use crate::kit::id::{AccountId, SiteId};

/// Counts what the lists show: nothing that is deleted, or of a sector that is switched off.
pub async fn stages(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<Stages> {
    let account = tx.account();
    sqlx::query_as!(
        Stages,
        r#"
        WITH shown AS (
            SELECT id
              FROM sectors
             WHERE account_id = $1 AND site_id = $2 AND active
        )
        SELECT k.keywords AS "keywords!", k.waiting AS "keywords_waiting!",
               c.clusters AS "clusters!", c.waiting AS "clusters_waiting!",
               i.ideas AS "ideas!", i.waiting AS "ideas_waiting!",
               t.queued AS "tasks_queued!", t.in_progress AS "tasks_in_progress!", t.failed AS "tasks_failed!",
               a.drafts AS "drafts!", a.review AS "review!", a.approved AS "approved!", a.published AS "published!",
               a.failed AS "publish_failed!", a.changed AS "changed!", a.publishing AS "publishing!",
               m.waiting AS "images_waiting!", m.failed AS "images_failed!",
               j.clustering AS "clustering!", j.ideating AS "ideating!", j.writing AS "writing!", j.drawing AS "drawing!"
          FROM (SELECT count(*) AS keywords, count(*) FILTER (WHERE cluster_id IS NULL AND NOT disabled) AS waiting
                  FROM keywords
                 WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL
                   AND sector_id IN (SELECT id FROM shown)) k,
               (SELECT count(*) AS clusters, count(*) FILTER (WHERE status = 'new' AND NOT disabled) AS waiting
                  FROM clusters
                 WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL
                   AND sector_id IN (SELECT id FROM shown)) c,
               (SELECT count(*) AS ideas, count(*) FILTER (WHERE status = 'new' AND NOT disabled) AS waiting
                  FROM ideas
                 WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL
                   AND sector_id IN (SELECT id FROM shown)) i,
               (SELECT count(*) FILTER (WHERE status = 'queued') AS queued,
                       count(*) FILTER (WHERE status = 'in_progress') AS in_progress,
                       count(*) FILTER (WHERE status = 'failed') AS failed
                  FROM tasks
                 WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL) t,
               (SELECT count(*) FILTER (WHERE status = 'draft') AS drafts,
                       count(*) FILTER (WHERE status = 'review') AS review,
                       count(*) FILTER (WHERE status = 'approved' AND site_status = 'not_published') AS approved,
                       count(*) FILTER (WHERE site_status = 'published') AS published,
                       count(*) FILTER (WHERE site_status = 'failed') AS failed,
                       count(*) FILTER (WHERE site_status = 'changed') AS changed,
                       count(*) FILTER (WHERE site_status = 'publishing') AS publishing
                  FROM contents
                 WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL) a,
               (SELECT count(*) FILTER (WHERE p.status = 'pending') AS waiting,
                       count(*) FILTER (WHERE p.status = 'failed') AS failed
                  FROM images p
                  JOIN contents o ON o.account_id = p.account_id AND o.id = p.content_id AND o.deleted_at IS NULL
                 WHERE p.account_id = $1 AND p.site_id = $2) m,
               (SELECT count(*) FILTER (WHERE kind = 'cluster_keywords') AS clustering,
                       count(*) FILTER (WHERE kind = 'generate_ideas') AS ideating,
                       count(*) FILTER (WHERE kind = 'write_article') AS writing,
                       count(*) FILTER (WHERE kind IN ('prompt_images', 'generate_image')) AS drawing
                  FROM jobs
                 WHERE account_id = $1 AND site_id = $2 AND state IN ('queued', 'running')) j
        "#,
        account as AccountId,
        site as SiteId,
    )
    .fetch_one(tx.conn())
    .await
}

/// Counts what runs were for that failed after `since`, or were stopped by such a failure, until a later run for the same
/// thing has succeeded. A file that is brought in anew is another one, so for imports any later one will do; one that was
/// asked for before makes nothing good. What failed twice counts once. Read from the index of what ended lately, in one
/// pass.
pub async fn failed_runs(tx: &mut TenantTx<'_>, site: SiteId, since: DateTime<Utc>) -> sqlx::Result<FailedRuns> {
    let account = tx.account();
    sqlx::query_as!(
        FailedRuns,
        r#"
        SELECT count(DISTINCT target_id) FILTER (WHERE kind = 'import_keywords') AS "imports!",
               count(DISTINCT target_id) FILTER (WHERE kind = 'cluster_keywords') AS "sectors!",
               count(DISTINCT target_id) FILTER (WHERE kind = 'generate_ideas') AS "clusters!",
               count(DISTINCT target_id) FILTER (WHERE kind = 'prompt_images') AS "articles!"
          FROM (SELECT kind, target_id, ended_at,
                       state = 'failed' OR (state = 'cancelled' AND error IS NOT NULL) AS undone,
                       max(created_at) FILTER (WHERE state = 'done') OVER (
                           PARTITION BY kind, CASE WHEN kind <> 'import_keywords' THEN target_id END) AS made_good
                  FROM jobs
                 WHERE account_id = $1 AND site_id = $2 AND ended_at > $3
                   AND kind IN ('import_keywords', 'cluster_keywords', 'generate_ideas', 'prompt_images')) e
         WHERE undone AND (made_good IS NULL OR made_good <= ended_at)
        "#,
        account as AccountId,
        site as SiteId,
        since,
    )
    .fetch_one(tx.conn())
    .await
}

/// What happened last to the site, and to the account's things of no one site, the latest first.
pub async fn activity(tx: &mut TenantTx<'_>, site: SiteId, limit: i64) -> sqlx::Result<Vec<Activity>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT e.action AS "action!", u.name AS "who?", e.target_id AS target, e.details AS "details!", e.at AS "at!"
          FROM ((SELECT *
                   FROM audit_events
                  WHERE account_id = $1 AND site_id = $2
                  ORDER BY at DESC, id DESC
                  LIMIT $3)
                 UNION ALL
                (SELECT *
                   FROM audit_events
                  WHERE account_id = $1 AND site_id IS NULL
                  ORDER BY at DESC, id DESC
                  LIMIT $3)) e
          LEFT JOIN users u ON u.id = e.user_id
         ORDER BY e.at DESC, e.id DESC
         LIMIT $3
        "#,
        account as AccountId,
        site as SiteId,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    // what a newer version wrote while this one still runs is passed over
    let known = rows.into_iter().filter_map(|row| {
        let action = row.action.parse().ok()?;
        Some(Activity { action, times: 1, who: row.who, target: row.target, details: row.details, at: row.at })
    });
    Ok(known.collect())
}
