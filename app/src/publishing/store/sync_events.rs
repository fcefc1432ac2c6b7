//! `sync_events`: every exchange with a site.

use uuid::Uuid;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, SiteId};
use crate::publishing::publication::{Direction, Outcome, SyncAction, SyncEvent};

/// An exchange that just ended.
#[derive(Debug)]
pub struct NewEvent<'a> {
    pub site: SiteId,
    pub content: ContentId,
    pub action: SyncAction,
    pub outcome: Outcome,
    pub remote_id: Option<i64>,
    pub message: Option<&'a str>,
    pub duration_ms: i64,
}

pub async fn insert(tx: &mut TenantTx<'_>, event: &NewEvent<'_>) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO sync_events (account_id, id, site_id, content_id, direction, action, outcome, remote_id, message,
                                 duration_ms, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        "#,
        account as AccountId,
        Uuid::now_v7(),
        event.site as SiteId,
        event.content as ContentId,
        Direction::Push as Direction,
        event.action as SyncAction,
        event.outcome as Outcome,
        event.remote_id,
        event.message,
        event.duration_ms,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The latest exchanges with a site.
pub async fn recent(tx: &mut TenantTx<'_>, site: SiteId, limit: i64) -> sqlx::Result<Vec<SyncEvent>> {
    let account = tx.account();
    sqlx::query_as!(
        SyncEvent,
        r#"
        SELECT e.id, e.action AS "action: SyncAction", e.outcome AS "outcome: Outcome", e.content_id AS "content: ContentId",
               a.title AS "title?", e.remote_id, e.message, e.duration_ms, e.at
          FROM sync_events e
          LEFT JOIN contents a ON a.account_id = e.account_id AND a.id = e.content_id
         WHERE e.account_id = $1 AND e.site_id = $2
         ORDER BY e.at DESC, e.id DESC
         LIMIT $3
        "#,
        account as AccountId,
        site as SiteId,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}
