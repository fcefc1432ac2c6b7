//! The job that imports a file: reads on a thread of its own, writes a batch at a time.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::batch::{self, BATCH, Batch, Place};
use super::file::{Rows, Uploads, unavailable};
use crate::access::audit::{self, Event};
use crate::access::{AuditAction, TenantTx};
use crate::jobs::context::{JobContext, JobFailure, JobResult};
use crate::kit::id::ImportId;
use crate::kit::text::{count_of, thousands};
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::planner::import::{ImportCounts, ImportRow, ImportState, Layout};
use crate::planner::store;
use crate::sites::service::sites;

/// Pages hear of progress at most this often.
const SAY_EVERY: Duration = Duration::from_millis(400);

/// Imports a file from where an earlier run stopped. Rows and the note of how far it is are written together, so a
/// run after a crash neither repeats rows nor takes its own for duplicates.
///
/// # Errors
/// Final when the import, its file or its site is gone; otherwise worth another try.
pub async fn run(job: &JobContext) -> JobResult {
    let id = ImportId(job.target()?);
    let mut tx = job.begin().await?;
    let import = store::imports::lock(&mut tx, id).await?.ok_or_else(|| AppError::not_found("import"))?;
    sites::get(&mut tx, import.site).await?;
    if import.state.may_become(ImportState::Importing) {
        // a failed job that is tried again
        store::imports::set_state(&mut tx, id, ImportState::Importing).await?;
    }
    tx.commit().await?;
    let mut counts = import.counts;
    if import.state != ImportState::Done {
        let path = Uploads::of(&job.state).path(id);
        let (mut batches, reading) = read_in_background(path, import.layout.clone(), counts.rows);
        let mut said: Option<Instant> = None;
        while let Some(batch) = batches.recv().await {
            counts = write(job, &import, &batch, counts).await?;
            if said.is_none_or(|at| at.elapsed() >= SAY_EVERY) {
                said = Some(Instant::now());
                say(job, &import, counts).await?;
            }
        }
        end_of(reading).await?;
    }
    finish(job, &import, counts).await
}

/// Reads the file on a thread that waits for the database when it is ahead: two batches at most lie between them. When
/// no more come, the file may be over or the reading may have stopped: its end says which.
fn read_in_background(
    path: PathBuf,
    layout: Layout,
    done: i64,
) -> (mpsc::Receiver<Batch>, JoinHandle<std::io::Result<()>>) {
    let (sender, receiver) = mpsc::channel(2);
    let reading = tokio::task::spawn_blocking(move || -> std::io::Result<()> {
        let mut rows = Rows::open(&path, &layout)?;
        for _ in 0..done {
            rows.next_row()?;
        }
        loop {
            let mut batch = Batch::default();
            while batch.len() < BATCH
                && let Some(record) = rows.next_row()?
            {
                batch.push(&record, &layout);
            }
            // nobody waits for it any more when the job was cancelled
            if batch.len() == 0 || sender.blocking_send(batch).is_err() {
                return Ok(());
            }
        }
    });
    (receiver, reading)
}

/// How the reading ended.
async fn end_of(reading: JoinHandle<std::io::Result<()>>) -> AppResult<()> {
    let read = reading.await.map_err(|panic| {
        tracing::error!(%panic, "a file could not be read to its end");
        AppError::new(
            ErrorKind::Internal,
            "import_unreadable",
            "The file could not be read to its end. What was imported stays; upload the rest in another format.",
        )
    })?;
    read.map_err(|error| unavailable(&error))
}

async fn write(
    job: &JobContext,
    import: &ImportRow,
    batch: &Batch,
    before: ImportCounts,
) -> Result<ImportCounts, JobFailure> {
    let place =
        Place { import: import.id, site: import.site, sector: import.sector, source: import.layout.tool.as_str() };
    let mut tx = job.begin().await?;
    let counts = batch::write(&mut tx, place, batch, before).await?;
    store::imports::set_counts(&mut tx, import.id, counts).await?;
    tx.commit().await?;
    Ok(counts)
}

async fn say(job: &JobContext, import: &ImportRow, counts: ImportCounts) -> Result<(), JobFailure> {
    let total = import.layout.lines.max(counts.rows);
    let message = format!(
        "Row {} of about {} · {} imported",
        thousands(counts.rows),
        thousands(total),
        thousands(counts.imported)
    );
    job.progress(counts.rows, total, &message).await
}

async fn finish(job: &JobContext, import: &ImportRow, counts: ImportCounts) -> JobResult {
    let mut tx = job.begin().await?;
    store::imports::finish(&mut tx, import.id).await?;
    let details = serde_json::json!({ "file": import.file_name, "imported": counts.imported, "duplicates": counts.duplicates, "rejected": counts.rejected });
    audit::record(
        &mut tx,
        Event { action: AuditAction::KeywordsImported, site: Some(import.site), target: Some(import.id.0), details },
    )
    .await?;
    let done = job.complete(tx, &counts).await?;
    // after the end is written: should the process die in between, the sweep removes the file
    Uploads::of(&job.state).remove(import.id).await;
    Ok(done)
}

/// Says on the import why it stopped. It can go on from there.
///
/// # Errors
/// 503 when the database is away.
pub async fn failed(tx: &mut TenantTx<'_>, target: Uuid, error: &AppError) -> AppResult<()> {
    Ok(store::imports::stop(tx, ImportId(target), &error.message).await?)
}

/// Says on the import that it was cancelled. It can go on from there.
///
/// # Errors
/// 503 when the database is away.
pub async fn cancelled(tx: &mut TenantTx<'_>, target: Uuid) -> AppResult<()> {
    let id = ImportId(target);
    let done = store::imports::lock(tx, id).await?.map_or(0, |import| import.counts.rows);
    let sentence = format!(
        "Cancelled after {}. What was imported stays; the rest can still be imported.",
        count_of(done, "row", "rows")
    );
    Ok(store::imports::stop(tx, id, &sentence).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reading_that_breaks_down_does_not_pass_for_the_end_of_the_file() {
        let broken = tokio::task::spawn_blocking(|| -> std::io::Result<()> { panic!("a fault of ours") });
        assert_eq!(end_of(broken).await.expect_err("is told").code, "import_unreadable");
        let gone = std::io::Error::from(std::io::ErrorKind::NotFound);
        let gone = end_of(tokio::task::spawn_blocking(|| Err(gone))).await.expect_err("is told");
        assert_eq!(gone.code, "import_file_gone");
        assert_eq!(end_of(tokio::task::spawn_blocking(|| Ok(()))).await, Ok(()));
    }
}
