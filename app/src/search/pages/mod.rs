//! The page of the search.

mod page;
mod results;

pub use page::SearchPage;
