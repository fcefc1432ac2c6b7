//! Excel workbooks (.xlsx): their first sheet becomes a text file with tabs, and is imported like any other.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use calamine::{DataRef, Reader as _, Xlsx};

use super::archive::{self, LIMITS};
use super::file::unavailable;
use crate::kit::AppResult;
use crate::planner::import_refusal::ImportRefusal;

/// Columns that are read; keyword tools export a few dozen at most.
const MAX_COLUMNS: u32 = 200;

/// Replaces an archive on disk by the text of its first sheet and gives back its number of lines.
///
/// # Errors
/// [`ImportRefusal::Zip`] when it is no workbook, `BadWorkbook` when it cannot be read, `UnpacksTooLarge` when it unpacks
/// to too much; 503 when the disk refuses.
pub fn unpack(path: &Path) -> AppResult<i64> {
    let (parts, text) = (path.with_extension("parts"), path.with_extension("part"));
    let lines = archive::reduce(path, &parts, LIMITS).and_then(|()| write_first_sheet(&parts, &text));
    let _ = std::fs::remove_file(&parts);
    match lines {
        Ok(lines) => {
            std::fs::rename(&text, path).map_err(|error| unavailable(&error))?;
            Ok(lines)
        }
        Err(error) => {
            let _ = std::fs::remove_file(&text);
            Err(error)
        }
    }
}

fn write_first_sheet(parts: &Path, into: &Path) -> AppResult<i64> {
    let source = File::open(parts).map_err(|error| unavailable(&error))?;
    let mut workbook = Xlsx::new(BufReader::new(source)).map_err(|_| ImportRefusal::BadWorkbook)?;
    let sheet = workbook.sheet_names().first().cloned().ok_or(ImportRefusal::BadWorkbook)?;
    write_sheet(&mut workbook, &sheet, into)
}

fn write_sheet(workbook: &mut Xlsx<BufReader<File>>, sheet: &str, into: &Path) -> AppResult<i64> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| ImportRefusal::BadWorkbook)?;
    let mut out = BufWriter::new(File::create(into).map_err(|error| unavailable(&error))?);
    let mut written: u64 = 0;
    let mut put = |bytes: &[u8]| {
        written += bytes.len() as u64;
        // places without a cell take room in the text, and none in the workbook
        if written > LIMITS.total {
            return Err(ImportRefusal::UnpacksTooLarge.into());
        }
        out.write_all(bytes).map_err(|error| unavailable(&error))
    };
    let (mut row, mut column) = (0_u32, 0_u32);
    while let Some(cell) = cells.next_cell().map_err(|_| ImportRefusal::BadWorkbook)? {
        let (at_row, at_column) = cell.get_position();
        if at_column >= MAX_COLUMNS {
            continue;
        }
        // rows and columns without a cell are there all the same
        while row < at_row {
            put(b"\n")?;
            (row, column) = (row + 1, 0);
        }
        while column < at_column {
            put(b"\t")?;
            column += 1;
        }
        put(text_of(cell.get_value()).as_bytes())?;
    }
    put(b"\n")?;
    out.flush().map_err(|error| unavailable(&error))?;
    Ok(i64::from(row) + 1)
}

/// A cell as text on one line, without what would end it.
fn text_of(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => moment.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    };
    text.chars().map(|c| if c.is_control() || c == '"' { ' ' } else { c }).collect()
}
