//! A field for files.

use leptos::prelude::*;

use super::frame::Frame;
use crate::ui::{Icon, IconName, IconSize, browser};

/// Files to choose or drop. Its form needs `enctype="multipart/form-data"`.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    /// Types, as in HTML: `.csv,.xlsx`.
    #[prop(optional, into)]
    accept: Option<String>,
    #[prop(optional)] multiple: bool,
    /// Largest file in bytes, and what is said of one beyond that before it is sent. The server looks again.
    #[prop(optional)]
    limit: Option<(u32, &'static str)>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let is_large = RwSignal::new(false);
    let error = Signal::derive(move || match limit {
        Some((_, sentence)) if is_large.get() => Some(sentence.to_owned()),
        _ => error.get(),
    });
    let frame = Frame::new(id, &name, help, error);
    // The input covers the whole area, so the browser itself takes what is dropped on it.
    view! {
        <div class="field">
            {frame.label(label, false)}
            <div class="drop">
                <Icon name=IconName::Upload size=IconSize::Medium/>
                <input
                    id=frame.id.clone()
                    type="file"
                    name=name
                    accept=accept
                    multiple=multiple
                    required=required
                    aria-invalid=frame.invalid()
                    aria-describedby=frame.described_by()
                    on:change=move |event| {
                        if let Some((bytes, sentence)) = limit {
                            is_large.set(browser::refuse_large_files(&event, bytes, sentence));
                        }
                    }
                />
            </div>
            {frame.texts()}
        </div>
    }
    .into_any()
}
