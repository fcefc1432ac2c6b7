//! The SQL of the search: one file a record, one function a query.
//!
//! Row-level security keeps `LIKE` from index conditions, so that the rows of an account are looked through one by one, by
//! the index that has them in the order of their site. Each query says where it stops.

pub mod clusters;
pub mod contents;
pub mod ideas;
pub mod keywords;
pub mod sites;
pub mod tasks;

use crate::access::TenantTx;
use crate::kit::id::SiteId;
use crate::kit::like::{beginning, containing};
use crate::search::found::Shown;
use crate::search::text::SearchText;

/// Keywords that are looked through for a text within one: as many as the largest plan allows. Those of the current site
/// come first, then the latest. Beyond, a keyword is found by its beginning, however many there are, or in its list.
pub const KEYWORDS_LOOKED_THROUGH: i64 = 20_000;

/// Clusters, ideas, tasks and articles, each, that are looked through, in the same order.
///
/// Up to these bounds the cost grows with the account: two to six milliseconds a thousand rows (two cores, at work beside
/// it; rows of 1 kB), 0.13 s for an account that is beyond all of them. There it stays.
pub const LOOKED_THROUGH: i64 = 5_000;

/// What is looked for, as the queries need it.
#[derive(Clone, Debug)]
pub struct Sought {
    text: String,
    /// Patterns of names that hold the text, and that begin with it.
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

/// Has this transaction read rows by the indexes alone, in their order, up to where each query stops. Left to itself, the
/// planner finds it cheaper to read a table whole and to sort it, once the account's rows are a good part of it.
pub async fn stay_within_bounds(tx: &mut TenantTx<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        SELECT set_config('enable_seqscan', 'off', true) AS whole, set_config('enable_bitmapscan', 'off', true) AS bitmaps
        "#
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// A state in words: being switched off covers the rest.
fn state_or_off(label: &str, disabled: bool) -> String {
    if disabled { "Switched off" } else { label }.to_owned()
}
