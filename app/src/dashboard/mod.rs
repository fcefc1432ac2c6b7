//! The first page: the pipeline stage by stage, what needs attention, credits, what happened lately.

pub mod figures;
pub mod pages;
pub mod server_fns;

#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
