//! The planner's pages: one folder a part.

pub mod clusters;
pub mod ideas;
pub mod import;
pub mod keywords;
