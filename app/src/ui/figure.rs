//! Figures: one number each, with what it means.

use leptos::prelude::*;

use super::chart::Sparkline;
use super::format::format_percent;
use super::{Icon, IconName};

/// Figures side by side.
#[component]
pub fn FigureRow(children: Children) -> impl IntoView {
    view! { <div class="figure-row">{children()}</div> }.into_any()
}

/// One figure. `trend` is the change as a ratio (0.12 is 12 % more); `spark` its recent course.
#[component]
pub fn Figure(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] note: Signal<Option<String>>,
    #[prop(optional_no_strip, into)] trend: Option<f64>,
    #[prop(optional, into)] href: Option<String>,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional)] spark: Vec<f64>,
) -> impl IntoView {
    let course = (spark.len() > 1).then(|| {
        let label = format!("{label}, recent course");
        view! { <Sparkline label values=spark/> }
    });
    let content = view! {
        <span class="figure-label">{icon.map(|name| view! { <Icon name/> })} {label}</span>
        <span class="figure-line">
            <span class="figure-value">{value}</span>
            {trend.map(|trend| view! { <Trend ratio=trend/> })}
            {course}
        </span>
        {move || note.get().map(|note| view! { <span class="figure-note">{note}</span> })}
    };
    match href {
        Some(href) => view! { <a class="figure figure-link" href=href>{content}</a> }.into_any(),
        None => view! { <div class="figure">{content}</div> }.into_any(),
    }
}

#[component]
fn Trend(ratio: f64) -> impl IntoView {
    let (class, icon, words) = if ratio < 0.0 {
        ("trend trend-down", IconName::TrendingDown, "down")
    } else {
        ("trend trend-up", IconName::TrendingUp, "up")
    };
    view! {
        <span class=class>
            <Icon name=icon label=words/>
            {format_percent(ratio.abs())}
        </span>
    }
    .into_any()
}
