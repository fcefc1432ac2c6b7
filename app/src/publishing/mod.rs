//! Publishing approved articles to their site, once, and saying what became of them there.
//!
//! Others use [`service::publish::enqueue`]; the editor shows [`pages::PublishPanel`], a site's connection page
//! [`pages::SyncLog`]. How "once" is kept is told in `docs/decisions/011-publishing-once.md`.

pub mod pages;
pub mod publication;
pub mod server_fns;

#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
