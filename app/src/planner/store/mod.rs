//! The SQL of the planner: one file a record.

pub mod cluster_runs;
pub mod clusters;
pub mod ideas;
pub mod imports;
pub mod keywords;
