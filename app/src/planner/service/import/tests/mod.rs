//! Imports on a real database: whole files, bad files, limits, crashes, and other people's imports.

mod archives;
mod bad_files;
mod crashes;
mod files;
mod limits;
mod others;

use std::convert::Infallible;

use bytes::Bytes;
use futures::stream;

use super::{Upload, detail, receive, rejected_page, start};
use crate::kit::AppResult;
use crate::kit::id::ImportId;
use crate::planner::import::{ColumnForm, Field, ImportCounts, ImportForm, ImportRow, ImportState, Rejection};
use crate::testing::{Person, TestSite, World};

pub(super) const GOOGLE: &[u8] = include_bytes!("../../../../../testdata/google-keyword-planner.csv");
pub(super) const AHREFS: &[u8] = include_bytes!("../../../../../testdata/ahrefs-matching-terms.csv");
pub(super) const SEMRUSH: &[u8] = include_bytes!("../../../../../testdata/semrush-broad-match.csv");
pub(super) const CONSOLE: &[u8] = include_bytes!("../../../../../testdata/search-console-queries.csv");
pub(super) const BY_HAND: &[u8] = include_bytes!("../../../../../testdata/by-hand.csv");
pub(super) const WORKBOOK: &[u8] = include_bytes!("../../../../../testdata/keywords.xlsx");
pub(super) const ARCHIVE: &[u8] = include_bytes!("../../../../../testdata/archive.zip");

/// Somebody on the largest plan with a site.
async fn importer(world: &World, name: &str) -> (Person, TestSite) {
    let person = world.owner(name).await;
    person.on_plan("scale", 0).await;
    let site = person.site().await;
    (person, site)
}

/// Sends a file as a browser would, in pieces.
async fn upload(person: &Person, site: TestSite, name: &str, bytes: &[u8]) -> AppResult<ImportId> {
    let pieces: Vec<Result<Bytes, Infallible>> =
        bytes.chunks(10_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let upload = Upload { site: Some(site.site), sector: Some(site.sector), file_name: name.to_owned() };
    receive(&person.state, &person.tenant, &upload, stream::iter(pieces)).await
}

/// Uploads and imports a file as it was recognised.
async fn import(world: &World, person: &Person, site: TestSite, bytes: &[u8]) -> ImportRow {
    let id = upload(person, site, "keywords.csv", bytes).await.expect("is received");
    start(&person.state, &person.tenant, id, None).await.expect("starts");
    world.run_jobs().await;
    shown(person, id).await
}

async fn shown(person: &Person, id: ImportId) -> ImportRow {
    detail(&person.state, &person.tenant, id).await.expect("is there").import
}

async fn rejected(person: &Person, id: ImportId) -> Vec<Rejection> {
    rejected_page(&person.tenant, id, None).await.expect("is there").rows
}

/// The preview's form as it stands at first.
fn form_of(import: &ImportRow) -> ImportForm {
    let column = |field| import.layout.map.of(field).map(|at| at.to_string()).unwrap_or_default();
    ImportForm {
        sector: import.sector.to_string(),
        encoding: import.layout.encoding.to_string(),
        delimiter: import.layout.delimiter.to_string(),
        skip: import.layout.skip.to_string(),
        country: import.layout.country.clone(),
        columns: ColumnForm {
            keyword: column(Field::Keyword),
            volume: column(Field::Volume),
            difficulty: column(Field::Difficulty),
            cpc: column(Field::Cpc),
            intent: column(Field::Intent),
            country: column(Field::Country),
        },
    }
}

const fn counts(rows: i64, imported: i64, duplicates: i64, rejected: i64, over_limit: i64) -> ImportCounts {
    ImportCounts { rows, imported, duplicates, rejected, over_limit }
}

/// A keyword's figures as they were stored.
async fn figures(person: &Person, keyword: &str) -> (Option<i64>, Option<i16>, Option<i64>, Option<String>, String) {
    let mut tx = person.tenant.begin().await.expect("begins");
    sqlx::query_as("SELECT volume, difficulty, cpc_minor, intent, country FROM keywords WHERE keyword = $1")
        .bind(keyword)
        .fetch_one(tx.conn())
        .await
        .expect("was imported")
}

/// How many keywords the account has.
async fn stored(person: &Person) -> i64 {
    let mut tx = person.tenant.begin().await.expect("begins");
    sqlx::query_scalar("SELECT count(*) FROM keywords").fetch_one(tx.conn()).await.expect("counts")
}

fn is_done(import: &ImportRow) -> bool {
    import.state == ImportState::Done
}
