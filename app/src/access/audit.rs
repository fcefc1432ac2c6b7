//! What happened, for people: the trail that recent activity and the audit log are read from.

use serde_json::Value;
use uuid::Uuid;

use super::{AuditAction, TenantTx};
use crate::kit::AppResult;
use crate::kit::id::{AccountId, SiteId, UserId};

/// Something worth telling. `details` holds the names and figures its sentence needs.
#[derive(Debug, Clone)]
pub struct Event {
    pub action: AuditAction,
    pub site: Option<SiteId>,
    pub target: Option<Uuid>,
    pub details: Value,
}

/// Writes an event in the transaction of the change it tells of.
///
/// # Errors
/// 503 when the database is away.
pub async fn record(tx: &mut TenantTx<'_>, event: Event) -> AppResult<()> {
    let (account, user, now) = (tx.account(), tx.user(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO audit_events (account_id, id, user_id, action, site_id, target_id, details, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        "#,
        account as AccountId,
        Uuid::now_v7(),
        user as Option<UserId>,
        event.action as AuditAction,
        event.site as Option<SiteId>,
        event.target,
        event.details,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
