//! The planner's pages: one folder a part.

pub mod clusters;
mod filter_parts;
pub mod ideas;
pub mod import;
pub mod keywords;
