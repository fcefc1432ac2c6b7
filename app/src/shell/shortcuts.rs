//! The window with all keys of the product.

use leptos::prelude::*;

use super::places::places;
use crate::ui::{Dialog, DialogSize, Kbd, SwitchField, open_dialog, set_single_keys, single_keys};

/// The window's id.
const ID: &str = "shortcuts";

/// A key and what it does.
type Shortcut = (&'static str, &'static str);

const ANYWHERE: &[Shortcut] =
    &[("Ctrl K", "Search everything, or go to a place"), ("?", "Show this window"), ("Esc", "Close what is open")];

const IN_A_LIST: &[Shortcut] = &[
    ("/", "Search in the list"),
    ("j", "Next row"),
    ("k", "Previous row"),
    ("x", "Select the row, or not"),
    ("e", "Edit or open the row"),
    ("Esc", "Select nothing"),
];

/// Opens the window; it is made when somebody asks for it first.
pub fn show_shortcuts(asked: RwSignal<bool>) {
    if asked.get_untracked() {
        open_dialog(ID);
    } else {
        asked.set(true);
    }
}

/// The window. It opens as soon as it is there.
#[component]
pub fn ShortcutsWindow() -> impl IntoView {
    Effect::new(|_| open_dialog(ID));
    let lines =
        |shortcuts: &[Shortcut]| shortcuts.iter().map(|(keys, does)| line((*keys).to_owned(), does)).collect_view();
    let go = places().map(|place| line(format!("g {}", place.letter), place.name)).collect_view();
    view! {
        <Dialog id=ID title="Keyboard shortcuts" sentence="They rest while you type." size=DialogSize::Large>
            <div class="stack-loose">
                <div class="shortcuts">
                    <ShortcutGroup title="Anywhere">{lines(ANYWHERE)}</ShortcutGroup>
                    <ShortcutGroup title="In a list">{lines(IN_A_LIST)}</ShortcutGroup>
                    <ShortcutGroup title="Go to">{go}</ShortcutGroup>
                </div>
                <SwitchField
                    name="single_keys"
                    id="single-keys"
                    label="Keys without Ctrl"
                    help=Some("In this browser. Switched off, only Ctrl K and Esc are heard.".to_owned())
                    checked=single_keys()
                    on_change=Callback::new(set_single_keys)
                />
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn ShortcutGroup(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="shortcut-group">
            <h3>{title}</h3>
            <dl class="key-list">{children()}</dl>
        </section>
    }
    .into_any()
}

fn line(keys: String, does: &'static str) -> AnyView {
    view! {
        <dt><Kbd keys/></dt>
        <dd>{does}</dd>
    }
    .into_any()
}
