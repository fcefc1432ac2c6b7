//! The SQL of batches and jobs.

pub mod batches;
pub mod jobs;
