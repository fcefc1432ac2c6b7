//! The door for pages: guard, call a service, map the error.
//!
//! Bulk actions take their selection as JSON in one field: the same form works for ticked rows, for all that match,
//! and, written by the server into the page, for one row without JavaScript.

pub mod contents;
pub mod review;
pub mod tasks;

#[cfg(feature = "ssr")]
use serde::de::DeserializeOwned;

#[cfg(feature = "ssr")]
use crate::kit::AppError;
#[cfg(feature = "ssr")]
use crate::kit::selection::Selection;

/// Reads the selection of a form.
#[cfg(feature = "ssr")]
fn selection<F: DeserializeOwned>(json: &str) -> Result<Selection<F>, AppError> {
    serde_json::from_str(json).map_err(|_| {
        AppError::invalid("unreadable_request", "The selection could not be read. Reload the page and try again.")
    })
}
