//! What the document is called.

use leptos::prelude::*;
use leptos_meta::Title;

/// Sets the document's title. On the server it is read at once: the text is asked for only when the whole page has been
/// made, and what it was read from may be gone by then.
#[component]
pub fn DocumentTitle(#[prop(into)] title: Signal<String>) -> impl IntoView {
    let text: TextProp =
        if cfg!(feature = "ssr") { title.get_untracked().into() } else { (move || title.get()).into() };
    view! { <Title text/> }
}
