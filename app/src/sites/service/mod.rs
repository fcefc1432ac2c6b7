//! The rules of sites: what may be added, changed, switched off and deleted, by whom, and how many.

pub mod industries;
pub mod limits;
pub mod sectors;
pub mod sites;
mod validate;

pub use validate::address;

#[cfg(test)]
mod tests;
