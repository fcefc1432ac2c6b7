//! IGNY8: from keyword research to published articles.
#![recursion_limit = "512"]

pub mod access;
pub mod accounts;
pub mod ai;
pub mod billing;
pub mod dashboard;
pub mod images;
pub mod integrations;
pub mod jobs;
pub mod kit;
pub mod planner;
pub mod publishing;
pub mod routes;
pub mod search;
pub mod shell;
pub mod sites;
pub mod ui;
pub mod writer;

#[cfg(feature = "ssr")]
pub mod check;
#[cfg(feature = "ssr")]
pub mod database;
#[cfg(feature = "ssr")]
pub mod demo;
#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(all(test, feature = "ssr"))]
mod testing;

pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::build::{BUILD_EVENT, browser_build};
#[cfg(feature = "hydrate")]
pub use shell::document::hydrate;
#[cfg(feature = "ssr")]
pub use shell::document::{refusal_document, shell};
