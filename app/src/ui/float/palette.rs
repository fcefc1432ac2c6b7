//! The command palette: everything by its name, from anywhere.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys::FormData;
use leptos_router::components::Form;

use crate::ui::{Icon, IconName, IconSize, browser};

/// A search over everything: arrows move, Enter goes, Escape closes. Children are [`PaletteGroup`]s of what matches.
///
/// It is a GET form as well, so that it leads somewhere before the WASM has arrived, and while answers are on their way.
#[component]
pub fn Palette(
    /// Unique on the page; [`crate::ui::SearchButton`] names it.
    #[prop(into)]
    id: String,
    /// Where the form leads, with what is typed as `q`.
    #[prop(into)]
    action: String,
    /// What is typed. Empty again whenever the palette closes.
    text: RwSignal<String>,
    #[prop(default = "Search pages, sites, keywords, articles".into(), into)] placeholder: String,
    /// Longest text, in characters.
    #[prop(default = 100)]
    max_length: usize,
    /// Hidden inputs that go with the form.
    #[prop(optional, into)]
    kept: ViewFn,
    /// Whether what is shown is not yet about what is typed.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// Hears that it was opened, each time.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let (pressed, keyed, left, sent) = (id.clone(), id.clone(), id.clone(), id.clone());
    let opened = move |_| {
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    };
    let answered = id.clone();
    Effect::new(move |_| {
        busy.track();
        let id = answered.clone();
        // once the answer is drawn
        browser::after(Duration::ZERO, move || browser::keep_focus_in_palette(&id));
    });
    let sent = Arc::new(move |_: &FormData| browser::close_dialog(&sent));
    view! {
        <dialog
            id=id
            class="dialog palette"
            aria-label="Search everything"
            on:mousedown=move |event| browser::close_on_backdrop(&event, &pressed)
            on:keydown=move |event| browser::palette_key(&event, &keyed)
            on:close=move |_| text.set(String::new())
        >
            <div class="dialog-sheet">
                <Form method="GET" action on_form_data=sent attr:class="palette-head" attr:role="search">
                    <Icon name=IconName::Search size=IconSize::Medium/>
                    <input
                        class="palette-input"
                        type="text"
                        name="q"
                        maxlength=max_length.to_string()
                        autocomplete="off"
                        autofocus
                        aria-label=placeholder.clone()
                        placeholder=placeholder
                        prop:value=text
                        // it has the focus as soon as the dialog is open, whoever opened it
                        on:focus=opened
                        on:input=move |event| text.set(event_target_value(&event))
                    />
                    {kept.run()}
                    <kbd>"Esc"</kbd>
                </Form>
                <div
                    class="palette-results"
                    aria-busy=move || busy.get().to_string()
                    on:click=move |event| browser::close_by_link(&event, &left)
                >
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
    /// A quiet second line: where it is, how it stands.
    #[prop(optional, into)]
    detail: Option<String>,
    /// Quiet words at the right, as its key.
    #[prop(optional, into)]
    note: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="palette-link" href=href>
            <Icon name=icon/>
            <span class="hit-text">
                <span class="hit-title">{children()}</span>
                {detail.map(|detail| view! { <span class="hit-note">{detail}</span> })}
            </span>
            {note.map(|note| view! { <span class="palette-note">{note}</span> })}
        </a>
    }
    .into_any()
}

/// A line where results would be: why there are none.
#[component]
pub fn PaletteLine(children: Children) -> impl IntoView {
    view! { <p class="palette-line">{children()}</p> }.into_any()
}
