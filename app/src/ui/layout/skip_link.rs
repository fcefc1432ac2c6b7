//! The first thing a keyboard reaches.

use leptos::prelude::*;

/// Leads past the navigation, to `<main id="main">`.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! { <a class="skip-link" href="#main" rel="external">"Skip to the content"</a> }.into_any()
}
