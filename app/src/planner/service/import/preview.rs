//! A look into a file before anything is imported.

use std::path::Path;

use super::file::{Rows, unavailable};
use super::row;
use crate::kit::AppResult;
use crate::kit::text::shorten;
use crate::planner::import::{Layout, Preview, PreviewOutcome, PreviewRow};

/// Rows that are shown.
const SHOWN: usize = 10;

/// Rows that are checked: quick enough for a page, enough to see what is wrong.
const CHECKED: i64 = 5_000;

/// Longest cell that is shown, in characters.
const MAX_CELL: usize = 60;

/// Reads the first rows as they would be imported.
///
/// # Errors
/// 409 `import_file_gone`; 503 when the disk refuses.
pub fn preview(path: &Path, layout: &Layout) -> AppResult<Preview> {
    let mut rows = Rows::open(path, layout).map_err(|error| unavailable(&error))?;
    let mut preview = Preview { rows: Vec::new(), checked: 0, good: 0, complete: true };
    while let Some(record) = rows.next_row().map_err(|error| unavailable(&error))? {
        if preview.checked == CHECKED {
            preview.complete = false;
            break;
        }
        preview.checked += 1;
        let read = row::read(&record, layout);
        preview.good += i64::from(read.is_ok());
        if preview.rows.len() < SHOWN {
            preview.rows.push(PreviewRow {
                line: record.line,
                cells: record.cells.iter().map(|cell| shorten(cell, MAX_CELL)).collect(),
                outcome: read.map_or_else(
                    |rejection| PreviewOutcome::Rejected(rejection.reason),
                    |keyword| PreviewOutcome::Keyword {
                        keyword: shorten(&keyword.keyword, MAX_CELL),
                        volume: keyword.volume,
                        difficulty: keyword.difficulty,
                        cpc_minor: keyword.cpc_minor,
                        intent: keyword.intent.map(|intent| intent.label().to_owned()),
                        country: keyword.country,
                    },
                ),
            });
        }
    }
    Ok(preview)
}
