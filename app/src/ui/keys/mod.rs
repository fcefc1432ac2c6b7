//! The keyboard of every page: one listener, which hears each key, and one table of what a key does where.

mod keyboard;
mod on_page;

use leptos::prelude::*;

use keyboard::{KeyAction, Keyboard};

use super::browser;

/// Where a browser remembers that single keys are off.
const SINGLE_KEYS: &str = "igny8:single-keys";

/// Whether keys without Ctrl do something in this browser. Who speaks to the computer, or presses keys by accident,
/// switches them off.
#[must_use]
pub fn single_keys() -> bool {
    browser::remembered(SINGLE_KEYS).is_none()
}

/// Switches them on or off, from the next key on.
pub fn set_single_keys(on: bool) {
    browser::remember(SINGLE_KEYS, (!on).then_some("off"));
}

/// What the frame around the pages does by key. The keys of tables need no one: they act on what is on the page.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// `g`, then a letter: goes to the place of the letter, where there is one.
    pub go: Callback<char>,
    /// Ctrl-K, or `/` where the page has no search of its own.
    pub search: Callback<()>,
    /// `?`
    pub shortcuts: Callback<()>,
}

/// Listens to the keyboard until its owner goes. Called once a page, by the frame around it.
pub fn listen_to_keys(keys: Keys) {
    Effect::new(move |_| {
        let keyboard = StoredValue::new(Keyboard::default());
        let listener = window_event_listener_untyped("keydown", move |event| {
            let Some(press) = on_page::read(&event) else { return };
            let page = on_page::look();
            let action = keyboard.try_update_value(|keyboard| keyboard.press(&press, page)).flatten();
            if action.is_some_and(|action| act(action, keys)) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// Does it; `false` when there was nothing to do, and the browser may do as it likes.
fn act(action: KeyAction, keys: Keys) -> bool {
    match action {
        KeyAction::Go(letter) => keys.go.run(letter),
        KeyAction::Palette => keys.search.run(()),
        KeyAction::Shortcuts => keys.shortcuts.run(()),
        KeyAction::Search if !on_page::focus_search() => keys.search.run(()),
        KeyAction::Search => {}
        KeyAction::NextRow => return on_page::focus_next_row(),
        KeyAction::PreviousRow => return on_page::focus_previous_row(),
        KeyAction::Select => return on_page::select_row(),
        KeyAction::Open => return on_page::open_row(),
        KeyAction::ClearSelection => return on_page::clear_selection(),
    }
    true
}
