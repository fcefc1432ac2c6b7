//! What the usage page shows.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::credits::{Balance, EntryKind, Operation, Pool};
use crate::kit::page::Page;

/// Days that usage is summed over.
pub const USAGE_DAYS: i64 = 30;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    pub balance: Balance,
    /// The last [`USAGE_DAYS`] days, oldest first; days without work are there with 0.
    pub by_day: Vec<DaySpent>,
    /// Over the same days, most first.
    pub by_operation: Vec<OperationSpent>,
    pub entries: Page<LedgerEntry>,
}

/// Credits charged on one day, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySpent {
    pub day: NaiveDate,
    pub credits: i64,
}

/// Credits charged for one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationSpent {
    pub operation: Operation,
    pub credits: i64,
}

/// One movement of the balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    pub sequence: i64,
    pub at: DateTime<Utc>,
    pub kind: EntryKind,
    pub operation: Option<Operation>,
    pub pool: Pool,
    pub amount: i64,
    pub balance_after: i64,
}
