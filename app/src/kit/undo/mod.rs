//! Taking back what a bulk action did, for 30 days.
//!
//! An action records its [`Change`] in its own transaction and answers with an [`Undoable`]; pages offer "Undo" in a
//! toast, and without JavaScript in an [`UndoNotice`]. The [`ChangesPage`] lists all that can still be taken back.

mod notice;
mod page;
pub mod server_fns;

#[cfg(feature = "ssr")]
mod change;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::id::UndoId;
use super::text::thousands;

#[cfg(feature = "ssr")]
pub use change::Change;
pub use notice::{UndoNotice, undo_toast};
pub use page::ChangesPage;
#[cfg(feature = "ssr")]
pub use service::{list, record, sentence_of, take_back};

/// Days for which a change can be taken back.
pub const DAYS: i64 = 30;

/// What an action did, and the handle to take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoable<T> {
    pub value: T,
    pub undo: UndoId,
}

/// A change that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedChange {
    pub id: UndoId,
    /// What was done.
    pub sentence: String,
    /// The first of the things it was done to, by name.
    pub first: Vec<String>,
    /// How many things it was done to.
    pub count: usize,
    pub who: Option<String>,
    pub at: DateTime<Utc>,
    pub may_undo: bool,
}

impl RecordedChange {
    /// Which things it was done to, as far as there is room; none where their names say nothing.
    #[must_use]
    pub fn names(&self) -> Option<String> {
        let quoted: Vec<String> = self.first.iter().map(|name| format!("“{name}”")).collect();
        let others = i64::try_from(self.count.saturating_sub(quoted.len())).unwrap_or(i64::MAX);
        match (quoted.is_empty(), others) {
            (true, _) => None,
            (false, 0) => Some(quoted.join(", ")),
            (false, others) => Some(format!("{} and {} more", quoted.join(", "), thousands(others))),
        }
    }
}
