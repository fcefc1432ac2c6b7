//! Clients for sites: within what the operator allows, signed in as the connection says.

use std::time::Duration;

use safe_http::{Client as Http, Policy, Timeouts};
use serde_json::json;
use wordpress::{Client, Credentials, Secret};

use crate::access::audit::{self, Event};
use crate::access::{AuditAction, TenantTx};
use crate::integrations::ConnectionState;
use crate::integrations::connection::{Facts, Obstacle, Report};
use crate::integrations::store;
use crate::integrations::store::integrations::IntegrationRow;
use crate::kit::id::{IntegrationId, SiteId};
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::state::{AppState, Settings};

const USER_AGENT: &str = concat!("IGNY8/", env!("CARGO_PKG_VERSION"));

/// A site that can be published to.
#[derive(Debug, Clone)]
pub struct SiteClient {
    pub integration: IntegrationId,
    pub client: Client,
    /// What was known of the site when it was last tested.
    pub facts: Facts,
}

/// A signed-in client of a site's WordPress.
///
/// # Errors
/// 409 `not_connected` when there is no connection, `connection_broken` when there is one that does not work.
pub async fn of_site(tx: &mut TenantTx<'_>, state: &AppState, site: SiteId) -> AppResult<SiteClient> {
    let row = connected(tx, site).await?;
    let facts = row.report.as_ref().and_then(|report| report.0.facts.clone()).ok_or_else(broken)?;
    let root = facts.root.parse().map_err(|_| broken())?;
    let http = http(policy(&state.settings))?;
    let credentials = credentials(state, &row)?;
    Ok(SiteClient { integration: row.id, client: Client::new(http, root, credentials), facts })
}

/// Refuses unless the site has a connection that works.
///
/// # Errors
/// As [`of_site`].
pub async fn require(tx: &mut TenantTx<'_>, site: SiteId) -> AppResult<()> {
    connected(tx, site).await.map(|_| ())
}

/// How a site's connection stands; `None` when it has none.
///
/// # Errors
/// 503 when the database is away.
pub async fn state_of(tx: &mut TenantTx<'_>, site: SiteId) -> AppResult<Option<ConnectionState>> {
    Ok(store::integrations::of_site(tx, site).await?.map(|row| row.state))
}

async fn connected(tx: &mut TenantTx<'_>, site: SiteId) -> AppResult<IntegrationRow> {
    let row = store::integrations::of_site(tx, site).await?.ok_or_else(|| {
        AppError::conflict(
            "not_connected",
            "This site is not connected to WordPress yet. Connect it on its page, then publish.",
        )
    })?;
    match row.state {
        ConnectionState::Connected => Ok(row),
        ConnectionState::Untested | ConnectionState::Broken => Err(broken()),
    }
}

fn broken() -> AppError {
    AppError::conflict(
        "connection_broken",
        "The connection to the site does not work at the moment. Test it on the site's page: it says why, and what to do.",
    )
}

/// Notes that a site no longer takes our credentials: told once, however many jobs run into it.
///
/// # Errors
/// 503 when the database is away.
pub async fn mark_broken(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    integration: IntegrationId,
    code: &str,
    sentence: &str,
) -> AppResult<()> {
    let Some(row) = store::integrations::of_site(tx, site).await?.filter(|row| row.id == integration) else {
        return Ok(());
    };
    let obstacle = Obstacle {
        code: code.to_owned(),
        sentence: sentence.to_owned(),
        advice: "Test the connection; if the password was withdrawn on the site, make a new application password and connect again.".to_owned(),
    };
    let report = Report { obstacle: Some(obstacle), ..row.report.map(|report| report.0).unwrap_or_default() };
    if store::integrations::set_broken(tx, integration, &report).await? {
        let event = Event {
            action: AuditAction::IntegrationBroken,
            site: Some(site),
            target: Some(integration.0),
            details: json!({ "reason": sentence }),
        };
        audit::record(tx, event).await?;
    }
    Ok(())
}

/// Where the password of a connection is sealed to: it opens there and nowhere else.
pub(super) fn place(id: IntegrationId) -> String {
    format!("integrations.secret:{id}")
}

/// The credentials of a stored connection.
pub(super) fn credentials(state: &AppState, row: &IntegrationRow) -> AppResult<Credentials> {
    let unreadable = |why: &dyn std::fmt::Display| {
        tracing::error!(integration = %row.id, %why, "a stored password does not open");
        AppError::conflict(
            "password_unreadable",
            "The stored application password can't be read any more. Enter it again.",
        )
    };
    let opened = state.sealer.open(&place(row.id), &row.secret).map_err(|error| unreadable(&error))?;
    let password = String::from_utf8(opened).map_err(|error| unreadable(&error))?;
    Ok(Credentials { user: row.username.clone(), password: Secret::new(password) })
}

/// What addresses that people type may lead to: the internet by https, or with the operator's leave their own network.
fn policy(settings: &Settings) -> Policy {
    let allowed = if settings.allow_private_addresses { Policy::private_network() } else { Policy::default() };
    Policy { user_agent: USER_AGENT.to_owned(), ..allowed }
}

/// For trying a connection, while somebody waits in front of the page.
pub(super) fn doctors_http(settings: &Settings) -> AppResult<Http> {
    let timeouts = Timeouts {
        connect: Duration::from_secs(5),
        first_byte: Duration::from_secs(10),
        idle: Duration::from_secs(5),
        total: Duration::from_secs(15),
    };
    http(Policy { timeouts, ..policy(settings) })
}

fn http(policy: Policy) -> AppResult<Http> {
    Http::new(policy).map_err(|error| {
        tracing::error!(%error, "no client for sites");
        AppError::new(ErrorKind::Internal, "no_tls", error.to_string())
    })
}
