//! Charts: SVG with direct labels, one idea each, a table behind every one of them.

mod bar_chart;
mod bar_list;
mod bubble_map;
mod packing;
mod score_ring;
mod sparkline;
mod table;

pub use bar_chart::{Bar, BarChart};
pub use bar_list::{BarList, BarRow, SplitBar};
pub use bubble_map::{Bubble, BubbleMap};
pub use score_ring::ScoreRing;
pub use sparkline::Sparkline;

use table::ChartTable;
