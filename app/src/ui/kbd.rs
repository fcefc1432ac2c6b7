//! Keys to press.

use leptos::prelude::*;

/// A key or a chord, its keys parted by spaces: `Ctrl K`.
#[component]
pub fn Kbd(#[prop(into)] keys: String) -> impl IntoView {
    let keys = keys.split_whitespace().map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect_view();
    view! { <span class="kbd">{keys}</span> }.into_any()
}
