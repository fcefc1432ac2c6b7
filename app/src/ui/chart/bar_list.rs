//! Shares of a whole: bars one below the other, or one bar in parts.

use leptos::prelude::*;

use crate::ui::Tone;

/// One share: its name, its size, and its size in words.
#[derive(Debug, Clone, PartialEq)]
pub struct BarRow {
    label: String,
    value: f64,
    words: String,
    href: Option<String>,
    tone: Tone,
}

impl BarRow {
    pub fn new(label: impl Into<String>, value: f64, words: impl Into<String>) -> Self {
        Self { label: label.into(), value, words: words.into(), href: None, tone: Tone::Blue }
    }

    /// Where its details are.
    #[must_use]
    pub fn href(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    #[must_use]
    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// Bars one below the other, each with its name and its value. The longest fills the width.
#[component]
pub fn BarList(#[prop(into)] label: String, rows: Vec<BarRow>) -> impl IntoView {
    let longest = rows.iter().map(|row| row.value).fold(f64::MIN_POSITIVE, f64::max);
    let rows = rows
        .into_iter()
        .map(|row| {
            let share = (row.value / longest * 100.0).clamp(0.0, 100.0);
            let name = match row.href {
                Some(href) => view! { <a class="link" href=href>{row.label}</a> }.into_any(),
                None => row.label.into_any(),
            };
            view! {
                <li class=format!("bar-list-row {}", row.tone.class())>
                    <span class="bar-list-name">{name}</span>
                    <span class="bar-list-value num">{row.words}</span>
                    <svg class="bar-list-bar" width="100%" height="6" aria-hidden="true">
                        <rect class="bar-list-track" width="100%" height="6" rx="3"></rect>
                        <rect class="bar-list-fill" width=format!("{share:.1}%") height="6" rx="3"></rect>
                    </svg>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="bar-list" aria-label=label>{rows}</ul> }.into_any()
}

/// One bar in at most four parts, with their names below.
#[component]
pub fn SplitBar(#[prop(into)] label: String, parts: Vec<BarRow>) -> impl IntoView {
    let whole = parts.iter().map(|part| part.value.max(0.0)).sum::<f64>().max(f64::MIN_POSITIVE);
    let mut from = 0.0;
    let pieces = parts
        .iter()
        .map(|part| {
            let share = part.value.max(0.0) / whole * 100.0;
            let x = from;
            from += share;
            view! {
                <rect
                    class=format!("split-part {}", part.tone.class())
                    x=format!("{x:.2}%")
                    width=format!("{share:.2}%")
                    height="10"
                ></rect>
            }
        })
        .collect_view();
    let names = parts
        .into_iter()
        .map(|part| {
            view! {
                <li class=part.tone.class()>
                    <span class="split-dot" aria-hidden="true"></span>
                    {part.label}
                    " "
                    <span class="num strong">{part.words}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="split">
            <svg class="split-bar" width="100%" height="10" aria-hidden="true">{pieces}</svg>
            <ul class="split-names" aria-label=label>{names}</ul>
        </div>
    }
    .into_any()
}
