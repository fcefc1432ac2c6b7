//! What the planner's lists share: parts of filter bars, and a selection that ends with its filter.

use leptos::prelude::*;

use crate::ui::*;

/// A yes or no as addresses have it.
pub const fn flag(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}

/// The words of the filter by being switched off.
pub const fn on_or_off(off: bool) -> &'static str {
    if off { "Switched off" } else { "Switched on" }
}

/// Clears the selection when the filter changes: "all that match" must never come to mean more than what was looked
/// at, and rows that are out of sight must not be deleted with those in sight. Another page keeps it.
pub fn forget_with_filter<F>(selection: RowSelection, filter: Memo<F>)
where
    F: Clone + PartialEq + Send + Sync + 'static,
{
    Effect::new(move |before: Option<F>| {
        let now = filter.get();
        if before.is_some_and(|before| before != now) {
            selection.clear();
        }
        now
    });
}

/// A filter in use, with the address of the list without it.
pub fn chip(label: Option<String>, without: String) -> Option<impl IntoView> {
    label.map(|label| view! { <FilterChip label href=without/> })
}

/// What must survive when a filter is sent; nothing for an empty value.
pub fn hidden(name: &'static str, value: Option<String>) -> Option<impl IntoView> {
    value.filter(|value| !value.is_empty()).map(|value| view! { <input type="hidden" name=name value=value/> })
}
