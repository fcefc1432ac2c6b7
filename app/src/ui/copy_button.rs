//! A button that copies a text, such as a key or an address.

use std::time::Duration;

use leptos::prelude::*;

use super::{Button, ButtonSize, IconName, browser};

/// How long the button says that it has copied.
const SAID_FOR: Duration = Duration::from_secs(2);

/// Copies `text`. Without JavaScript it does nothing, so the text must stand beside it.
#[component]
pub fn CopyButton(
    #[prop(into)] text: Signal<String>,
    #[prop(default = "Copy".into(), into)] label: Signal<String>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        browser::copy_text(&text.get_untracked());
        copied.set(true);
        browser::after(SAID_FOR, move || copied.set(false));
    };
    view! {
        <Button size=ButtonSize::Small icon=IconName::Copy on_click=copy>
            <span aria-live="polite">
                {move || if copied.get() { "Copied".to_owned() } else { label.get() }}
            </span>
        </Button>
    }
    .into_any()
}
