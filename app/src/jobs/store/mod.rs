//! The SQL of batches and jobs.

pub mod batches;
pub mod ended;
pub mod jobs;
