//! `integrations`.

use chrono::{DateTime, Utc};
use sqlx::types::Json;

use crate::access::TenantTx;
use crate::integrations::connection::{ConnectionState, Report};
use crate::kit::id::{AccountId, IntegrationId, SiteId};

/// A site's connection with its sealed password.
#[derive(Clone)]
pub struct IntegrationRow {
    pub id: IntegrationId,
    pub address: String,
    pub username: String,
    pub secret: Vec<u8>,
    pub state: ConnectionState,
    pub report: Option<Json<Report>>,
    pub tested_at: Option<DateTime<Utc>>,
}

/// Credentials as they are saved.
pub struct NewIntegration<'a> {
    pub id: IntegrationId,
    pub site: SiteId,
    pub address: &'a str,
    pub username: &'a str,
    /// Sealed.
    pub secret: &'a [u8],
    pub state: ConnectionState,
    pub report: &'a Report,
}

/// The connection of a site.
pub async fn of_site(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<Option<IntegrationRow>> {
    let account = tx.account();
    sqlx::query_as!(
        IntegrationRow,
        r#"
        SELECT id AS "id: IntegrationId", address, username, secret,
               state AS "state: ConnectionState", report AS "report: Json<Report>", tested_at
          FROM integrations
         WHERE account_id = $1 AND site_id = $2 AND kind = 'wordpress'
        "#,
        account as AccountId,
        site as SiteId,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Saves a site's connection in the place of the one it has.
pub async fn save(tx: &mut TenantTx<'_>, new: &NewIntegration<'_>) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO integrations (account_id, id, site_id, kind, address, username, secret, state, report, tested_at,
                                  created_at, updated_at)
        VALUES ($1, $2, $3, 'wordpress', $4, $5, $6, $7, $8, $9, $9, $9)
        ON CONFLICT (account_id, site_id, kind) DO UPDATE
           SET id = excluded.id, address = excluded.address, username = excluded.username, secret = excluded.secret,
               state = excluded.state, report = excluded.report, tested_at = excluded.tested_at, updated_at = excluded.updated_at
        "#,
        account as AccountId,
        new.id as IntegrationId,
        new.site as SiteId,
        new.address,
        new.username,
        new.secret,
        new.state as ConnectionState,
        Json(new.report) as _,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps what a test found; nothing happens to a connection that was replaced meanwhile.
pub async fn set_report(
    tx: &mut TenantTx<'_>,
    id: IntegrationId,
    state: ConnectionState,
    report: &Report,
) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE integrations
           SET state = $3, report = $4, tested_at = $5, updated_at = $5
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as IntegrationId,
        state as ConnectionState,
        Json(report) as _,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Marks a connection that worked as broken; `false` when it was no longer connected.
pub async fn set_broken(tx: &mut TenantTx<'_>, id: IntegrationId, report: &Report) -> sqlx::Result<bool> {
    let (account, now) = (tx.account(), tx.now());
    let changed = sqlx::query!(
        r#"
        UPDATE integrations
           SET state = 'broken', report = $3, updated_at = $4
         WHERE account_id = $1 AND id = $2 AND state = 'connected'
        "#,
        account as AccountId,
        id as IntegrationId,
        Json(report) as _,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Removes a site's connection; `false` when it had none.
pub async fn delete(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<bool> {
    let account = tx.account();
    let gone = sqlx::query!(
        "DELETE FROM integrations WHERE account_id = $1 AND site_id = $2",
        account as AccountId,
        site as SiteId
    )
    .execute(tx.conn())
    .await?;
    Ok(gone.rows_affected() > 0)
}
