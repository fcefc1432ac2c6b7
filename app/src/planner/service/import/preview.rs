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

/// Bytes of rows after which no more are checked: a page waits for them.
const CHECKED_BYTES: usize = 4 * 1024 * 1024;

/// Longest cell that is shown, in characters.
const MAX_CELL: usize = 60;

/// Reads the first rows as they would be imported.
///
/// # Errors
/// 409 `import_file_gone`; 503 when the disk refuses.
pub fn preview(path: &Path, layout: &Layout) -> AppResult<Preview> {
    let mut rows = Rows::open(path, layout).map_err(|error| unavailable(&error))?;
    let mut preview = Preview { rows: Vec::new(), checked: 0, good: 0, complete: true };
    let mut bytes = 0;
    while let Some(record) = rows.next_row().map_err(|error| unavailable(&error))? {
        if preview.checked == CHECKED || bytes >= CHECKED_BYTES {
            preview.complete = false;
            break;
        }
        preview.checked += 1;
        bytes += record.content.len();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::import::TextEncoding;
    use crate::planner::service::import::layout::recognise;

    #[test]
    fn a_look_into_a_file_of_huge_rows_ends_early() {
        let path = std::env::temp_dir().join(uuid::Uuid::now_v7().simple().to_string());
        let layout = recognise("cold brew", TextEncoding::Utf8, 1, None);
        let look = |rows: usize| {
            std::fs::write(&path, format!("{}\n", "x".repeat(60_000)).repeat(rows)).expect("is written");
            preview(&path, &layout).expect("is read")
        };
        let (few, many) = (look(10), look(200));
        std::fs::remove_file(&path).expect("is removed");
        assert_eq!((few.checked, few.complete), (10, true));
        assert_eq!((many.checked, many.complete), (70, false));
    }
}
