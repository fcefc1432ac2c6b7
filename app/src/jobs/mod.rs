//! Slow work: batches that people ask for, made of jobs that workers do, with progress that pages watch.

pub mod job;
pub mod live;
pub mod pages;
pub mod server_fns;

#[cfg(feature = "ssr")]
mod again;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
mod dispatch;
#[cfg(feature = "ssr")]
mod ending;
#[cfg(feature = "ssr")]
pub mod events;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
pub mod worker;

pub use job::{BatchView, JobKind, JobState};
