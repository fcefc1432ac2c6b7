//! Receives a file: written to disk as it arrives, never held in memory, refused as soon as it cannot be right.

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use tokio::io::AsyncWriteExt as _;
use tokio::sync::Semaphore;

use super::file::{KEPT_FOR, Uploads, sample, unavailable};
use super::layout::recognise;
use super::sniff::{Sniffed, Sniffer};
use super::workbook;
use crate::access::{Action, Tenant, TenantTx};
use crate::kit::AppResult;
use crate::kit::id::{ImportId, SectorId, SiteId};
use crate::kit::text::shorten;
use crate::planner::import::{Layout, MAX_FILE, MAX_WAITING, TextEncoding};
use crate::planner::import_refusal::ImportRefusal;
use crate::planner::store;
use crate::sites::service::{limits, sectors, sites};
use crate::state::AppState;

/// Workbooks that are unpacked at once: one may take some hundred megabytes of memory.
static UNPACKING: Semaphore = Semaphore::const_new(1);

/// Where the keywords of a file go, as far as the person has said so.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    pub site: Option<SiteId>,
    pub sector: Option<SectorId>,
    pub file_name: String,
}

/// Receives a file and recognises its layout. Nothing is imported yet.
///
/// # Errors
/// 403; 404 for the site or sector; 409 `uploads_waiting`; 422 with another [`ImportRefusal`]'s code; 503 when the disk
/// refuses. The file is gone then.
pub async fn receive<S, E>(state: &AppState, tenant: &Tenant, upload: &Upload, chunks: S) -> AppResult<ImportId>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, upload.site).await?;
    // with several sectors the preview asks which; until then it is the first
    let sector = match upload.sector {
        None => sectors::active(&mut tx, site.id).await?.into_iter().next().ok_or_else(no_sector)?,
        named => sectors::resolve(&mut tx, site.id, named).await?,
    };
    refuse_too_many(&mut tx).await?;
    // no transaction is kept open while a slow client sends
    drop(tx);
    let uploads = Uploads::of(state);
    uploads.sweep().await;
    let id = ImportId::new();
    let stored = async {
        let layout = store_file(&uploads, id, chunks).await?;
        let mut tx = tenant.begin().await?;
        // more may have come meanwhile; from here on they take turns
        limits::lock(&mut tx).await?;
        refuse_too_many(&mut tx).await?;
        store::imports::insert(
            &mut tx,
            id,
            site.id,
            sector.id,
            &file_name(&upload.file_name),
            &layout,
            Some(&id.to_string()),
        )
        .await?;
        tx.commit().await?;
        AppResult::Ok(id)
    };
    let stored = stored.await;
    if stored.is_err() {
        uploads.remove(id).await;
    }
    stored
}

/// Refuses another file while as many as may wait are here.
async fn refuse_too_many(tx: &mut TenantTx<'_>) -> AppResult<()> {
    let since = tx.now() - KEPT_FOR;
    if store::imports::count_waiting(tx, since).await? < MAX_WAITING {
        Ok(())
    } else {
        Err(ImportRefusal::UploadsWaiting.into())
    }
}

fn no_sector() -> crate::kit::AppError {
    crate::kit::AppError::conflict(
        "no_sector",
        "This site has no active sector. Choose one under Sites first: keywords belong to a sector.",
    )
}

/// The name without any folder, for people to recognise the file by.
fn file_name(given: &str) -> String {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    if name.trim().is_empty() { "Upload".to_owned() } else { shorten(&name, 200) }
}

async fn store_file<S, E>(uploads: &Uploads, id: ImportId, mut chunks: S) -> AppResult<Layout>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
{
    let path = uploads.path(id);
    uploads.prepare().await.map_err(|error| unavailable(&error))?;
    let mut file = tokio::fs::File::create(&path).await.map_err(|error| unavailable(&error))?;
    let mut sniffer = Sniffer::new();
    let mut size: u64 = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| ImportRefusal::CutShort)?;
        size += chunk.len() as u64;
        if size > MAX_FILE {
            return Err(ImportRefusal::TooLarge.into());
        }
        sniffer.feed(&chunk);
        file.write_all(&chunk).await.map_err(|error| unavailable(&error))?;
    }
    file.flush().await.map_err(|error| unavailable(&error))?;
    drop(file);
    let sniffed = sniffer.finish()?;
    let turn = match sniffed {
        Sniffed::Archive => UNPACKING.acquire().await.ok(),
        Sniffed::Text { .. } => None,
    };
    // reading and unpacking are the processor's work, not the network's
    tokio::task::spawn_blocking(move || {
        // ends with the work, not with a client that goes away
        let _turn = turn;
        let (encoding, lines) = match sniffed {
            Sniffed::Text { encoding, lines } => (encoding, lines),
            Sniffed::Archive => (TextEncoding::Utf8, workbook::unpack(&path)?),
        };
        let text = sample(&path, encoding).map_err(|error| unavailable(&error))?;
        if text.trim().is_empty() {
            return Err(ImportRefusal::NoRows.into());
        }
        Ok(recognise(&text, encoding, lines, None))
    })
    .await
    .map_err(|panic| {
        tracing::error!(%panic, "an upload could not be looked at");
        ImportRefusal::Binary
    })?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_shown_without_their_folders() {
        assert_eq!(file_name("C:\\Users\\ada\\keywords.csv"), "keywords.csv");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("\u{7}"), "Upload");
    }
}
