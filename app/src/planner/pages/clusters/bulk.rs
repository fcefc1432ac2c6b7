//! What the planner's lists and pages share: the selection as forms send it, parts of filter bars, and what stands
//! where there is nothing.

use std::fmt::Display;

use leptos::prelude::*;
use serde::Serialize;

use crate::kit::selection::Selection;
use crate::kit::{AppResult, ErrorKind};
use crate::ui::*;

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
        let chosen = if selection.all_matching() {
            Selection::AllMatching(filter.get())
        } else {
            let ids = selection.ids();
            if ids.is_empty() {
                return None;
            }
            Selection::of_ids(&ids)
        };
        serde_json::to_string(&chosen).ok()
    })
}

/// The hidden field that carries a selection.
#[component]
pub fn SelectionField(#[prop(into)] value: Signal<String>) -> impl IntoView {
    view! { <input type="hidden" name="selection" value=value/> }.into_any()
}

/// A list's answer, or nothing where the account has no site yet.
pub fn or_no_site<T>(answer: AppResult<T>) -> AppResult<Option<T>> {
    match answer {
        Err(error) if error.code == "no_site" => Ok(None),
        other => other.map(Some),
    }
}

/// A page's answer, or nothing where there is no such thing; the page is a 404 then.
pub fn or_missing<T>(answer: AppResult<T>) -> AppResult<Option<T>> {
    match answer {
        Err(error) if error.kind == ErrorKind::NotFound => {
            #[cfg(feature = "ssr")]
            if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
                response.set_status(http::StatusCode::NOT_FOUND);
            }
            Ok(None)
        }
        other => other.map(Some),
    }
}

/// Stands where a list would, while there is no site.
#[component]
pub fn NoSite() -> impl IntoView {
    view! {
        <EmptyState
            title="No site yet"
            body="Keywords, clusters and ideas belong to a site. Add yours first; it takes a minute."
            picture=Picture::Sites
        >
            <ButtonLink href="/sites/new" kind=ButtonKind::Primary icon=IconName::Plus>"Add a site"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}

/// Which rows of how many a page shows.
pub fn page_summary(rows: usize, total: i64, first: bool, noun: (&'static str, &'static str)) -> String {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    match (first, rows == total) {
        (true, true) => plural(total, noun.0, noun.1),
        (true, false) => format!("1–{} of {}", format_number(rows), format_number(total)),
        (false, _) => format!("{} of {}", format_number(rows), plural(total, noun.0, noun.1)),
    }
}

/// Which way a column is sorted, if it is the one.
pub const fn direction(sorted: bool, descending: bool) -> Option<SortDirection> {
    match (sorted, descending) {
        (false, _) => None,
        (true, true) => Some(SortDirection::Descending),
        (true, false) => Some(SortDirection::Ascending),
    }
}

/// A yes or no as addresses have it.
pub const fn flag(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}

/// The words of the filter by being switched off.
pub const fn on_or_off(off: bool) -> &'static str {
    if off { "Switched off" } else { "Switched on" }
}

/// A filter in use, with the address of the list without it.
pub fn chip(label: Option<String>, without: String) -> Option<impl IntoView> {
    label.map(|label| view! { <FilterChip label href=without/> })
}

/// What must survive when a filter is sent; nothing for an empty value.
pub fn hidden(name: &'static str, value: Option<String>) -> Option<impl IntoView> {
    value.filter(|value| !value.is_empty()).map(|value| view! { <input type="hidden" name=name value=value/> })
}
