//! `keywords`.

mod change;
mod filter;
mod insert;
mod list;
mod menus;

pub use change::{
    KeywordChange, Restored, delete, disable, enable, intents_before, put_intents_back, restore, set_intent,
    switch_back, update,
};
pub use insert::{NewKeyword, count_live, insert};
pub use list::{count, count_by_site, find, has_any, has_any_of, list, select};
pub use menus::{MENU_ROWS, MenuCount, MenuCounts, count_menus};
