//! Column heads that sort.

use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortDirection {
    Ascending,
    Descending,
}

impl SortDirection {
    /// That of a column: none when the list is sorted by another.
    #[must_use]
    pub const fn of(sorted: bool, descending: bool) -> Option<Self> {
        match (sorted, descending) {
            (false, _) => None,
            (true, true) => Some(Self::Descending),
            (true, false) => Some(Self::Ascending),
        }
    }
}

/// A head cell whose link sorts by it, or turns the order round. No `direction`: sorted by another.
#[component]
pub fn SortHeader(
    #[prop(into)] label: String,
    #[prop(into)] href: Signal<String>,
    #[prop(optional, into)] direction: Signal<Option<SortDirection>>,
    /// Right-aligned, as its figures are.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let sorted = move || {
        direction.get().map(|direction| match direction {
            SortDirection::Ascending => "ascending",
            SortDirection::Descending => "descending",
        })
    };
    let arrow = move || {
        let name = match direction.get() {
            Some(SortDirection::Ascending) => IconName::ArrowUp,
            Some(SortDirection::Descending) => IconName::ArrowDown,
            None => IconName::ChevronsUpDown,
        };
        view! { <Icon name/> }
    };
    view! {
        <th scope="col" class:num=numeric aria-sort=sorted>
            <a class="sort" href=href>{label} {arrow}</a>
        </th>
    }
    .into_any()
}
