//! What the planner's lists share: parts of filter bars, a selection that ends with its filter, and what is offered to
//! those alone who may do it.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::kit::AppResult;
pub use crate::kit::bulk::forget_with_filter;
use crate::ui::*;

/// A yes or no as addresses have it.
pub const fn flag(yes: bool) -> &'static str {
    if yes { "1" } else { "0" }
}

/// The words of the filter by being switched off.
pub const fn on_or_off(off: bool) -> &'static str {
    if off { "Switched off" } else { "Switched on" }
}

/// Shows its children once a list has come that says that this person may do what they offer.
#[component]
pub(super) fn Offered<T>(
    resource: Resource<AppResult<Option<T>>>,
    may: fn(&T) -> bool,
    children: ChildrenFn,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    view! {
        <Arrival resource let:list>
            {list.ok().flatten().as_ref().is_some_and(may).then(|| children())}
        </Arrival>
    }
    .into_any()
}

/// A filter in use, with the address of the list without it.
pub fn chip(label: Option<String>, without: String) -> Option<impl IntoView> {
    label.map(|label| view! { <FilterChip label href=without/> })
}

/// What must survive when a filter is sent; nothing for an empty value.
pub fn hidden(name: &'static str, value: Option<String>) -> Option<impl IntoView> {
    value.filter(|value| !value.is_empty()).map(|value| view! { <input type="hidden" name=name value=value/> })
}
