//! Text and image models behind two traits, and nothing of the product: no database, no records.
//!
//! A caller describes what it wants as a brief ([`brief`]), turns it into a request ([`prompts`]), and gets a typed,
//! validated answer ([`ask()`](ask::ask)) from any [`TextModel`](text::TextModel): OpenAI-compatible, Anthropic, or
//! the built-in sandbox, which needs no key and no network. Pictures come from an
//! [`ImageModel`](image::ImageModel) in the same way. Charging for a call is `metering`, and nobody else's business.

pub mod answer;
pub mod brief;
pub mod structure;

#[cfg(feature = "ssr")]
pub mod anthropic;
#[cfg(feature = "ssr")]
pub mod ask;
#[cfg(feature = "ssr")]
pub mod breaker;
#[cfg(feature = "ssr")]
pub mod error;
#[cfg(feature = "ssr")]
pub mod html;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod image;
#[cfg(all(test, feature = "ssr"))]
mod judged;
#[cfg(feature = "ssr")]
pub mod metering;
#[cfg(feature = "ssr")]
pub mod openai;
#[cfg(feature = "ssr")]
pub mod openai_images;
#[cfg(feature = "ssr")]
pub mod prompts;
#[cfg(feature = "ssr")]
pub mod sandbox;
#[cfg(feature = "ssr")]
mod schema;
#[cfg(all(test, feature = "ssr"))]
pub(crate) mod scripted;
#[cfg(feature = "ssr")]
mod sse;
#[cfg(feature = "ssr")]
pub mod steady;
#[cfg(feature = "ssr")]
mod string_field;
#[cfg(all(test, feature = "ssr"))]
mod testing;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
pub mod validate;
#[cfg(feature = "ssr")]
pub mod webp;
