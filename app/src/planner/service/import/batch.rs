//! One batch of rows into the database: the same for files and for pasted lists.

use super::row;
use crate::access::TenantTx;
use crate::kit::AppResult;
use crate::kit::id::{ImportId, SectorId, SiteId};
use crate::planner::import::{ImportCounts, Layout, Rejection};
use crate::planner::service::import::records::Record;
use crate::planner::service::keywords;
use crate::planner::store;
use crate::planner::store::keywords::NewKeyword;

/// Rows of one transaction: large enough that its overhead does not show, small enough that a crash loses little.
pub const BATCH: usize = 1_000;

/// Rejected rows that are kept to be looked at; more are counted only. A file with more of them is the wrong file.
const MAX_REJECTIONS: i64 = 100_000;

/// Rows, read.
#[derive(Debug, Default)]
pub struct Batch {
    pub keywords: Vec<NewKeyword>,
    pub rejections: Vec<Rejection>,
}

impl Batch {
    pub fn push(&mut self, record: &Record, layout: &Layout) {
        match row::read(record, layout) {
            Ok(keyword) => self.keywords.push(keyword),
            Err(rejection) => self.rejections.push(rejection),
        }
    }

    #[must_use]
    pub const fn len(&self) -> usize {
        self.keywords.len() + self.rejections.len()
    }
}

/// Where a batch goes.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub import: ImportId,
    pub site: SiteId,
    pub sector: SectorId,
    pub source: &'a str,
}

/// Writes a batch, up to the plan's limit, and gives back the counts with it added.
///
/// # Errors
/// 503 when the database is away; the transaction is then to be dropped.
pub async fn write(
    tx: &mut TenantTx<'_>,
    place: Place<'_>,
    batch: &Batch,
    before: ImportCounts,
) -> AppResult<ImportCounts> {
    let room = keywords::lock_room(tx).await?;
    let inserted = store::keywords::insert(tx, place.site, place.sector, place.source, &batch.keywords, room).await?;
    let kept = (MAX_REJECTIONS - before.rejected).clamp(0, i64::MAX);
    let kept = batch.rejections.len().min(usize::try_from(kept).unwrap_or(0));
    store::imports::insert_rejections(tx, place.import, &batch.rejections[..kept]).await?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(ImportCounts {
        rows: before.rows + count(batch.len()),
        imported: before.imported + inserted.imported,
        duplicates: before.duplicates + inserted.duplicates,
        rejected: before.rejected + count(batch.rejections.len()),
        over_limit: before.over_limit + inserted.over_limit,
    })
}
