//! A field that offers a list.

use leptos::prelude::*;

use super::frame::Frame;
use super::{Choice, choice_options};

/// One of many. With a `placeholder` nothing is chosen at first.
#[component]
pub fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    options: Vec<Choice>,
    #[prop(optional, into)] selected: Signal<Option<String>>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional)] optional_mark: bool,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let frame = Frame::new(id, &name, help, error);
    view! {
        <div class="field">
            {frame.label(label, optional_mark)}
            <select
                id=frame.id.clone()
                class="input select"
                name=name
                required=required
                disabled=disabled
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_value(&event));
                    }
                }
            >
                {placeholder.map(|text| view! { <option value="">{text}</option> })}
                {choice_options(options, selected)}
            </select>
            {frame.texts()}
        </div>
    }
    .into_any()
}
