//! Accounts, people, sign-up, sign-in, sessions.

pub mod account;
pub mod pages;
pub mod server_fns;

#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

pub use account::AccountStatus;
