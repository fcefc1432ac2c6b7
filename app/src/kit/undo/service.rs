//! Recording changes and taking them back.

use std::collections::HashMap;

use chrono::Duration;
use serde_json::json;
use uuid::Uuid;

use super::{Change, DAYS, RecordedChange, store};
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::id::UndoId;
use crate::kit::page::{Cursor, Page};
use crate::kit::{AppError, AppResult};

/// Changes of a page: each record holds all that taking it back needs, which may be thousands of ids.
const LISTED: i64 = 20;
/// Things of a change that are named.
const NAMED: usize = 3;

/// Records a change in the transaction that makes it.
///
/// # Errors
/// 503 when the database is away.
pub async fn record(tx: &mut TenantTx<'_>, change: &Change) -> AppResult<UndoId> {
    let change = serde_json::to_value(change).map_err(|error| {
        tracing::error!(%error, "a change could not be written down");
        AppError::new(
            crate::kit::ErrorKind::Internal,
            "internal",
            "Something went wrong on our side. Nothing was changed.",
        )
    })?;
    Ok(store::insert(tx, &change).await?)
}

/// What a recorded change did, for offering to take it back; `None` once that has happened or is too late.
///
/// # Errors
/// 404, also for another account's.
pub async fn sentence_of(tenant: &Tenant, id: UndoId) -> AppResult<Option<String>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let row = store::lock(&mut tx, id).await?.ok_or_else(|| AppError::not_found("change"))?;
    let open = row.undone_at.is_none() && row.created_at + Duration::days(DAYS) > tx.now();
    Ok(open.then(|| read(row.change)).transpose()?.map(|change| change.sentence()))
}

/// A page of what can still be taken back, the latest first. `at`: the page's cursor, empty for the first.
///
/// # Errors
/// 403; 503 when the database is away.
pub async fn list(tenant: &Tenant, at: &str) -> AppResult<Page<RecordedChange>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let since = tx.now() - Duration::days(DAYS);
    let from = Cursor::parse(at);
    let newer = from.as_ref().is_some_and(|cursor| cursor.backwards);
    let beside = from.as_ref().and_then(|cursor| cursor.place.as_ref()).map(|place| UndoId(place.id));
    let total = store::count_open(&mut tx, since).await?;
    let rows = store::open(&mut tx, since, beside, newer, LISTED + 1).await?;
    let page = Page::cut(rows, LISTED, total, &from, |row| Cursor::place(row.id.0, ""));
    // what another version wrote cannot be taken back by this one
    let readable: Vec<(store::OpenRow, Change)> = page
        .rows
        .into_iter()
        .filter_map(|mut row| serde_json::from_value(row.change.take()).ok().map(|change| (row, change)))
        .collect();
    let wanted: Vec<Uuid> = readable.iter().flat_map(|(_, change)| change.things().into_iter().take(NAMED)).collect();
    let names: HashMap<Uuid, String> = store::names(&mut tx, &wanted).await?.into_iter().collect();
    let rows = readable
        .into_iter()
        .map(|(row, change)| {
            let things = change.things();
            RecordedChange {
                id: row.id,
                sentence: change.sentence(),
                first: things.iter().take(NAMED).filter_map(|id| names.get(id).cloned()).collect(),
                count: things.len(),
                who: row.who,
                at: row.created_at,
                may_undo: may_take_back(tenant, &change),
            }
        })
        .collect();
    Ok(Page { rows, total, next: page.next, previous: page.previous })
}

fn may_take_back(tenant: &Tenant, change: &Change) -> bool {
    tenant.can(Action::EditPlanner) && (!matches!(change, Change::SiteDeleted { .. }) || tenant.can(Action::EditSites))
}

/// Takes a change back and says what came of it.
///
/// # Errors
/// 403; 404; 409 `undone_already` and `undo_too_late`; whatever the change's own module refuses.
pub async fn take_back(tenant: &Tenant, id: UndoId) -> AppResult<String> {
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let row = store::lock(&mut tx, id).await?.ok_or_else(|| AppError::not_found("change"))?;
    if row.undone_at.is_some() {
        return Err(AppError::conflict("undone_already", "This has been taken back already."));
    }
    if row.created_at + Duration::days(DAYS) <= tx.now() {
        return Err(AppError::conflict(
            "undo_too_late",
            format!("Changes can be taken back for {DAYS} days; this one is older."),
        ));
    }
    let change = read(row.change)?;
    if let Change::SiteDeleted { .. } = change {
        tenant.may(Action::EditSites)?;
    }
    let sentence = change.take_back(&mut tx).await?;
    store::mark_undone(&mut tx, id).await?;
    let event = Event {
        action: AuditAction::ChangeUndone,
        site: None,
        target: Some(id.0),
        details: json!({ "did": change.sentence() }),
    };
    audit::record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(sentence)
}

fn read(change: serde_json::Value) -> AppResult<Change> {
    serde_json::from_value(change).map_err(|error| {
        tracing::error!(%error, "a recorded change cannot be read");
        AppError::conflict(
            "undo_unreadable",
            "This change was made by another version and can no longer be taken back.",
        )
    })
}
