//! Rejected rows: a page of them, and all of them as a file to correct and import again.

use bytes::Bytes;
use futures::Stream;
use uuid::Uuid;

use super::layout::headings;
use super::records::Records;
use crate::access::{Action, Tenant};
use crate::kit::id::ImportId;
use crate::kit::page::{Cursor, PAGE_SIZE};
use crate::kit::{AppError, AppResult};
use crate::planner::import::{Delimiter, Layout, Rejection, RejectionPage};
use crate::planner::service::keywords::export::{BYTE_ORDER_MARK, csv_line, safe_cell};
use crate::planner::store;

/// Rows of one step of the file.
const STEP: i64 = 2_000;

/// A page of the rows that an import rejected, in the file's order.
///
/// # Errors
/// 404, also for another account's.
pub async fn rejected_page(tenant: &Tenant, import: ImportId, at: Option<&str>) -> AppResult<RejectionPage> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let row = store::imports::find(&mut tx, import).await?.ok_or_else(|| AppError::not_found("import"))?;
    let from = at.and_then(Cursor::parse);
    let backwards = from.as_ref().is_some_and(|cursor| cursor.backwards);
    let line = from.as_ref().and_then(|cursor| cursor.place.as_ref()?.key.parse::<i64>().ok());
    let line = line.unwrap_or(if backwards { i64::MAX } else { 0 });
    let rows = store::imports::rejections(&mut tx, import, line, backwards, PAGE_SIZE + 1).await?;
    // lines are what they are sorted and found by; a cursor wants an id besides
    let place = |rejection: &Rejection| Cursor::place(Uuid::nil(), &rejection.line.to_string());
    Ok(RejectionPage::cut(rows, PAGE_SIZE, row.counts.rejected, &from, place))
}

/// Every rejected row as CSV: its line, the reason, and its cells under headings that are recognised when the file is
/// uploaded again. Read from the database as the reader takes it.
///
/// # Errors
/// 404, also for another account's. Once begun, the file ends early when the database goes away.
pub async fn rejected_csv(
    tenant: &Tenant,
    import: ImportId,
) -> AppResult<(String, impl Stream<Item = AppResult<Bytes>> + use<>)> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let row = store::imports::find(&mut tx, import).await?.ok_or_else(|| AppError::not_found("import"))?;
    drop(tx);
    let (tenant, delimiter) = (tenant.clone(), row.layout.delimiter);
    let stream = futures::stream::try_unfold(Some((head(&row.layout), 0_i64)), move |at| {
        let tenant = tenant.clone();
        async move {
            let Some((mut text, after)) = at else { return Ok(None) };
            let mut tx = tenant.begin().await?;
            let rows = store::imports::rejections(&mut tx, import, after, false, STEP).await?;
            for row in &rows {
                text.extend(line(row, delimiter));
            }
            let full = i64::try_from(rows.len()).is_ok_and(|count| count == STEP);
            let next = rows.last().filter(|_| full).map(|row| (Vec::new(), row.line));
            Ok((!text.is_empty()).then_some((Bytes::from(text), next)))
        }
    });
    Ok((row.file_name, stream))
}

/// The headings. The first two are no field's; they stand before the cells, of which a row may have any number.
fn head(layout: &Layout) -> Vec<u8> {
    let headings = headings(layout);
    let line = ["line", "reason"].map(str::to_owned).into_iter().chain(headings.iter().map(|name| safe_cell(name)));
    [BYTE_ORDER_MARK.as_bytes(), &csv_line(line)].concat()
}

/// A row under these headings, cut into its cells anew.
fn line(row: &Rejection, delimiter: Delimiter) -> Vec<u8> {
    let record = Records::new(row.content.as_bytes(), delimiter).next_record().ok().flatten();
    let cells = record.map(|record| record.cells).unwrap_or_default();
    let told = [row.line.to_string(), safe_cell(&row.reason)];
    csv_line(told.into_iter().chain(cells.iter().map(|cell| safe_cell(cell))))
}
