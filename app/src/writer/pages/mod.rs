//! The writer's pages: tasks, articles, the editor, revisions, review, what is approved.

mod approved;
mod contents;
mod editor;
mod preview;
mod review;
mod revisions;
mod tasks;

pub use approved::ApprovedPage;
pub use contents::ContentsPage;
pub use editor::EditorPage;
pub use preview::PreviewPage;
pub use review::ReviewPage;
pub use revisions::RevisionsPage;
pub use tasks::{TaskPage, TasksPage};
