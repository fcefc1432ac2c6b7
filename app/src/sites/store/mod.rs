//! The SQL of sites: one file a record.

pub mod industries;
pub mod limits;
pub mod milestones;
pub mod sectors;
pub mod sites;
