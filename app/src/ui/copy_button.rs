//! A button that copies a text, such as a key or an address.

use std::time::Duration;

use leptos::prelude::*;

use super::{Button, ButtonSize, IconName, browser};

/// How long the button says that it has copied.
const SAID_FOR: Duration = Duration::from_secs(2);

/// Copies `text`, or says that the browser does not. Without JavaScript it does nothing, so the text must stand beside
/// it.
#[component]
pub fn CopyButton(
    #[prop(into)] text: Signal<String>,
    #[prop(default = "Copy".into(), into)] label: Signal<String>,
) -> impl IntoView {
    let said = RwSignal::new(None::<&str>);
    let copy = move |_| {
        if browser::copy_text(&text.get_untracked()) {
            said.set(Some("Copied"));
            browser::after(SAID_FOR, move || said.set(None));
        } else {
            said.set(Some("Not copied: browsers allow it on https pages alone"));
        }
    };
    view! {
        <Button size=ButtonSize::Small icon=IconName::Copy on_click=copy>
            <span aria-live="polite">
                {move || said.get().map_or_else(|| label.get(), ToOwned::to_owned)}
            </span>
        </Button>
    }
    .into_any()
}
