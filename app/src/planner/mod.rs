//! The planner: keywords come in, fall into clusters, and become ideas for articles.
//!
//! Other modules use the shared types here and the functions of [`service`]. Files go in and out by the handlers of
//! [`http`], which the server mounts: `POST /planner/import`, `POST /planner/keywords/bulk`,
//! `GET /planner/keywords.csv` and `GET /planner/import/{id}/rejected.csv`.

pub mod cluster;
pub mod country;
pub mod idea;
pub mod import;
pub mod import_refusal;
pub mod keyword;
pub mod keyword_list;
pub mod pages;
pub mod server_fns;

#[cfg(feature = "ssr")]
pub mod http;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
