//! Tables: search, filters, sort and pages live in the address, so that a link shows the same to all.

mod data_table;
mod filter_bar;
mod pager;
mod plain_bar;
mod selection;
mod selection_bar;
mod sort_header;

pub use data_table::{DataTable, RowActions};
pub use filter_bar::{FilterBar, FilterChip, FilterSelect};
pub use pager::{Pager, page_summary};
pub use plain_bar::{PLAIN_FORM, PlainAction, PlainBar};
pub use selection::{RowCheckbox, RowSelection, SelectAll};
pub use selection_bar::SelectionBar;
pub use sort_header::{SortDirection, SortHeader};
