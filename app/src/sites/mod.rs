//! Sites and their sectors: what keywords are gathered for and articles are written for.
//!
//! A site belongs to an industry and works in one to five of its sectors; every keyword, cluster and idea belongs to
//! one of them. Other modules find the site that a request means with [`service::sites::resolve`], and pages keep it in
//! the address with [`scope::use_scope`].

pub mod no_site;
pub mod pages;
pub mod scope;
pub mod server_fns;
pub mod site;

#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

pub use scope::use_scope;
pub use site::{Platform, SiteRow, SiteStatus};
