//! Connecting a site, trying its connection, disconnecting it.

use serde_json::json;
use wordpress::{Credentials, Problem, Secret};

use super::{client, doctor};
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::integrations::ConnectionState;
use crate::integrations::connection::{Connection, Facts, Report, SiteConnection, Tested};
use crate::integrations::store;
use crate::integrations::store::integrations::{IntegrationRow, NewIntegration};
use crate::kit::id::{IntegrationId, SiteId};
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::sites::service::{address, sites};
use crate::state::AppState;

/// Longest address, user and password, in characters.
const MAX_FIELD: usize = 500;

/// What a person types to connect a site.
#[derive(Clone)]
pub struct ConnectForm {
    pub address: String,
    pub username: String,
    pub password: String,
}

impl std::fmt::Debug for ConnectForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ConnectForm")
            .field("address", &self.address)
            .field("username", &self.username)
            .finish_non_exhaustive()
    }
}

/// A site's connection, for showing it.
///
/// # Errors
/// 404, also for another account's site.
pub async fn view(tenant: &Tenant, site: SiteId) -> AppResult<SiteConnection> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::get(&mut tx, site).await?;
    let row = store::integrations::of_site(&mut tx, site.id).await?;
    Ok(SiteConnection {
        site: site.id,
        site_name: site.name,
        site_url: site.url,
        connection: row.map(shown),
        may_edit: tenant.can(Action::EditIntegrations),
        may_test: tenant.can(Action::TestIntegrations),
    })
}

/// Everything of a connection but its password.
fn shown(row: IntegrationRow) -> Connection {
    Connection {
        address: row.address,
        username: row.username,
        state: row.state,
        report: row.report.map(|report| report.0).unwrap_or_default(),
        tested_at: row.tested_at,
    }
}

/// Tries new credentials and saves them. What does not work is saved too, so that it can be tested again once the site
/// is mended, but never in the place of a connection that works.
///
/// # Errors
/// 403; 404; 422 with the field that is wrong; 409 with the cause when the credentials in force are the better ones.
pub async fn connect(tenant: &Tenant, state: &AppState, site: SiteId, form: &ConnectForm) -> AppResult<Tested> {
    tenant.may(Action::EditIntegrations)?;
    let keep = |error: AppError| error.with_typed("address", &form.address).with_typed("username", &form.username);
    let form = checked(form).map_err(keep)?;
    let mut tx = tenant.begin().await?;
    sites::get(&mut tx, site).await?;
    drop(tx);
    let credentials = Credentials { user: form.username.clone(), password: Secret::new(form.password.clone()) };
    let found = doctor::examine(&state.settings, &form.address, &credentials).await?;
    if let Err(Problem::Address(refusal)) = &found {
        return Err(keep(AppError::field("address", refusal.to_string())));
    }
    let mut tx = tenant.begin().await?;
    let before = store::integrations::of_site(&mut tx, site).await?;
    let works = before.is_some_and(|row| row.state == ConnectionState::Connected);
    if works && let Err(problem) = &found {
        let sentence = format!("{problem} {} The connection you had was kept.", problem.advice());
        return Err(keep(AppError::conflict(problem.code(), sentence)));
    }
    let verdict = verdict(ConnectionState::Untested, None, found);
    // a new id for new credentials: what was sealed for others does not open in their place
    let id = IntegrationId::new();
    let secret = state
        .sealer
        .seal(&client::place(id), form.password.as_bytes())
        .map_err(|error| AppError::new(ErrorKind::Internal, "not_sealed", error.to_string()))?;
    let new = NewIntegration {
        id,
        site,
        address: &form.address,
        username: &form.username,
        secret: &secret,
        state: verdict.state,
        report: &verdict.report,
    };
    store::integrations::save(&mut tx, &new).await?;
    tell(&mut tx, AuditAction::IntegrationConnected, site, id, verdict.state).await?;
    tx.commit().await?;
    Ok(verdict.tested)
}

