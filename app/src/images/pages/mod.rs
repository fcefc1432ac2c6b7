//! The pictures' pages: the list, and the panel beside an article.

mod actions;
mod content_images;
mod group;
mod list;
mod manage;
mod thumbnail;

pub use content_images::ContentImages;
pub use list::ImagesPage;
