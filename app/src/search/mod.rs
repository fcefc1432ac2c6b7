//! Search over everything an account has, by name: for the palette in the header and for the page `/search`.
//!
//! It reads the tables of other modules and changes none. What it finds is what their lists would show; the shell asks
//! [`server_fns::find_anything`] as somebody types.

pub mod found;
pub mod pages;
pub mod server_fns;
pub mod text;

#[cfg(feature = "ssr")]
mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use found::{Found, Hit, Kind, Shown};
pub use text::SearchText;
