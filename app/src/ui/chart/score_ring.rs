//! A score out of a hundred.

use leptos::prelude::*;

/// Scores from here on are good.
const GOOD: i64 = 80;
/// Scores from here on are passable.
const FAIR: i64 = 50;

/// A ring filled by its score (0 to 100): green, amber or red, with the number inside.
#[component]
pub fn ScoreRing(
    #[prop(into)] label: String,
    #[prop(into)] score: Signal<i64>,
    /// Its edge in pixels.
    #[prop(default = 72)]
    size: u32,
) -> impl IntoView {
    let score = move || score.get().clamp(0, 100);
    let class = move || match score() {
        GOOD.. => "score tone-green",
        FAIR.. => "score tone-amber",
        _ => "score tone-red",
    };
    view! {
        <svg
            class=class
            width=size
            height=size
            viewBox="0 0 72 72"
            role="img"
            aria-label=move || format!("{label}: {} of 100", score())
        >
            <circle class="score-track" cx="36" cy="36" r="31"></circle>
            <circle
                class="score-part"
                cx="36"
                cy="36"
                r="31"
                pathLength="100"
                stroke-dasharray=move || format!("{} 100", score())
                transform="rotate(-90 36 36)"
            ></circle>
            <text x="36" y="43" text-anchor="middle">{score}</text>
        </svg>
    }
    .into_any()
}
