//! The door for pages: guard, call a service, map the error.
//!
//! Bulk actions take their rows in two ways: as JSON in `selection`, which our script writes for ticked rows and for all
//! that match and the server for the one row of a menu; or as the `ids` that a browser without our script sends.

pub mod contents;
pub mod review;
pub mod tasks;
