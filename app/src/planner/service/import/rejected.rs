//! Rejected rows: a page of them, and all of them as a file to correct and import again.

use bytes::Bytes;
use futures::Stream;
use uuid::Uuid;

use crate::access::{Action, Tenant};
use crate::kit::id::ImportId;
use crate::kit::page::{Cursor, PAGE_SIZE};
use crate::kit::{AppError, AppResult};
use crate::planner::import::{Rejection, RejectionPage};
use crate::planner::service::keywords::export::{csv_line, safe_cell};
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
    let (line, backwards) =
        from.as_ref().map_or((0, false), |cursor| (cursor.key.parse().unwrap_or(0), cursor.backwards));
    let rows = store::imports::rejections(&mut tx, import, line, backwards, PAGE_SIZE + 1).await?;
    // lines are what they are sorted and found by; a cursor wants an id besides
    let place = |rejection: &Rejection| Cursor::place(Uuid::nil(), &rejection.line.to_string());
    Ok(RejectionPage::cut(rows, PAGE_SIZE, row.counts.rejected, &from, place))
}

/// Every rejected row as CSV: line, reason, content. Read from the database as the reader takes it.
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
    let tenant = tenant.clone();
    let stream = futures::stream::try_unfold(Some(0_i64), move |after| {
        let tenant = tenant.clone();
        async move {
            let Some(after) = after else { return Ok(None) };
            let mut tx = tenant.begin().await?;
            let rows = store::imports::rejections(&mut tx, import, after, false, STEP).await?;
            let mut text = if after == 0 { csv_line(["Line", "Reason", "Row"]) } else { Vec::new() };
            for row in &rows {
                text.extend(csv_line([row.line.to_string(), safe_cell(&row.reason), safe_cell(&row.content)]));
            }
            let full = i64::try_from(rows.len()).is_ok_and(|count| count == STEP);
            let next = rows.last().filter(|_| full).map(|row| row.line);
            Ok((!text.is_empty()).then_some((Bytes::from(text), next)))
        }
    });
    Ok((row.file_name, stream))
}
