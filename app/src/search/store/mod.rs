//! The SQL of the search: one file a record, one function a query.
//!
//! Row-level security keeps `ILIKE` from index conditions, so that the rows of an account are looked through one by one,
//! by the index that has them in the order of their site. Each query says where it stops.

pub mod clusters;
pub mod contents;
pub mod ideas;
pub mod keywords;
pub mod sites;
pub mod tasks;

use crate::kit::id::SiteId;
use crate::kit::like::{beginning, containing};
use crate::search::found::Shown;
use crate::search::text::SearchText;

/// Rows of each kind that are looked through for a text within a name, those of the current site first, then the latest:
/// as many keywords as the largest plan allows. Up to here the cost grows with the account, about a millisecond a
/// thousand rows; beyond, it stays, and what lies further back is found by the beginning of a keyword alone, or in its
/// list.
pub const LOOKED_THROUGH: i64 = 20_000;

/// What is looked for, as the queries need it.
#[derive(Clone, Debug)]
pub struct Sought {
    text: String,
    /// `ILIKE` patterns of names that hold the text, and that begin with it.
    containing: String,
    beginning: String,
    /// Rows of this site come first.
    here: Option<SiteId>,
    /// One more than is shown, so that it is known whether there are more.
    limit: i64,
}

impl Sought {
    pub fn new(text: &SearchText, here: Option<SiteId>, shown: Shown) -> Self {
        Self {
            text: text.as_str().to_owned(),
            containing: containing(text.as_str()),
            beginning: beginning(text.as_str()),
            here,
            limit: i64::try_from(shown.most() + 1).unwrap_or(i64::MAX),
        }
    }
}

/// A state in words: being switched off covers the rest.
fn state_or_off(label: &str, disabled: bool) -> String {
    if disabled { "Switched off" } else { label }.to_owned()
}
