//! What lists with bulk actions share: the selection as forms send it.

use std::fmt::Display;

use leptos::prelude::*;
use serde::Serialize;

use super::selection::Selection;
use crate::ui::RowSelection;

/// One row as a selection.
pub fn one(id: impl Display) -> String {
    format!("{{\"ids\":[\"{id}\"]}}")
}

/// The selected rows as forms send them; none while nothing is selected.
pub fn selected<F>(selection: RowSelection, filter: Memo<F>) -> Memo<Option<String>>
where
    F: Serialize + Clone + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| {
        if selection.all_matching() {
            return serde_json::to_string(&Selection::AllMatching(filter.get())).ok();
        }
        let ids = selection.ids();
        (!ids.is_empty()).then(|| serde_json::to_string(&Selection::<F>::of_ids(&ids)).unwrap_or_default())
    })
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

/// The hidden field that carries a selection.
#[component]
pub fn SelectionField(#[prop(into)] value: Signal<String>) -> impl IntoView {
    view! { <input type="hidden" name="selection" value=value/> }.into_any()
}
