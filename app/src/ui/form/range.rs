//! A field that slides over a few steps.

use leptos::html;
use leptos::prelude::*;

use super::frame::Frame;

/// One of several steps in their order, chosen with a slider that says what the step it stands on means. The form
/// carries the step's place, from 1.
#[component]
pub fn RangeField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    /// What lies towards the first step, and what towards the last.
    #[prop(into)]
    min_label: String,
    #[prop(into)] max_label: String,
    /// Each step's name, and what it means in a sentence.
    steps: Vec<(&'static str, &'static str)>,
    /// The place it stands at first.
    #[prop(default = 1)]
    value: i64,
    #[prop(optional, into)] help: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] on_change: Option<Callback<i64>>,
) -> impl IntoView {
    let frame = Frame::new(id, &name, help, error);
    let input = NodeRef::<html::Input>::new();
    let last = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let ticks = steps.iter().map(|_| view! { <span></span> }).collect_view();
    // Where it stands; unknown until there is a script to follow it. It may have been moved before.
    let place = RwSignal::new(None::<i64>);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            place.set(input.value().parse().ok());
        }
    });
    let step = Signal::derive(move || {
        let at = usize::try_from(place.get()?.checked_sub(1)?).ok()?;
        steps.get(at).copied()
    });
    let spoken = move || step.get().map(|(name, meaning)| format!("{name}. {meaning}"));
    let shown = move || step.get().map(|(name, meaning)| view! { <strong>{name}</strong> " · " {meaning} });
    view! {
        <div class="field">
            {frame.label(label, false)}
            <div class="range">
                <input
                    node_ref=input
                    id=frame.id.clone()
                    class="range-input"
                    type="range"
                    name=name
                    min="1"
                    max=last.to_string()
                    step="1"
                    value=value.to_string()
                    // a browser that remembers where it stood would not tell
                    autocomplete="off"
                    aria-valuetext=spoken
                    aria-invalid=frame.invalid()
                    aria-describedby=frame.described_by()
                    on:input=move |event| {
                        if let Ok(now) = event_target_value(&event).parse::<i64>() {
                            place.set(Some(now));
                            if let Some(on_change) = on_change {
                                on_change.run(now);
                            }
                        }
                    }
                />
                <div class="range-ticks" aria-hidden="true">
                    {ticks}
                </div>
                <div class="range-ends">
                    <span>{min_label}</span>
                    <span>{max_label}</span>
                </div>
            </div>
            // what the slider itself says to screen readers
            <p class="range-meaning" aria-hidden="true">
                {shown}
            </p>
            {frame.texts()}
        </div>
    }
    .into_any()
}
