//! The header's search: the palette, and the button and the plain form that lead to it.

mod asking;
mod header;
mod piece;
mod results;

use leptos::prelude::*;

use super::data::ShellData;
use crate::search::text::{MAX_LENGTH, PATH};
use crate::sites::scope::SiteScope;
use crate::ui::{Palette, PaletteLine, open_dialog};

use asking::Asking;
pub use header::HeaderSearch;
use piece::{Wanted, results};

/// The palette's id.
const ID: &str = "search";

/// Opens the palette.
pub fn show_palette() {
    open_dialog(ID);
}

/// The palette. What it shows is loaded and made when it is opened first.
#[component]
pub fn SearchPalette(data: RwSignal<ShellData>, scope: SiteScope) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let opened = RwSignal::new(false);
    let asking = Asking::new();
    let site = move || {
        move || scope.named_site().map(|site| view! { <input type="hidden" name="site" value=site.to_string()/> })
    };
    view! {
        <Palette
            id=ID
            action=PATH
            text
            max_length=MAX_LENGTH
            kept=site
            busy=asking.busy()
            on_open=Callback::new(move |()| opened.set(true))
        >
            <Show when=move || opened.get()>
                <Suspense fallback=|| view! { <PaletteLine>"Loading…"</PaletteLine> }>
                    {Suspend::new(results(Wanted { text, asking, data, scope }))}
                </Suspense>
            </Show>
        </Palette>
    }
    .into_any()
}
