//! The pictures' SQL: one file a record, one function a query.

pub mod articles;
pub mod image_list;
pub mod images;
