//! The frame around every page: the document, the navigation, the header.

pub mod build;
pub mod data;
pub mod document;
pub mod frame;
mod navigation;
mod palette;
pub mod places;
#[cfg(feature = "ssr")]
pub mod refusal;
pub mod server_fns;
mod shortcuts;

#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
pub(crate) mod theme;
