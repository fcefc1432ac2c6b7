//! What the keys do to what is on the page. On the server each of them does nothing.

pub(super) use here::*;

#[cfg(feature = "hydrate")]
mod here {
    use leptos::prelude::document;
    use wasm_bindgen::JsCast as _;
    use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

    use super::super::keyboard::{KeyPress, PageState};
    use crate::ui::browser::key_of;
    use crate::ui::keys::single_keys;

    /// The key that went down. `None` for what a browser sends when it fills in a form by itself: an event of that name
    /// without a key.
    pub fn read(event: &Event) -> Option<KeyPress> {
        if event.default_prevented() {
            return None;
        }
        let key = key_of(event)?;
        let pressed = event.dyn_ref::<KeyboardEvent>()?;
        Some(KeyPress {
            key,
            command: pressed.ctrl_key() || pressed.meta_key(),
            alt: pressed.alt_key(),
            repeated: pressed.repeat(),
            at: event.time_stamp(),
        })
    }

    const TYPED_IN: &str = "input:not([type=checkbox]):not([type=radio]), textarea, select, \
                            [contenteditable]:not([contenteditable=false])";

    /// A field of a dialog that was closed keeps the focus until the page is drawn the next time.
    const CLOSED: &str = "dialog:not([open])";

    /// What is open.
    pub fn look() -> PageState {
        let typing = document().active_element().is_some_and(|element| {
            element.matches(TYPED_IN).unwrap_or(false) && element.closest(CLOSED).is_ok_and(|dialog| dialog.is_none())
        });
        PageState {
            typing,
            dialog: find("dialog[open]").is_some(),
            menu: find(":popover-open").is_some(),
            single_keys_off: !single_keys(),
        }
    }

    fn find(selector: &str) -> Option<Element> {
        document().query_selector(selector).ok().flatten()
    }

    fn focus(element: Option<Element>) -> bool {
        let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
        element.focus().is_ok()
    }

    fn click(element: Option<Element>) -> bool {
        let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
        element.click();
        true
    }

    /// The row that has the focus, or holds what has it.
    fn row() -> Option<Element> {
        document().active_element()?.closest(".data-table tbody tr").ok().flatten()
    }

    /// Rows can take the focus, but stand in nobody's way with Tab.
    fn focus_row(row: Option<Element>) -> bool {
        if let Some(row) = &row {
            let _ = row.set_attribute("tabindex", "-1");
        }
        focus(row)
    }

    fn in_row(selector: &str) -> Option<Element> {
        row()?.query_selector(selector).ok().flatten()
    }

    /// `false` where the page's list has no search.
    pub fn focus_search() -> bool {
        focus(find(".filter-bar input[type=search]"))
    }

    /// The next row, or the first one.
    pub fn focus_next_row() -> bool {
        focus_row(row().map_or_else(|| find(".data-table tbody tr"), |row| row.next_element_sibling()))
    }

    pub fn focus_previous_row() -> bool {
        focus_row(row().and_then(|row| row.previous_element_sibling()))
    }

    pub fn select_row() -> bool {
        click(in_row("input[type=checkbox]"))
    }

    /// Opens the row for editing, or its page.
    pub fn open_row() -> bool {
        click(in_row("[data-edit]").or_else(|| in_row(".cell-main a")))
    }

    /// Presses the cross of the bar with the selected rows.
    pub fn clear_selection() -> bool {
        click(find(".selection-bar-shown > .button-icon"))
    }
}

#[cfg(not(feature = "hydrate"))]
mod here {
    use leptos::web_sys::Event;

    use super::super::keyboard::{KeyPress, PageState};

    pub fn read(_event: &Event) -> Option<KeyPress> {
        None
    }
    pub fn look() -> PageState {
        PageState::default()
    }
    pub fn focus_search() -> bool {
        false
    }
    pub fn focus_next_row() -> bool {
        false
    }
    pub fn focus_previous_row() -> bool {
        false
    }
    pub fn select_row() -> bool {
        false
    }
    pub fn open_row() -> bool {
        false
    }
    pub fn clear_selection() -> bool {
        false
    }
}
