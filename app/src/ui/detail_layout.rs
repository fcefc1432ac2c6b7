//! Detail pages: a main column, and a side column for properties as in an issue tracker.

use leptos::prelude::*;

/// Main column (children) and a side column of 320 px that follows below on narrow screens.
#[component]
pub fn DetailLayout(#[prop(into)] side: ViewFn, children: Children) -> impl IntoView {
    view! {
        <div class="detail">
            <div class="detail-main">{children()}</div>
            <aside class="detail-side" aria-label="Properties">{side.run()}</aside>
        </div>
    }
    .into_any()
}

/// Names and values, one pair a line.
#[component]
pub fn PropertyList(children: Children) -> impl IntoView {
    view! { <dl class="property-list">{children()}</dl> }.into_any()
}

/// One pair of a [`PropertyList`].
#[component]
pub fn Property(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div class="property">
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
    .into_any()
}
