//! Pictures of articles: what they should show, the files, the pages where people look after them.
//!
//! Others use [`service`]: articles ask for their pictures (`prompts::enqueue`), show themselves with them
//! (`placement::placed`), and publishing takes the finished ones (`listing::finished`). The editor shows
//! [`pages::ContentImages`] beside an article.

pub mod image;
pub mod image_list;
pub mod pages;
pub mod server_fns;

#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(all(test, feature = "ssr"))]
pub(crate) mod testing;
#[cfg(feature = "ssr")]
pub mod upload;

pub use image::{ImageKind, ImageStatus};
