//! From an idea that is ready to an article that is approved: tasks, writing, content with its revisions, and review.
//!
//! Others use [`service`]: the planner makes tasks from ideas (`tasks::from_ideas`), images report that a draft has
//! all of its pictures (`review::images_done`), publishing loads what it sends and moves the site status
//! (`contents::load_for_publishing`, `contents::set_site_status`), and jobs write articles (`writing::run`).

pub mod content;
pub mod content_list;
pub mod headings;
pub mod pages;
pub mod revision;
pub mod server_fns;
pub mod status;
pub mod task;

#[cfg(feature = "ssr")]
pub mod markdown;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;

pub use status::{ContentStatus, SiteStatus, TaskStatus};
