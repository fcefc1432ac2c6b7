//! Imports to look at: one with its preview or its result, and where they begin.

use super::file::Uploads;
use super::preview::preview;
use crate::access::{Action, Tenant};
use crate::kit::id::{ImportId, SiteId};
use crate::kit::{AppError, AppResult};
use crate::planner::import::{ImportDetail, ImportHome, ImportRow, ImportState, Preview};
use crate::planner::service::keywords;
use crate::planner::store;
use crate::sites::service::{limits, sectors, sites};
use crate::state::AppState;

/// Imports on the list.
const LISTED: i64 = 20;

/// An import with what its page shows.
///
/// # Errors
/// 404, also for another account's; 503 when the disk refuses.
pub async fn detail(state: &AppState, tenant: &Tenant, id: ImportId) -> AppResult<ImportDetail> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let mut import = store::imports::find(&mut tx, id).await?.ok_or_else(|| AppError::not_found("import"))?;
    let site = sites::get(&mut tx, import.site).await?;
    let sectors = sectors::active(&mut tx, site.id).await?;
    let plan = limits::read(&mut tx).await?;
    let room = keywords::room(&mut tx, &plan).await?;
    drop(tx);
    import.file_gone = Uploads::of(state).lacks(&import).await;
    let waiting = import.state == ImportState::Uploaded && !import.file_gone;
    let preview = if waiting { Some(look_into(state, &import).await?) } else { None };
    Ok(ImportDetail {
        site_name: site.name,
        sectors: sectors.into_iter().map(|sector| (sector.id, sector.name)).collect(),
        preview,
        room,
        plan: plan.plan,
        may_edit: tenant.can(Action::EditPlanner),
        import,
    })
}

async fn look_into(state: &AppState, import: &ImportRow) -> AppResult<Preview> {
    let (path, layout) = (Uploads::of(state).path(import.id), import.layout.clone());
    tokio::task::spawn_blocking(move || preview(&path, &layout)).await.map_err(|panic| {
        tracing::error!(%panic, "a file could not be previewed");
        AppError::conflict("import_unreadable", "This file cannot be shown. Upload it again in another format.")
    })?
}

/// Where keywords are added to a site: its sectors, its latest imports, and how much room the plan has.
///
/// # Errors
/// 404, also for another account's site; `no_site` when there is none at all.
pub async fn home(state: &AppState, tenant: &Tenant, site: Option<SiteId>) -> AppResult<ImportHome> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, site).await?;
    let sectors = sectors::active(&mut tx, site.id).await?;
    let mut imports = store::imports::list(&mut tx, site.id, LISTED).await?;
    let plan = limits::read(&mut tx).await?;
    let room = keywords::room(&mut tx, &plan).await?;
    drop(tx);
    let uploads = Uploads::of(state);
    for import in &mut imports {
        import.file_gone = uploads.lacks(import).await;
    }
    Ok(ImportHome {
        site: site.id,
        site_name: site.name,
        sectors: sectors.into_iter().map(|sector| (sector.id, sector.name)).collect(),
        imports,
        room,
        plan: plan.plan,
        may_edit: tenant.can(Action::EditPlanner),
    })
}
