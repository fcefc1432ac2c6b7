//! Adding keywords: where a file is uploaded or a list pasted, and what becomes of an import.

mod detail;
mod history;
mod home;
mod mapping;
mod paste_form;
mod preview;
mod rejections;
mod result;
mod upload_form;

pub use detail::ImportPage;
pub use home::ImportHomePage;
