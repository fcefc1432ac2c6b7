//! The panel of what needs somebody: what it is, and the button to where it is settled.

use leptos::prelude::*;

use crate::dashboard::attention::Item;
use crate::kit::id::SiteId;
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub fn NeedsAttention(items: Vec<Item>, site: SiteId) -> impl IntoView {
    if items.is_empty() {
        return view! { <p class="muted">"Nothing waits for you."</p> }.into_any();
    }
    let lines = items
        .into_iter()
        .map(|Item { state, what, action, list }| {
            let href = href_of(&list, Some(site), None);
            view! {
                <CheckItem state title=what>
                    <ButtonLink size=ButtonSize::Small href>{action}</ButtonLink>
                </CheckItem>
            }
        })
        .collect_view();
    view! { <CheckList>{lines}</CheckList> }.into_any()
}
