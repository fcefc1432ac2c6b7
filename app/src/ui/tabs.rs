//! Tabs that are links: each has an address of its own.

use leptos::prelude::*;

use super::format::format_number;

/// A row of [`Tab`]s.
#[component]
pub fn Tabs(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! { <nav class="tabs" aria-label=label><div class="tabs-row">{children()}</div></nav> }.into_any()
}

/// One tab.
#[component]
pub fn Tab(
    #[prop(into)] href: Signal<String>,
    #[prop(into)] current: Signal<bool>,
    #[prop(optional_no_strip, into)] count: Option<i64>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="tab" href=href aria-current=move || current.get().then_some("page")>
            {children()}
            {count.map(|count| view! { <span class="count">{format_number(count)}</span> })}
        </a>
    }
    .into_any()
}
