//! How much of something is used.

use leptos::prelude::*;

use super::Tone;
use super::format::format_number;

/// A measured part of a whole, such as seats or credits.
#[component]
pub fn Meter(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<f64>,
    #[prop(into)] max: Signal<f64>,
    #[prop(optional, into)] note: Signal<Option<String>>,
    #[prop(default = Tone::Blue.into(), into)] tone: Signal<Tone>,
) -> impl IntoView {
    let words =
        move || format!("{} of {}", format_number(value.get().round() as i64), format_number(max.get().round() as i64));
    let share = move || {
        let whole = max.get();
        if whole > 0.0 { (value.get() / whole * 100.0).clamp(0.0, 100.0) } else { 0.0 }
    };
    // Not a <meter>: browsers draw it each in their own way, and none in the tones of ours.
    view! {
        <div class=move || format!("meter {}", tone.get().class())>
            <div class="progress-head">
                <span class="progress-label">{label}</span>
                <span class="num">{words}</span>
            </div>
            <div
                role="meter"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax=move || max.get().to_string()
                aria-valuenow=move || value.get().to_string()
                aria-valuetext=words
            >
                <svg class="bar-list-bar" width="100%" height="6" aria-hidden="true">
                    <rect class="bar-list-track" width="100%" height="6" rx="3"></rect>
                    <rect class="bar-list-fill" width=move || format!("{:.1}%", share()) height="6" rx="3"></rect>
                </svg>
            </div>
            {move || note.get().map(|note| view! { <p class="progress-note">{note}</p> })}
        </div>
    }
    .into_any()
}
