//! A field of several lines.

use leptos::prelude::*;

use super::frame::Frame;

/// Several lines of input; it grows with what is typed.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    /// Lines shown while empty.
    #[prop(default = 4)]
    rows: u32,
    #[prop(optional, into)] value: Signal<Option<String>>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional_mark: bool,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] max_length: Option<i64>,
    /// Letters of one width, for code and lists.
    #[prop(optional)]
    mono: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let frame = Frame::new(id, &name, help, error);
    view! {
        <div class="field">
            {frame.label(label, optional_mark)}
            <textarea
                id=frame.id.clone()
                class="input textarea"
                class:mono=mono
                name=name
                rows=rows
                required=required
                placeholder=placeholder
                maxlength=max_length
                disabled=disabled
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
                on:input=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.run(event_target_value(&event));
                    }
                }
                inner_html=move || inside_textarea(&value.get().unwrap_or_default())
            ></textarea>
            {frame.texts()}
        </div>
    }
    .into_any()
}

/// A text as the inside of a `<textarea>`, for its `inner_html`. Leptos writes children of this element as they are: a
/// `</textarea>` among them would end it, and what is written `&lt;` would come back as `<`.
#[must_use]
pub fn inside_textarea(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // a browser that reads a page leaves out the line end behind the opening tag
    if cfg!(feature = "ssr") && escaped.starts_with(['\n', '\r']) { format!("\n{escaped}") } else { escaped }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_the_text_that_was_typed() {
        let typed = "\n</textarea><b>&lt;";
        let html = Owner::new_root(None).with(|| view! { <TextArea name="note" label="Note" value=typed/> }.to_html());
        assert!(html.contains(">\n\n&lt;/textarea&gt;&lt;b&gt;&amp;lt;</textarea>"), "{html}");
    }
}
