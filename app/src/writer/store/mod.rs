//! The writer's SQL: one file a record, one function a query.

pub mod content_list;
pub mod contents;
pub mod deleted_contents;
pub mod deleted_tasks;
pub mod ideas;
mod keyset;
pub mod receipts;
pub mod review;
pub mod revisions;
pub mod sections;
pub mod slugs;
pub mod task_list;
pub mod tasks;

use crate::ai::structure::UnknownCode;

/// Reads a code kept as text, such as a structure.
fn coded<T: std::str::FromStr<Err = UnknownCode>>(code: &str) -> sqlx::Result<T> {
    code.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))
}
