//! PostgreSQL's own log: written by its programs, read by us to say what went wrong.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

use crate::StartError;
use crate::place::Place;

/// A log longer than this, in bytes, is put aside as `postgres.log.1` at the next start. With our
/// settings PostgreSQL writes some lines a start and next to nothing else.
const ROTATE_AT: u64 = 1 << 20;

/// What an error quotes: at most so many lines, of at most so many bytes altogether.
const QUOTED_LINES: usize = 10;
const QUOTED_BYTES: u64 = 4096;

/// What PostgreSQL says when it finds its own files missing or wrong.
const SIGNS_OF_DAMAGE: [&str; 6] = [
    "PANIC:",
    "could not find the database system",
    "checkpoint record",
    "control file",
    "is not a valid data directory",
    "invalid data in file",
];

/// The log from the moment on that a program of ours began to write to it.
#[derive(Debug)]
pub(crate) struct Log {
    file: File,
    path: PathBuf,
    data_dir: PathBuf,
    begin: u64,
}

impl Log {
    /// Opens the log for a program's output.
    pub(crate) fn open(place: &Place) -> Result<Self, StartError> {
        let path = place.log();
        if fs::symlink_metadata(&path).is_ok_and(|log| log.len() > ROTATE_AT) {
            fs::rename(&path, path.with_extension("log.1")).map_err(|error| StartError::io(&path, error))?;
        }
        let file = place.open(&path)?;
        let begin = file.metadata().map_err(|error| StartError::io(&path, error))?.len();
        Ok(Self { file, path, data_dir: place.dir.clone(), begin })
    }

    /// A handle for a program's standard output or standard error.
    pub(crate) fn writer(&self) -> Result<File, StartError> {
        self.file.try_clone().map_err(|error| StartError::io(&self.path, error))
    }

    /// The last lines written since the log was opened. What can't be read is left out: it only
    /// adds to an error.
    pub(crate) fn tail(&self) -> String {
        let mut text = Vec::new();
        let mut file = &self.file;
        let length = file.metadata().map_or(self.begin, |log| log.len());
        let from = self.begin.max(length.saturating_sub(QUOTED_BYTES));
        if file.seek(SeekFrom::Start(from)).is_ok() {
            // A part read before an error is still worth quoting.
            let _ = file.read_to_end(&mut text);
        }
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(QUOTED_LINES)..].join("\n")
    }

    /// Why `program` ended with an error, by what it printed.
    pub(crate) fn explain(&self, program: &'static str) -> StartError {
        let (data_dir, log_file, log) = (self.data_dir.clone(), self.path.clone(), self.tail());
        if log.contains("No space left on device") {
            StartError::DiskFull { path: data_dir, log }
        } else if SIGNS_OF_DAMAGE.iter().any(|sign| log.contains(sign)) {
            StartError::Damaged { data_dir, log_file, log }
        } else {
            StartError::Failed { program, log_file, log }
        }
    }
}
