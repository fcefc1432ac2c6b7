//! A field that offers a list.

use leptos::html;
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
    /// Told of what is chosen, and first of what it is once there is a script to follow it.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let frame = Frame::new(id, &name, help, error);
    let select = NodeRef::<html::Select>::new();
    // it may have been chosen before, by a person or a browser that remembers
    Effect::new(move |_| {
        if let (Some(select), Some(on_change)) = (select.get(), on_change) {
            on_change.run(select.value());
        }
    });
    view! {
        <div class="field">
            {frame.label(label, optional_mark)}
            <select
                node_ref=select
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
