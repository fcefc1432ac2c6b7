//! Revisions as both sides know them: every save of an article, and how two of them differ.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kit::id::ContentId;

crate::words! {
    /// Why there is a revision.
    pub enum RevisionReason {
        Generated = "generated",
        Edited = "edited",
        Restored = "restored",
        PulledFromSite = "pulled_from_site",
    }
}

impl RevisionReason {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Generated => "Generated",
            Self::Edited => "Edited",
            Self::Restored => "Restored",
            Self::PulledFromSite => "Pulled from the site",
        }
    }
}

/// A revision as the list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionRow {
    pub version: i64,
    pub title: String,
    pub words: i64,
    pub reason: RevisionReason,
    /// Who saved it; nobody for what a job wrote on a schedule.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

/// The revisions of an article, and two of them side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionList {
    pub content: ContentId,
    pub title: String,
    /// The version that stands now.
    pub current: i64,
    /// Latest first.
    pub revisions: Vec<RevisionRow>,
    pub difference: Option<Difference>,
    pub may_restore: bool,
}

/// How one revision became another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub from: i64,
    pub to: i64,
    pub added: i64,
    pub removed: i64,
    /// Paragraph by paragraph, as Markdown.
    pub paragraphs: Vec<Vec<DiffPart>>,
}

/// A run of text and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffPart {
    pub kind: DiffKind,
    pub text: String,
}

/// What became of a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiffKind {
    Same,
    Added,
    Removed,
}
