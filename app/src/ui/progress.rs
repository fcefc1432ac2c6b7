//! How far something is.

use leptos::prelude::*;

/// A bar with its words. `value` is 0 to 100; none means that nobody can tell.
#[component]
pub fn ProgressBar(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<Option<f64>>,
    #[prop(optional, into)] note: Signal<Option<String>>,
) -> impl IntoView {
    let value = move || value.get().map(|value| value.clamp(0.0, 100.0));
    view! {
        <div class="progress">
            <div class="progress-head">
                <span class="progress-label">{label}</span>
                {move || value().map(|value| view! { <span class="num">{format!("{value:.0} %")}</span> })}
            </div>
            <progress
                max="100"
                aria-label=label
                value=move || value().map(|value| format!("{value:.1}"))
            ></progress>
            {move || note.get().map(|note| view! { <p class="progress-note">{note}</p> })}
        </div>
    }
    .into_any()
}

/// A small ring for tight places. `percent` is 0 to 100; none turns.
#[component]
pub fn ProgressRing(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] percent: Signal<Option<f64>>,
    /// Its edge in pixels.
    #[prop(default = 20)]
    size: u32,
) -> impl IntoView {
    let part = move || percent.get().map_or(25.0, |percent| percent.clamp(0.0, 100.0));
    view! {
        <svg
            class="ring"
            class:spin=move || percent.get().is_none()
            width=size
            height=size
            viewBox="0 0 20 20"
            role="img"
            aria-label=label
        >
            <circle class="ring-track" cx="10" cy="10" r="8"></circle>
            <circle
                class="ring-part"
                cx="10"
                cy="10"
                r="8"
                pathLength="100"
                stroke-dasharray=move || format!("{:.1} 100", part())
                transform="rotate(-90 10 10)"
            ></circle>
        </svg>
    }
    .into_any()
}
