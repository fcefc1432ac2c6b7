//! What the editor asks of the browser. On the server each of these does nothing.

pub(super) use on_page::*;

/// The article's element that is typed into, and the field that carries its HTML.
pub(super) const BODY: &str = "editor-body";
pub(super) const BODY_FIELD: &str = "editor-body-field";

#[cfg(feature = "hydrate")]
mod on_page {
    use js_sys::{Function, Reflect};
    use leptos::prelude::{document, window};
    use wasm_bindgen::{JsCast as _, JsValue};
    use web_sys::{Element, Event, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement};

    use super::super::link::address_of_link;
    use super::{BODY, BODY_FIELD};
    use crate::ui::{remember, remembered};
    use crate::writer::content::ContentEdit;

    fn by_id<T: wasm_bindgen::JsCast>(id: &str) -> Option<T> {
        document().get_element_by_id(id)?.dyn_into().ok()
    }

    /// An editing command of the document; commands are the one way of editing that every browser undoes.
    pub fn command(name: &str, value: &str) {
        let page: JsValue = document().into();
        let Some(execute) =
            Reflect::get(&page, &"execCommand".into()).ok().and_then(|it| it.dyn_into::<Function>().ok())
        else {
            return;
        };
        let _ = execute.call3(&page, &name.into(), &JsValue::FALSE, &value.into());
    }

    /// Makes Enter begin a paragraph.
    pub fn prepare() {
        command("defaultParagraphSeparator", "p");
    }

    /// Asks for an address and links the selection to it; once more, and says why, where it is none for an article.
    pub fn link() {
        let (mut question, mut shown) = ("Address of the link", "https://".to_owned());
        while let Some(typed) = window().prompt_with_message_and_default(question, &shown).ok().flatten() {
            match typed.trim() {
                "" | "https://" => return command("unlink", ""),
                address => match address_of_link(address) {
                    Ok(address) => return command("createLink", &address),
                    Err(sentence) => question = sentence,
                },
            }
            shown = typed;
        }
    }

    /// Takes what is pasted as text, one paragraph a line: styles of other programs stay where they are.
    pub fn paste_as_text(event: &Event) {
        let data = Reflect::get(event, &"clipboardData".into()).unwrap_or(JsValue::NULL);
        let Some(get) = Reflect::get(&data, &"getData".into()).ok().and_then(|it| it.dyn_into::<Function>().ok())
        else {
            return;
        };
        let Some(text) = get.call1(&data, &"text/plain".into()).ok().and_then(|text| text.as_string()) else { return };
        event.prevent_default();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        match lines.as_slice() {
            [line] => command("insertText", line),
            lines => {
                let paragraphs: String = lines
                    .iter()
                    .map(|line| {
                        format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
                    })
                    .collect();
                command("insertHTML", &paragraphs);
            }
        }
    }

    /// Whether the event comes from the form's own controls or from the article.
    pub fn belongs_to(event: &Event, form: &str) -> bool {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        target.is_some_and(|target| target.closest(&format!("#{form}, [form=\"{form}\"]")).ok().flatten().is_some())
    }

    /// Copies the article's HTML into the field that is sent, and answers with it.
    pub fn take_in_body() -> Option<String> {
        let html = by_id::<HtmlElement>(BODY)?.inner_html();
        by_id::<HtmlTextAreaElement>(BODY_FIELD)?.set_value(&html);
        Some(html)
    }

    /// Milliseconds since 1970.
    pub fn now() -> f64 {
        js_sys::Date::now()
    }

    /// What a form would send.
    pub struct FormValues(FormData);

    impl FormValues {
        pub fn of(form: &str) -> Option<Self> {
            let form = by_id::<HtmlFormElement>(form)?;
            FormData::new_with_form(&form).ok().map(Self)
        }

        pub fn get(&self, name: &str) -> String {
            self.0.get(name).as_string().unwrap_or_default()
        }
    }

    /// Keeps text until it is saved. A browser that keeps nothing is no reason to stop typing.
    pub fn keep(key: &str, edit: &ContentEdit) {
        if let Ok(json) = serde_json::to_string(edit) {
            remember(key, Some(&json));
        }
    }

    pub fn kept(key: &str) -> Option<ContentEdit> {
        serde_json::from_str(&remembered(key)?).ok()
    }

    pub fn forget(key: &str) {
        remember(key, None);
    }

    /// Fills the editor with kept text.
    pub fn put(form: &str, kept: &ContentEdit) {
        if let Some(body) = by_id::<HtmlElement>(BODY) {
            body.set_inner_html(&kept.body);
        }
        let Some(form) = by_id::<HtmlFormElement>(form) else { return };
        let values = [
            ("title", &kept.title),
            ("body", &kept.body),
            ("slug", &kept.slug),
            ("meta_title", &kept.meta_title),
            ("meta_description", &kept.meta_description),
            ("excerpt", &kept.excerpt),
            ("primary_keyword", &kept.primary_keyword),
            ("tags", &kept.tags),
            ("categories", &kept.categories),
        ];
        for (name, value) in values {
            let Some(control) = form.elements().named_item(&format!("edit[{name}]")) else { continue };
            match control.dyn_into::<HtmlInputElement>() {
                Ok(input) => input.set_value(value),
                Err(control) => {
                    if let Ok(area) = control.dyn_into::<HtmlTextAreaElement>() {
                        area.set_value(value);
                    }
                }
            }
        }
    }

    /// Brings a heading of the article into view.
    pub fn show_heading(at: usize) {
        let headings = document().query_selector_all(&format!("#{BODY} h2, #{BODY} h3")).ok();
        let heading =
            headings.and_then(|all| all.item(u32::try_from(at).ok()?)).and_then(|node| node.dyn_into::<Element>().ok());
        if let Some(heading) = heading {
            heading.scroll_into_view();
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod on_page {
    use leptos::web_sys::Event;

    use crate::writer::content::ContentEdit;

    pub fn command(_name: &str, _value: &str) {}
    pub fn prepare() {}
    pub fn link() {}
    pub fn paste_as_text(_event: &Event) {}
    pub fn belongs_to(_event: &Event, _form: &str) -> bool {
        false
    }
    pub fn take_in_body() -> Option<String> {
        None
    }
    pub fn now() -> f64 {
        0.0
    }
    pub struct FormValues;
    impl FormValues {
        pub fn of(_form: &str) -> Option<Self> {
            None
        }
        pub fn get(&self, _name: &str) -> String {
            String::new()
        }
    }
    pub fn keep(_key: &str, _edit: &ContentEdit) {}
    pub fn kept(_key: &str) -> Option<ContentEdit> {
        None
    }
    pub fn forget(_key: &str) {}
    pub fn put(_form: &str, _kept: &ContentEdit) {}
    pub fn show_heading(_at: usize) {}
}
