//! What a person corrects in the preview, and the start of the import.

use super::file::{Uploads, sample, unavailable};
use super::layout::recognise;
use crate::access::{Action, Tenant, TenantTx};
use crate::jobs::JobKind;
use crate::jobs::job::Queued;
use crate::jobs::service::{self as jobs, NewJob};
use crate::kit::id::{ImportId, SectorId};
use crate::kit::{AppError, AppResult};
use crate::planner::country::parse_country;
use crate::planner::import::{Delimiter, Field, ImportForm, ImportRow, ImportState, Layout, TextEncoding};
use crate::planner::store;
use crate::sites::service::{sectors, sites};
use crate::state::AppState;

/// Most rows that can be passed over at the top.
const MAX_SKIP: usize = 100;

/// Keeps what was corrected, for another look.
///
/// # Errors
/// 403; 404; 409 once the import has begun; 422 with one sentence a field.
pub async fn set_layout(state: &AppState, tenant: &Tenant, id: ImportId, form: &ImportForm) -> AppResult<()> {
    let mut tx = tenant.begin().await?;
    apply(state, tenant, &mut tx, id, form).await.map_err(|error| typed(error, form))?;
    tx.commit().await
}

/// Keeps what was corrected and starts the import; one that stopped goes on where it stopped.
///
/// # Errors
/// As [`set_layout`]; 409 `read_anew` when another encoding or delimiter was chosen: that is kept, and is to be seen in
/// the preview first; 409 `already_at_work`, and `site_off` while the site is switched off.
pub async fn start(state: &AppState, tenant: &Tenant, id: ImportId, form: Option<&ImportForm>) -> AppResult<Queued> {
    let begun = match form {
        Some(corrected) => begin(state, tenant, id, form).await.map_err(|error| typed(error, corrected)),
        None => begin(state, tenant, id, None).await,
    };
    begun?.ok_or_else(|| {
        AppError::conflict("read_anew", "The file is read in another way now. Check the preview, then import it.")
    })
}

/// Queues the import; none when it is read anew and nobody has seen yet what comes of that.
async fn begin(
    state: &AppState,
    tenant: &Tenant,
    id: ImportId,
    form: Option<&ImportForm>,
) -> AppResult<Option<Queued>> {
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let import = match form {
        Some(form) => apply(state, tenant, &mut tx, id, form).await?,
        None => open_import(&mut tx, id).await?,
    };
    if form.is_some_and(|form| is_read_anew(&import.layout, form)) {
        tx.commit().await?;
        return Ok(None);
    }
    sites::require_active(&mut tx, import.site).await?;
    store::imports::set_state(&mut tx, id, ImportState::Importing).await?;
    let title = format!("Import {}", import.file_name);
    let job = NewJob { target: Some(id.0), payload: serde_json::Value::Null };
    let queued = jobs::enqueue(&mut tx, JobKind::ImportKeywords, &title, Some(import.site), vec![job]).await?;
    tx.commit().await?;
    Ok(Some(queued))
}

/// An import that may still begin or go on, locked.
async fn open_import(tx: &mut TenantTx<'_>, id: ImportId) -> AppResult<ImportRow> {
    let import = store::imports::lock(tx, id).await?.ok_or_else(|| AppError::not_found("import"))?;
    if import.state.may_become(ImportState::Importing) {
        return Ok(import);
    }
    Err(AppError::conflict("import_begun", "This import has begun already; its progress is shown here."))
}

/// Keeps what was corrected, and gives back the import as it was.
async fn apply(
    state: &AppState,
    tenant: &Tenant,
    tx: &mut TenantTx<'_>,
    id: ImportId,
    form: &ImportForm,
) -> AppResult<ImportRow> {
    tenant.may(Action::EditPlanner)?;
    let import = open_import(tx, id).await?;
    if import.counts.rows > 0 {
        return Err(AppError::conflict(
            "import_begun",
            "Part of this file has been imported; the rest is read the same way.",
        ));
    }
    let sector: SectorId =
        form.sector.parse().map_err(|_| AppError::field("sector", "Choose the sector these belong to."))?;
    sectors::resolve(tx, import.site, Some(sector)).await?;
    let layout = corrected(state, &import, form).await?;
    store::imports::set_layout(tx, id, sector, &layout).await?;
    Ok(import)
}

/// The error with what was chosen, so that the form still holds it when it is shown again.
fn typed(error: AppError, form: &ImportForm) -> AppError {
    let error = error
        .with_typed("sector", &form.sector)
        .with_typed("encoding", &form.encoding)
        .with_typed("delimiter", &form.delimiter)
        .with_typed("skip", &form.skip)
        .with_typed("country", &form.country);
    Field::ALL.iter().fold(error, |error, field| error.with_typed(field.input(), form.columns.of(*field)))
}

/// Whether another encoding or delimiter was chosen, which makes other columns than those of the form.
fn is_read_anew(layout: &Layout, form: &ImportForm) -> bool {
    form.encoding != layout.encoding.as_str() || form.delimiter != layout.delimiter.as_str()
}

/// The layout as the person wants it. Other columns are recognised anew.
async fn corrected(state: &AppState, import: &ImportRow, form: &ImportForm) -> AppResult<Layout> {
    let mut layout = import.layout.clone();
    let encoding: TextEncoding =
        form.encoding.parse().map_err(|_| AppError::field("encoding", "Choose an encoding of the list."))?;
    let delimiter: Delimiter =
        form.delimiter.parse().map_err(|_| AppError::field("delimiter", "Choose what stands between the columns."))?;
    let country =
        parse_country(&form.country).ok_or_else(|| AppError::field("country", "Choose a country of the list."))?;
    if is_read_anew(&layout, form) {
        let (path, lines) = (Uploads::of(state).path(import.id), layout.lines);
        let read = tokio::task::spawn_blocking(move || sample(&path, encoding)).await;
        let text = read.map_err(|_| AppError::not_found("upload"))?.map_err(|error| unavailable(&error))?;
        layout = recognise(&text, encoding, lines, Some(delimiter));
    } else {
        layout.skip = form
            .skip
            .trim()
            .parse()
            .ok()
            .filter(|skip| *skip <= MAX_SKIP)
            .ok_or_else(|| AppError::field("skip", format!("A number from 0 to {MAX_SKIP}.")))?;
        for field in Field::ALL {
            let column = match form.columns.of(*field).trim() {
                "" => None,
                number => Some(
                    number
                        .parse::<usize>()
                        .ok()
                        .filter(|column| *column < layout.columns.len())
                        .ok_or_else(|| AppError::field(field.input(), "Choose a column of the file."))?,
                ),
            };
            if *field == Field::Keyword && column.is_none() {
                return Err(AppError::field(field.input(), "Choose the column that holds the keywords."));
            }
            layout.map.set(*field, column);
        }
    }
    layout.country = country;
    Ok(layout)
}
