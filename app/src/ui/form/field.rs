//! A field of one line.

use leptos::html;
use leptos::prelude::*;

use super::frame::Frame;
use crate::ui::{Icon, IconName};

/// What is typed into a field; decides the keyboard of a phone and what the browser checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    #[default]
    Text,
    Email,
    /// Comes with a button that shows what was typed.
    Password,
    Url,
    Number,
    Search,
    Date,
    Time,
    DateTime,
    Tel,
}

impl FieldKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Password => "password",
            Self::Url => "url",
            Self::Number => "number",
            Self::Search => "search",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "datetime-local",
            Self::Tel => "tel",
        }
    }
}

/// One line of input with its label, help and error.
#[component]
pub fn Field(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional, into)] value: Signal<Option<String>>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional, into)] autocomplete: Option<String>,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
    #[prop(optional, into)] step: Option<String>,
    #[prop(optional)] min_length: Option<i64>,
    #[prop(optional)] max_length: Option<i64>,
    #[prop(optional, into)] pattern: Option<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] readonly: Signal<bool>,
    /// Says "optional" beside the label, in forms where most fields are required.
    #[prop(optional)]
    optional_mark: bool,
    /// Stands before the input, as "https://".
    #[prop(optional, into)]
    prefix: Option<String>,
    /// Stands after the input, as a unit.
    #[prop(optional, into)]
    suffix: Option<String>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
    #[prop(optional)] node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let frame = Frame::new(id, &name, help, error);
    let shown = RwSignal::new(false);
    let input_type = move || {
        if kind == FieldKind::Password && shown.get() { "text" } else { kind.input_type() }
    };
    let input = view! {
        <input
            node_ref=node_ref
            id=frame.id.clone()
            class="input"
            type=input_type
            name=name
            value=value
            required=required
            placeholder=placeholder
            autocomplete=autocomplete
            autofocus=autofocus
            min=min
            max=max
            step=step
            minlength=min_length
            maxlength=max_length
            pattern=pattern
            disabled=disabled
            readonly=readonly
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:input=move |event| {
                if let Some(on_input) = on_input {
                    on_input.run(event_target_value(&event));
                }
            }
        />
    };
    let affix = |text: String| view! { <span class="input-affix">{text}</span> };
    let reveal = (kind == FieldKind::Password).then(|| view! { <Reveal shown/> });
    view! {
        <div class="field">
            {frame.label(label, optional_mark)}
            <div class="input-frame">
                {prefix.map(affix)} {input} {suffix.map(affix)} {reveal}
            </div>
            {frame.texts()}
        </div>
    }
    .into_any()
}

#[component]
fn Reveal(shown: RwSignal<bool>) -> impl IntoView {
    let icon = move || {
        let name = if shown.get() { IconName::EyeOff } else { IconName::Eye };
        view! { <Icon name/> }
    };
    view! {
        <label class="input-button" title="Show what is typed">
            <input
                class="visually-hidden"
                type="checkbox"
                aria-label="Show what is typed"
                prop:checked=shown
                on:change=move |event| shown.set(event_target_checked(&event))
            />
            {icon}
        </label>
    }
    .into_any()
}
