//! The SQL of credits.

pub mod calls;
pub mod ledger;
pub mod rates;
pub mod reservations;
pub mod usage;
