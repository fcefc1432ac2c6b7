//! Imports, as both sides know them: how far one is, what a look into its file shows, and what came of it.

mod layout;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kit::id::{ImportId, SectorId, SiteId};
use crate::kit::page::Page;
use crate::ui::Tone;

pub use layout::{ColumnMap, Delimiter, Field, Layout, TextEncoding, Tool};

/// Largest file, in bytes (50 MB); about a million keywords with their figures.
pub const MAX_FILE: u64 = 50 * 1024 * 1024;

/// Days after which a file that nobody imports is removed.
pub const KEPT_DAYS: u64 = 14;

/// Files of an account that may wait to be imported: each takes up to 200 MB of the disk.
pub const MAX_WAITING: i64 = 20;

/// Lines of a pasted list; longer ones are imported as a file.
pub const MAX_PASTED: usize = 5_000;

crate::words! {
    /// Where an import stands.
    pub enum ImportState {
        Uploaded = "uploaded",
        Importing = "importing",
        Done = "done",
        Failed = "failed",
    }
}

impl ImportState {
    /// Which may follow which: what failed or was cancelled can go on where it stopped.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Uploaded | Self::Failed => matches!(next, Self::Importing),
            Self::Importing => matches!(next, Self::Done | Self::Failed),
            Self::Done => false,
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Uploaded => "To be checked",
            Self::Importing => "Importing",
            Self::Done => "Imported",
            Self::Failed => "Stopped",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Uploaded => Tone::Neutral,
            Self::Importing => Tone::Blue,
            Self::Done => Tone::Green,
            Self::Failed => Tone::Red,
        }
    }
}

/// What came of an import so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Rows read.
    pub rows: i64,
    pub imported: i64,
    /// There already, in whatever spelling, or twice in the file.
    pub duplicates: i64,
    pub rejected: i64,
    /// Left out because the plan has no room for more keywords.
    pub over_limit: i64,
}

/// An import on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    pub id: ImportId,
    pub site: SiteId,
    pub sector: SectorId,
    pub file_name: String,
    pub layout: Layout,
    pub state: ImportState,
    pub counts: ImportCounts,
    pub error: Option<String>,
    pub created_at: DateTime<Utc>,
    /// What is left of its file was removed: nothing more can be imported.
    #[serde(default)]
    pub file_gone: bool,
}

impl ImportRow {
    /// Its state in words, which says also when nothing can come of it any more.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match (self.state, self.file_gone) {
            (ImportState::Uploaded, true) => "File removed",
            (state, _) => state.label(),
        }
    }
}

/// What the preview's form sends, unchecked: places of columns as text, empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportForm {
    pub sector: String,
    pub encoding: String,
    pub delimiter: String,
    pub skip: String,
    /// Taken where a row names no country.
    pub country: String,
    pub columns: ColumnForm,
}

/// The column chosen for each field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnForm {
    pub keyword: String,
    pub volume: String,
    pub difficulty: String,
    pub cpc: String,
    pub intent: String,
    pub country: String,
}

impl ColumnForm {
    #[must_use]
    pub fn of(&self, field: Field) -> &str {
        match field {
            Field::Keyword => &self.keyword,
            Field::Volume => &self.volume,
            Field::Difficulty => &self.difficulty,
            Field::Cpc => &self.cpc,
            Field::Intent => &self.intent,
            Field::Country => &self.country,
        }
    }
}

/// A row of the file as it will be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    pub line: i64,
    pub cells: Vec<String>,
    pub outcome: PreviewOutcome,
}

/// What a row becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreviewOutcome {
    /// The keyword and figures, as they will be kept.
    Keyword {
        keyword: String,
        volume: Option<i64>,
        difficulty: Option<i16>,
        cpc_minor: Option<i64>,
        intent: Option<String>,
        country: String,
    },
    /// Why it will be rejected.
    Rejected(String),
}

/// A look into the file before anything is imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    pub rows: Vec<PreviewRow>,
    /// Rows looked at, of which so many can be imported.
    pub checked: i64,
    pub good: i64,
    /// The file ends within what was looked at, so the figures are exact.
    pub complete: bool,
}

/// What adding keywords to a site begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportHome {
    pub site: SiteId,
    pub site_name: String,
    /// The site's active sectors: id and name.
    pub sectors: Vec<(SectorId, String)>,
    /// The latest imports, newest first.
    pub imports: Vec<ImportRow>,
    /// Keywords the plan still has room for; none: as many as wanted.
    pub room: Option<i64>,
    pub plan: String,
    pub may_edit: bool,
}

/// An import with all that its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDetail {
    pub import: ImportRow,
    pub site_name: String,
    /// The site's active sectors: id and name.
    pub sectors: Vec<(SectorId, String)>,
    /// While nothing has been imported yet.
    pub preview: Option<Preview>,
    /// Keywords the plan still has room for; none: as many as wanted.
    pub room: Option<i64>,
    pub plan: String,
    pub may_edit: bool,
}

/// A row that could not be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Counted from 1, as an editor shows it.
    pub line: i64,
    /// The row as it came, shortened.
    pub content: String,
    pub reason: String,
}

/// A page of rejected rows.
pub type RejectionPage = Page<Rejection>;

#[cfg(test)]
mod tests {
    use super::ImportState::{Done, Failed, Importing, Uploaded};
    use super::*;

    #[test]
    fn every_pair_of_states_is_decided() {
        let legal = [(Uploaded, Importing), (Importing, Done), (Importing, Failed), (Failed, Importing)];
        for from in ImportState::ALL {
            for to in ImportState::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }
}
