//! What a term means.

use leptos::prelude::*;

/// A term with its explanation, on hover and on focus.
#[component]
pub fn Tip(#[prop(into)] text: String, children: Children) -> impl IntoView {
    view! {
        <span class="tip" tabindex="0">
            {children()}
            <span class="tip-bubble" role="tooltip">{text}</span>
        </span>
    }
    .into_any()
}
