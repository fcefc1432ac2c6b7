//! Keywords: the list, and one of them.

mod bar;
mod cluster_button;
mod detail;
mod filters;
mod list;
mod row;
mod table;

pub use detail::KeywordPage;
pub use list::KeywordsPage;
pub(in crate::planner::pages) use row::{difficulty_badge, format_cpc};
