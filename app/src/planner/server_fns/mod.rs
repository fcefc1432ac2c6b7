//! The door for pages: one file a part of the planner.

pub mod clusters;
pub mod ideas;
pub mod imports;
pub mod keywords;
