//! Something that can be folded away.

use leptos::prelude::*;

use super::{Icon, IconName};

/// A `<details>`: closed unless `open`, and it needs no script.
#[component]
pub fn Disclosure(#[prop(into)] summary: String, #[prop(optional)] open: bool, children: Children) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary><Icon name=IconName::ChevronRight/> {summary}</summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
    .into_any()
}
