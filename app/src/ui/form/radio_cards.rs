//! A choice among few, each on a card with its explanation.

use leptos::html;
use leptos::prelude::*;

use super::Choice;
use super::frame::Frame;
use crate::ui::Icon;

/// One of two to six. `columns` (1 to 3) fold on narrow screens.
#[component]
pub fn RadioCards(
    #[prop(into)] name: String,
    #[prop(into)] legend: Signal<String>,
    options: Vec<Choice>,
    #[prop(optional, into)] selected: Signal<Option<String>>,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(default = 2)] columns: u8,
    /// Told of what is chosen, and first of what it is once there is a script to follow it.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let frame = Frame::new(None, &name, help, error);
    let group = NodeRef::<html::Fieldset>::new();
    // it may have been chosen before, by a person or a browser that remembers
    Effect::new(move |_| {
        let chosen = group.get().and_then(|group| group.query_selector("input:checked").ok().flatten());
        if let (Some(value), Some(on_change)) = (chosen.and_then(|input| input.get_attribute("value")), on_change) {
            on_change.run(value);
        }
    });
    let class = match columns {
        1 => "radio-cards",
        2 => "radio-cards radio-cards-2",
        _ => "radio-cards radio-cards-3",
    };
    let described_by = frame.described_by();
    let invalid = frame.invalid();
    let cards = options
        .into_iter()
        .map(|choice| {
            let value = choice.value.clone();
            let checked = move || selected.get().is_some_and(|selected| selected == value);
            let invalid = invalid.clone();
            view! {
                <label class="radio-card">
                    <input
                        type="radio"
                        name=name.clone()
                        value=choice.value
                        checked=checked
                        required=required
                        disabled=choice.disabled
                        aria-invalid=invalid
                        on:change=move |event| {
                            if let Some(on_change) = on_change {
                                on_change.run(event_target_value(&event));
                            }
                        }
                    />
                    {choice.icon.map(|name| view! { <Icon name/> })}
                    <span class="radio-card-text">
                        <span class="radio-card-label">{choice.label}</span>
                        {choice.hint.map(|hint| view! { <span class="radio-card-hint">{hint}</span> })}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset node_ref=group class="field" aria-describedby=described_by>
            <legend class="field-label">{legend}</legend>
            <div class=class>{cards}</div>
            {frame.texts()}
        </fieldset>
    }
    .into_any()
}
