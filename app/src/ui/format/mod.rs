//! How numbers, money and times read, the same on every page and on both sides.

mod number;
mod time;

pub use number::{
    format_bytes, format_compact, format_decimal, format_money, format_number, format_percent, plural, plural_or_more,
};
pub(super) use time::format_exact;
pub use time::{format_ago, format_date, format_duration, format_time};
