//! The first page: the pipeline stage by stage, what needs attention, credits, what happened lately.

mod attention;
pub mod figures;
mod lists;
pub mod pages;
pub mod server_fns;

#[cfg(feature = "ssr")]
mod gathering;
#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;
