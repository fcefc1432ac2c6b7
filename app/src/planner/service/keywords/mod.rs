//! Keywords: the list with its menus, one keyword, bulk changes that can be undone, export, and the plan's bound.

mod bulk;
mod edit;
pub mod export;
mod list;
mod menus;
mod room;
pub mod text;

#[cfg(test)]
mod tests;

pub use bulk::{delete_keywords, disable_keywords, enable_keywords, resolve, set_intent};
pub(crate) use bulk::{put_intents_back, restore, switch_back};
pub use edit::{KeywordForm, get, update};
pub use list::{count_by_site, list};
pub use room::{lock_room, room, within};
