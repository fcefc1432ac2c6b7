//! Credits: the ledger that explains every balance, what operations cost, and what is left.

pub mod credits;
pub mod pages;
pub mod price;
pub mod server_fns;
pub mod usage;

#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
