//! Publishing's SQL: one file a record, one function a query.

pub mod publications;
pub mod published_images;
pub mod sync_events;
