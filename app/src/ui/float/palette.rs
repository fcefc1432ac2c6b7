//! The command palette: everything by its name, from anywhere.

use leptos::ev;
use leptos::prelude::*;

use crate::ui::{Icon, IconName, IconSize, browser};

/// A search over everything. Ctrl-K or Cmd-K opens it, arrows move, Enter goes. Children are
/// [`PaletteGroup`]s of what matches; `on_query` hears what is typed.
#[component]
pub fn Palette(
    /// Unique on the page; [`crate::ui::SearchButton`] names it.
    #[prop(into)]
    id: String,
    #[prop(default = "Search pages, sites, keywords, articles".into(), into)] placeholder: String,
    #[prop(optional, into)] on_query: Option<Callback<String>>,
    /// Opens by Ctrl-K; false for all but one of a page's palettes.
    #[prop(default = true)]
    shortcut: bool,
    children: Children,
) -> impl IntoView {
    let (opened, keyed, pressed, left) = (id.clone(), id.clone(), id.clone(), id.clone());
    Effect::new(move |_| {
        if !shortcut {
            return;
        }
        let id = opened.clone();
        let listener = window_event_listener(ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                browser::open_dialog(&id);
            }
        });
        on_cleanup(move || listener.remove());
    });
    view! {
        <dialog
            id=id
            class="dialog palette"
            aria-label="Search everything"
            on:mousedown=move |event| browser::close_on_backdrop(&event, &pressed)
            on:keydown=move |event| browser::palette_key(&event, &keyed)
        >
            <div class="dialog-sheet">
                <div class="palette-head">
                    <Icon name=IconName::Search size=IconSize::Medium/>
                    <input
                        class="palette-input"
                        type="text"
                        autocomplete="off"
                        autofocus
                        aria-label=placeholder.clone()
                        placeholder=placeholder
                        on:input=move |event| {
                            if let Some(on_query) = on_query {
                                on_query.run(event_target_value(&event));
                            }
                        }
                    />
                    <kbd>"Esc"</kbd>
                </div>
                <div class="palette-results" on:click=move |_| browser::close_dialog(&left)>
                    {children()}
                </div>
            </div>
        </dialog>
    }
    .into_any()
}

/// Results of one kind.
#[component]
pub fn PaletteGroup(#[prop(into)] label: String, children: Children) -> impl IntoView {
    let name = label.clone();
    view! {
        <section class="palette-group" aria-label=name>
            <p class="menu-label">{label}</p>
            {children()}
        </section>
    }
    .into_any()
}

/// One result.
#[component]
pub fn PaletteLink(
    #[prop(into)] href: String,
    icon: IconName,
    /// Quiet words at the right: where it is, or its key.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="palette-link" href=href>
            <Icon name=icon/>
            <span class="menu-text">{children()}</span>
            {move || note.get().map(|note| view! { <span class="palette-note">{note}</span> })}
        </a>
    }
    .into_any()
}
