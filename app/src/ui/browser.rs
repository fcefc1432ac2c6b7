//! The few things only a browser can do. On the server each of them does nothing.

pub(crate) use on_page::*;

#[cfg(feature = "hydrate")]
mod on_page {
    use std::time::Duration;

    use leptos::prelude::{document, set_timeout, window};
    use wasm_bindgen::{JsCast as _, JsValue};
    use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlFormElement, HtmlInputElement, KeyboardEvent};

    fn by_id<T: wasm_bindgen::JsCast>(id: &str) -> Option<T> {
        document().get_element_by_id(id)?.dyn_into().ok()
    }

    fn target(event: &Event) -> Option<Element> {
        event.target()?.dyn_into().ok()
    }

    /// Opens the `<dialog>`; where it stands open already, nothing happens.
    pub fn open_dialog(id: &str) {
        if let Some(dialog) = by_id::<HtmlDialogElement>(id)
            && !dialog.open()
        {
            // It refuses only while the dialog is leaving the page, and then there is nothing to open.
            let _ = dialog.show_modal();
        }
    }

    pub fn close_dialog(id: &str) {
        if let Some(dialog) = by_id::<HtmlDialogElement>(id) {
            dialog.close();
        }
    }

    /// Whether a file that was chosen in the field is larger than `limit` bytes. The browser does not send the form then,
    /// and says why.
    pub fn refuse_large_files(event: &Event, limit: u32, sentence: &str) -> bool {
        let Some(input) = target(event).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) else {
            return false;
        };
        let is_large = input.files().is_some_and(|files| {
            (0..files.length()).any(|at| files.get(at).is_some_and(|file| file.size() > f64::from(limit)))
        });
        input.set_custom_validity(if is_large { sentence } else { "" });
        is_large
    }

    // Buttons with `command` open and close dialogs by themselves, except in older browsers.
    fn knows_commands() -> bool {
        js_sys::Reflect::get(&window(), &"HTMLButtonElement".into())
            .and_then(|class| js_sys::Reflect::get(&class, &"prototype".into()))
            .and_then(|prototype| js_sys::Reflect::has(&prototype, &"command".into()))
            .unwrap_or(false)
    }

    /// What a button with `command="show-modal"` does where the browser doesn't.
    pub fn open_dialog_by_button(id: &str) {
        if !knows_commands() {
            open_dialog(id);
        }
    }

    /// What a button with `command="close"` does where the browser doesn't.
    pub fn close_dialog_by_button(id: &str) {
        if !knows_commands() {
            close_dialog(id);
        }
    }

    /// Closes the dialog when the press was on its backdrop, which belongs to the dialog element itself.
    pub fn close_on_backdrop(event: &Event, id: &str) {
        let on_dialog = target(event).is_some_and(|element| element.id() == id);
        if on_dialog {
            close_dialog(id);
        }
    }

    pub fn hide_popover(id: &str) {
        if let Some(element) = by_id::<HtmlElement>(id)
            && element.matches(":popover-open").unwrap_or(false)
        {
            let _ = element.hide_popover();
        }
    }

    /// Whether a menu stands open.
    pub fn is_menu_open() -> bool {
        matches!(document().query_selector(".menu-list:popover-open"), Ok(Some(_)))
    }

    /// Puts the focus on the first invalid field of the form around `summary`, or on the summary.
    pub fn focus_first_invalid(summary: &HtmlElement) {
        let field = summary
            .closest("form")
            .ok()
            .flatten()
            .and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten())
            .and_then(|field| field.dyn_into::<HtmlElement>().ok());
        let _ = field.as_ref().unwrap_or(summary).focus();
    }

    /// Puts a text into a field, unless somebody is typing there.
    pub fn show_unless_typing(field: &HtmlInputElement, text: &str) {
        if document().active_element().is_none_or(|active| !active.is_same_node(Some(field))) {
            field.set_value(text);
        }
    }

    /// Sends the form of the control that changed, as its submit button would.
    pub fn submit_form_of(event: &Event) {
        let form = target(event).and_then(|element| element.closest("form").ok().flatten());
        if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
            let _ = form.request_submit();
        }
    }

    /// Loads the page anew from the server.
    pub fn reload_page() {
        // it refuses only documents without an address
        let _ = window().location().reload();
    }

    /// Whether the browser takes the text: `navigator.clipboard` is missing on plain HTTP, where copying isn't allowed.
    pub fn copy_text(text: &str) -> bool {
        let navigator: JsValue = window().navigator().into();
        let Ok(clipboard) = js_sys::Reflect::get(&navigator, &"clipboard".into()) else { return false };
        let Ok(write) = js_sys::Reflect::get(&clipboard, &"writeText".into()) else { return false };
        write.dyn_ref::<js_sys::Function>().is_some_and(|write| write.call1(&clipboard, &text.into()).is_ok())
    }

    /// Shows a theme at once and remembers it in the cookie that the server reads.
    pub fn set_theme(attribute: Option<&str>, cookie: &str) {
        if let Some(root) = document().document_element() {
            let _ = match attribute {
                Some(theme) => root.set_attribute("data-theme", theme),
                None => root.remove_attribute("data-theme"),
            };
        }
        let _ = js_sys::Reflect::set(&document(), &"cookie".into(), &cookie.into());
    }

    pub fn after(delay: Duration, then: impl FnOnce() + 'static) {
        set_timeout(then, delay);
    }

    /// The path of the page.
    pub fn path() -> String {
        window().location().pathname().unwrap_or_default()
    }

    /// Where what had the focus went with the page before, the page itself takes it: Tab goes on from its top.
    pub fn keep_focus_on_page() {
        if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
            focus(document().get_element_by_id("main"));
        }
    }

    /// What this browser remembers under a name.
    pub fn remembered(name: &str) -> Option<String> {
        window().local_storage().ok().flatten()?.get_item(name).ok().flatten()
    }

    /// Remembers a value, or forgets it. A browser that keeps nothing goes on as if nothing was said.
    pub fn remember(name: &str, value: Option<&str>) {
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = match value {
                Some(value) => storage.set_item(name, value),
                None => storage.remove_item(name),
            };
        }
    }

    fn focus(element: Option<Element>) {
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }

    /// The name of the key that went down. A browser that fills in a form by itself sends events without one, at which the
    /// typed getter would break.
    pub fn key_of(event: &Event) -> Option<String> {
        js_sys::Reflect::get(event, &"key".into()).ok()?.as_string()
    }

    /// Moves through the palette's results by arrows. `Enter` in the box opens the first, unless they are of an earlier
    /// text: then it sends the form. What is typed on a result goes on in the box, and Ctrl-K closes as it opens.
    pub fn palette_key(event: &KeyboardEvent, id: &str) {
        let Some(palette) = by_id::<Element>(id) else { return };
        let find = |selector: &str| palette.query_selector(selector).ok().flatten();
        let Ok(links) = palette.query_selector_all(".palette-link") else { return };
        let links: Vec<HtmlElement> = (0..links.length()).filter_map(|at| links.item(at)?.dyn_into().ok()).collect();
        let active = document().active_element();
        let at = links.iter().position(|link| active.as_ref().is_some_and(|active| active.is_same_node(Some(link))));
        let in_box = active.as_ref().is_some_and(|active| active.matches(".palette-input").unwrap_or(false));
        let command = event.ctrl_key() || event.meta_key();
        let Some(key) = key_of(event).filter(|_| !event.is_composing()) else { return };
        match key.as_str() {
            "k" | "K" if command => close_dialog(id),
            "ArrowDown" => focus_link(&links, at.map_or(0, |at| at + 1)),
            "ArrowUp" => match at {
                Some(at) if at > 0 => focus_link(&links, at - 1),
                _ => focus(find(".palette-input")),
            },
            "Enter" if in_box && !links.is_empty() && find("[aria-busy=true]").is_none() => links[0].click(),
            // the character follows the focus
            "Backspace" if at.is_some() => return focus(find(".palette-input")),
            character if at.is_some() && !command && character.chars().count() == 1 && character != " " => {
                return focus(find(".palette-input"));
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn focus_link(links: &[HtmlElement], at: usize) {
        if let Some(link) = links.get(at.min(links.len().saturating_sub(1))) {
            let _ = link.focus();
        }
    }

    /// An answer has taken the place of the result that had the focus: it goes back to the box.
    pub fn keep_focus_in_palette(id: &str) {
        let Some(palette) = by_id::<HtmlDialogElement>(id).filter(HtmlDialogElement::open) else { return };
        if document().active_element().is_none_or(|active| !palette.contains(Some(&active))) {
            focus(palette.query_selector(".palette-input").ok().flatten());
        }
    }

    /// Closes the dialog when the press was on a link, which leads away.
    pub fn close_by_link(event: &Event, id: &str) {
        if target(event).is_some_and(|element| matches!(element.closest("a"), Ok(Some(_)))) {
            close_dialog(id);
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod on_page {
    use std::time::Duration;

    use leptos::web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

    pub fn open_dialog(_id: &str) {}
    pub fn close_dialog(_id: &str) {}
    pub fn open_dialog_by_button(_id: &str) {}
    pub fn close_dialog_by_button(_id: &str) {}
    pub fn close_on_backdrop(_event: &Event, _id: &str) {}
    pub fn hide_popover(_id: &str) {}
    pub fn is_menu_open() -> bool {
        false
    }
    pub fn focus_first_invalid(_summary: &HtmlElement) {}
    pub fn refuse_large_files(_event: &Event, _limit: u32, _sentence: &str) -> bool {
        false
    }
    pub fn show_unless_typing(_field: &HtmlInputElement, _text: &str) {}
    pub fn submit_form_of(_event: &Event) {}
    pub fn reload_page() {}
    pub fn path() -> String {
        String::new()
    }
    pub fn keep_focus_on_page() {}
    pub fn remembered(_name: &str) -> Option<String> {
        None
    }
    pub fn remember(_name: &str, _value: Option<&str>) {}
    pub fn copy_text(_text: &str) -> bool {
        false
    }
    pub fn set_theme(_attribute: Option<&str>, _cookie: &str) {}
    pub fn after(_delay: Duration, _then: impl FnOnce() + 'static) {}
    pub fn palette_key(_event: &KeyboardEvent, _id: &str) {}
    pub fn keep_focus_in_palette(_id: &str) {}
    pub fn close_by_link(_event: &Event, _id: &str) {}
}
