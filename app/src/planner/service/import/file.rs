//! Uploads on disk, from receiving them to importing them: written as they arrive, read as they are needed.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::decode::Utf8Reader;
use super::records::{Record, Records};
use crate::kit::id::ImportId;
use crate::kit::{AppError, ErrorKind};
use crate::planner::import::{ImportRow, ImportState, KEPT_DAYS, Layout, TextEncoding};
use crate::state::AppState;

/// Uploads that nobody has started to import are removed after this time.
pub const KEPT_FOR: Duration = Duration::from_hours(KEPT_DAYS * 24);

/// Bytes from the beginning that a layout is recognised by.
const SAMPLE: u64 = 128 * 1024;

/// The folder of uploads.
#[derive(Clone, Debug)]
pub struct Uploads(PathBuf);

impl Uploads {
    #[must_use]
    pub fn of(state: &AppState) -> Self {
        Self(state.settings.data_dir.join("imports"))
    }

    /// Where an import's file lies. The name is made here and is nothing that somebody typed.
    #[must_use]
    pub fn path(&self, id: ImportId) -> PathBuf {
        self.0.join(id.0.simple().to_string())
    }

    /// Makes the folder.
    pub async fn prepare(&self) -> io::Result<()> {
        tokio::fs::create_dir_all(&self.0).await
    }

    /// Removes an import's file; a file that is gone is no error, and one that stays is swept later.
    pub async fn remove(&self, id: ImportId) {
        let _ = tokio::fs::remove_file(self.path(id)).await;
    }

    /// Whether the file that an import has yet to read was removed.
    pub async fn lacks(&self, import: &ImportRow) -> bool {
        import.state.may_become(ImportState::Importing)
            && tokio::fs::try_exists(self.path(import.id)).await.is_ok_and(|there| !there)
    }

    /// Removes what has been lying here for long.
    pub async fn sweep(&self) {
        let Ok(mut folder) = tokio::fs::read_dir(&self.0).await else { return };
        let now = SystemTime::now();
        while let Ok(Some(entry)) = folder.next_entry().await {
            let age = entry
                .metadata()
                .await
                .and_then(|known| known.modified())
                .map(|at| now.duration_since(at).unwrap_or_default());
            if age.is_ok_and(|age| age > KEPT_FOR) {
                let _ = tokio::fs::remove_file(entry.path()).await;
            }
        }
    }
}

/// The beginning of a file as text.
pub fn sample(path: &Path, encoding: TextEncoding) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(SAMPLE).read_to_end(&mut bytes)?;
    let mut text = String::new();
    Utf8Reader::new(bytes.as_slice(), encoding).read_to_string(&mut text)?;
    Ok(text)
}

/// The rows of a file, after its titles and headings.
#[derive(Debug)]
pub struct Rows {
    records: Records<BufReader<Utf8Reader<File>>>,
}

impl Rows {
    pub fn open(path: &Path, layout: &Layout) -> io::Result<Self> {
        let text = Utf8Reader::new(File::open(path)?, layout.encoding);
        let mut records = Records::new(BufReader::with_capacity(64 * 1024, text), layout.delimiter);
        for _ in 0..layout.skip {
            records.next_record()?;
        }
        Ok(Self { records })
    }

    pub fn next_row(&mut self) -> io::Result<Option<Record>> {
        self.records.next_record()
    }
}

/// What a person is told when a file cannot be read or written.
pub fn unavailable(error: &io::Error) -> AppError {
    if error.kind() == io::ErrorKind::NotFound {
        return AppError::conflict(
            "import_file_gone",
            "The uploaded file is no longer here. Upload it again; what was imported stays.",
        );
    }
    tracing::error!(%error, "an upload cannot be stored or read");
    AppError::new(ErrorKind::Unavailable, "storage", "The file could not be stored just now. Try again in a moment.")
}
