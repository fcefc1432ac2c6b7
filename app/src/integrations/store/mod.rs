//! The connections' SQL.

pub mod integrations;
