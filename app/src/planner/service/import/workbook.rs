//! Excel workbooks (.xlsx): their first sheet becomes a text file with tabs, and is imported like any other.

use std::borrow::Cow;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::rc::Rc;

use calamine::{DataRef, Reader as _, Xlsx};

use super::archive::{self, LIMITS};
use super::file::unavailable;
use crate::kit::AppResult;
use crate::planner::import_refusal::ImportRefusal;

/// Columns that are read; keyword tools export a few dozen at most.
const MAX_COLUMNS: u32 = 200;

/// Bytes of a sheet that are read for one cell. Its text takes 32,767 characters at most, by Excel's own limits; the rest
/// is room for rows without cells before it.
const MAX_CELL: u64 = 16 * 1024 * 1024;

/// A file of which so many bytes may still be read: the reader of workbooks keeps a cell several times over, however long
/// it is.
struct Rationed {
    file: File,
    left: Rc<Cell<u64>>,
}

impl Read for Rationed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(io::Error::other("a cell is too long"));
        }
        let most = into.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = self.file.read(&mut into[..most])?;
        self.left.set(left - read as u64);
        Ok(read)
    }
}

impl Seek for Rationed {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

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
    let file = File::open(parts).map_err(|error| unavailable(&error))?;
    // what is read before the sheets was measured
    let left = Rc::new(Cell::new(u64::MAX));
    let source = BufReader::new(Rationed { file, left: left.clone() });
    let mut workbook = Xlsx::new(source).map_err(|_| ImportRefusal::BadWorkbook)?;
    let sheet = workbook.sheet_names().first().cloned().ok_or(ImportRefusal::BadWorkbook)?;
    write_sheet(&mut workbook, &sheet, &left, into)
}

fn write_sheet(workbook: &mut Xlsx<BufReader<Rationed>>, sheet: &str, left: &Cell<u64>, into: &Path) -> AppResult<i64> {
    left.set(MAX_CELL);
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| ImportRefusal::BadWorkbook)?;
    let mut next_cell = || {
        left.set(MAX_CELL);
        cells.next_cell().map_err(|_| ImportRefusal::BadWorkbook)
    };
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
    while let Some(cell) = next_cell()? {
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
        // on one line, without what would end it or the cell
        for (at, piece) in text_of(cell.get_value()).split(|c: char| c.is_control() || c == '"').enumerate() {
            if at > 0 {
                put(b" ")?;
            }
            put(piece.as_bytes())?;
        }
    }
    put(b"\n")?;
    out.flush().map_err(|error| unavailable(&error))?;
    Ok(i64::from(row) + 1)
}

fn text_of<'a>(value: &'a DataRef<'_>) -> Cow<'a, str> {
    match value {
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => figure(*number).into(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cow::Borrowed(text),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::Bool(truth) => truth.to_string().into(),
        DataRef::DateTime(moment) => moment.to_string().into(),
        DataRef::Error(_) | DataRef::Empty => Cow::Borrowed(""),
    }
}

/// A figure with a point before its decimals. Three of them would be read as thousands where something is counted; a
/// zero more says that they are none.
fn figure(number: f64) -> String {
    let text = number.to_string();
    let passes_for_thousands = text.rsplit_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    if passes_for_thousands { text + "0" } else { text }
}
