//! A line above the page.

use leptos::prelude::*;

use crate::ui::Tone;

/// Something that concerns the whole account, as a trial that ends. One sentence and one action.
#[component]
pub fn Banner(
    #[prop(default = Tone::Blue)] tone: Tone,
    #[prop(optional, into)] action: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("banner {}", tone.class()) role="status">
            <span class="banner-text">{children()}</span>
            {action.map(|action| view! { <span class="banner-action">{action.run()}</span> })}
        </div>
    }
    .into_any()
}
