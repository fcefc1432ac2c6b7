//! Reads a keyword file of any importable form without a database, for the command line.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::file::{Rows, sample, unavailable};
use super::layout::recognise;
use super::row;
use super::sniff::{Sniffed, Sniffer};
use super::workbook;
use crate::kit::AppResult;
use crate::planner::import::TextEncoding;
use crate::planner::import_refusal::ImportRefusal;

/// A keyword of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileKeyword {
    pub keyword: String,
    /// Searches a month, where the file says.
    pub volume: Option<i64>,
}

/// What a file held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileKeywords {
    pub keywords: Vec<FileKeyword>,
    /// Rows that are no keyword.
    pub rejected: i64,
}

/// Reads a file; one that is a workbook is unpacked beside it in the temporary folder.
///
/// # Errors
/// A sentence when the file is missing, empty, or nothing that can be imported.
pub fn read_file(path: &Path) -> AppResult<FileKeywords> {
    let sniffed = sniff(path)?;
    let unpacked;
    let (path, encoding, lines) = match sniffed {
        Sniffed::Text { encoding, lines } => (path, encoding, lines),
        Sniffed::Archive => {
            unpacked = tempfile(path)?;
            let lines = workbook::unpack(&unpacked.0)?;
            (unpacked.0.as_path(), TextEncoding::Utf8, lines)
        }
    };
    let text = sample(path, encoding).map_err(|error| unavailable(&error))?;
    if text.trim().is_empty() {
        return Err(ImportRefusal::NoRows.into());
    }
    let layout = recognise(&text, encoding, lines, None);
    let mut rows = Rows::open(path, &layout).map_err(|error| unavailable(&error))?;
    let mut found = FileKeywords { keywords: Vec::new(), rejected: 0 };
    while let Some(record) = rows.next_row().map_err(|error| unavailable(&error))? {
        match row::read(&record, &layout) {
            Ok(new) => found.keywords.push(FileKeyword { keyword: new.keyword, volume: new.volume }),
            Err(_) => found.rejected += 1,
        }
    }
    Ok(found)
}

fn sniff(path: &Path) -> AppResult<Sniffed> {
    let mut file = File::open(path).map_err(|error| unavailable(&error))?;
    let mut sniffer = Sniffer::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer).map_err(|error| unavailable(&error))?;
        if read == 0 {
            break;
        }
        sniffer.feed(&buffer[..read]);
    }
    Ok(sniffer.finish()?)
}

/// A copy that is removed again.
struct Copy(std::path::PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn tempfile(path: &Path) -> AppResult<Copy> {
    let copy = std::env::temp_dir().join(uuid::Uuid::now_v7().simple().to_string());
    std::fs::copy(path, &copy).map_err(|error| unavailable(&error))?;
    Ok(Copy(copy))
}
