//! Ideas: the list, and one idea.

mod add_dialog;
mod bar;
mod detail;
mod filters;
mod list;
mod outline_editor;
mod row;

pub use detail::IdeaPage;
pub use list::IdeasPage;
