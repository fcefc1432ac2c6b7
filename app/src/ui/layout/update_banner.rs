//! What a page says that was loaded before the last update.

use leptos::prelude::*;

use super::Banner;
use crate::ui::{Button, ButtonSize, browser};

/// Offers to load the page anew once it is out of date; until then it works on.
#[component]
pub fn UpdateBanner(#[prop(into)] outdated: Signal<bool>) -> impl IntoView {
    let reload = || {
        view! { <Button size=ButtonSize::Small on_click=|_| browser::reload_page()>"Load it anew"</Button> }
    };
    view! {
        <Show when=move || outdated.get()>
            <Banner action=reload>"IGNY8 has been updated. Save what you are writing, then load this page anew."</Banner>
        </Show>
    }
    .into_any()
}