/// Tries the connection a site has and keeps what was found.
///
/// # Errors
/// 403; 404 for a site without a connection.
pub async fn test(tenant: &Tenant, state: &AppState, site: SiteId) -> AppResult<Tested> {
    tenant.may(Action::TestIntegrations)?;
    let mut tx = tenant.begin().await?;
    let row = store::integrations::of_site(&mut tx, site).await?.ok_or_else(|| AppError::not_found("connection"))?;
    drop(tx);
    let credentials = client::credentials(state, &row)?;
    let found = doctor::examine(&state.settings, &row.address, &credentials).await?;
    let known = row.report.and_then(|report| report.0.facts);
    let verdict = verdict(row.state, known, found);
    let mut tx = tenant.begin().await?;
    store::integrations::set_report(&mut tx, row.id, verdict.state, &verdict.report).await?;
    tell(&mut tx, AuditAction::IntegrationTested, site, row.id, verdict.state).await?;
    tx.commit().await?;
    Ok(verdict.tested)
}

/// What a test makes of a connection.
struct Verdict {
    tested: Tested,
    state: ConnectionState,
    report: Report,
}

/// A connection that failed for a reason which passes by itself stays what it was.
fn verdict(before: ConnectionState, known: Option<Facts>, found: Result<Facts, Problem>) -> Verdict {
    let (tested, state) = match &found {
        Ok(_) => (Tested::Works, ConnectionState::Connected),
        Err(problem) if problem.is_transient() => (Tested::NotReached, before),
        Err(_) => (Tested::Broken, ConnectionState::Broken),
    };
    let report = match found {
        Ok(facts) => Report { facts: Some(facts), obstacle: None },
        Err(problem) => Report { facts: known, obstacle: Some(doctor::obstacle(&problem)) },
    };
    Verdict { tested, state, report }
}

/// Forgets a site's connection and its password. What is published stays, and is found again after connecting anew.
///
/// # Errors
/// 403; 404 for a site without a connection.
pub async fn disconnect(tenant: &Tenant, site: SiteId) -> AppResult<()> {
    tenant.may(Action::EditIntegrations)?;
    let mut tx = tenant.begin().await?;
    let row = store::integrations::of_site(&mut tx, site).await?.ok_or_else(|| AppError::not_found("connection"))?;
    store::integrations::delete(&mut tx, site).await?;
    let details = json!({ "address": row.address });
    audit::record(
        &mut tx,
        Event { action: AuditAction::IntegrationDisconnected, site: Some(site), target: Some(row.id.0), details },
    )
    .await?;
    tx.commit().await
}

async fn tell(
    tx: &mut TenantTx<'_>,
    action: AuditAction,
    site: SiteId,
    id: IntegrationId,
    state: ConnectionState,
) -> AppResult<()> {
    audit::record(tx, Event { action, site: Some(site), target: Some(id.0), details: json!({ "state": state }) }).await
}

/// The form as it is kept: without spaces around its fields, and with an address that leads to the site.
fn checked(form: &ConnectForm) -> AppResult<ConnectForm> {
    let trimmed = ConnectForm {
        address: form.address.trim().to_owned(),
        username: form.username.trim().to_owned(),
        password: form.password.trim().to_owned(),
    };
    for (field, value, missing) in [
        ("address", &trimmed.address, "Enter the address of your WordPress site."),
        ("username", &trimmed.username, "Enter the name of a user of that site."),
        ("password", &trimmed.password, "Enter an application password of that user."),
    ] {
        if value.is_empty() {
            return Err(AppError::field(field, missing));
        }
        if value.chars().count() > MAX_FIELD {
            return Err(AppError::field(field, format!("Use at most {MAX_FIELD} characters.")));
        }
    }
    let address = address(&trimmed.address).map_err(|sentence| AppError::field("address", sentence))?;
    Ok(ConnectForm { address, ..trimmed })
}
