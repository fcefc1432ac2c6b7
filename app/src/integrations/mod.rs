//! Connections of sites: where a site's WordPress is, who we are there, and whether that works.
//!
//! Publishing asks [`service::client::of_site`] for a signed-in client and reports back what the site refused. The
//! page of a site shows [`pages::ConnectionPanel`].

pub mod connection;
pub mod pages;
pub mod server_fns;

#[cfg(all(test, feature = "ssr"))]
pub(crate) mod fake_wordpress;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

pub use connection::ConnectionState;
