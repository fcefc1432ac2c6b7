//! Taking back what a bulk action did, for 30 days.
//!
//! An action records its [`Change`] in its own transaction and answers with an [`Undoable`]; pages offer "Undo" in a
//! toast, and without JavaScript in an [`UndoNotice`].

mod notice;
pub mod server_fns;

#[cfg(feature = "ssr")]
mod change;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;

use serde::{Deserialize, Serialize};

use super::id::UndoId;

#[cfg(feature = "ssr")]
pub use change::Change;
pub use notice::{UndoNotice, undo_toast};
#[cfg(feature = "ssr")]
pub use service::{DAYS, record, sentence_of, take_back};

/// What an action did, and the handle to take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoable<T> {
    pub value: T,
    pub undo: UndoId,
}
