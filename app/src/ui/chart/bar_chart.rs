//! Bars by day.

use leptos::prelude::*;

use super::ChartTable;
use crate::ui::format::{format_compact, format_decimal};

/// Height in pixels. Places across are shares of the width, so that letters keep their size on a phone.
const HEIGHT: f64 = 200.0;
/// Above the bars: room for the value of the one in focus.
const TOP: f64 = 18.0;
/// Below the bars: their names.
const BOTTOM: f64 = 24.0;
/// More names than this would touch each other.
const MAX_NAMES: usize = 8;
/// A bar with less of the width than this is narrower than its name, in percent.
const NARROW: f64 = 8.0;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    label: String,
    value: f64,
    note: Option<String>,
    highlighted: bool,
}

impl Bar {
    pub fn new(label: impl Into<String>, value: f64) -> Self {
        Self { label: label.into(), value, note: None, highlighted: false }
    }

    /// More words for the tooltip.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The bar that is spoken of, such as today's.
    #[must_use]
    pub const fn highlight(mut self) -> Self {
        self.highlighted = true;
        self
    }

    fn words(&self, unit: &str) -> String {
        let value = format_value(self.value);
        let note = self.note.as_ref().map(|note| format!(" · {note}")).unwrap_or_default();
        let space = if unit.is_empty() { "" } else { " " };
        format!("{}: {value}{space}{unit}{note}", self.label)
    }
}

fn format_value(value: f64) -> String {
    format_decimal(value, if value.fract() == 0.0 { 0 } else { 1 })
}

/// Bars side by side, with values from zero up. Each can be reached by keyboard and tells its value.
#[component]
pub fn BarChart(
    #[prop(into)] title: String,
    bars: Vec<Bar>,
    /// What is counted, as "credits".
    #[prop(optional, into)]
    unit: String,
) -> impl IntoView {
    let top_value = scale_top(bars.iter().map(|bar| bar.value).fold(0.0, f64::max));
    let rows = bars.iter().map(|bar| (bar.label.clone(), format_value(bar.value))).collect();
    let slot = 100.0 / bars.len().max(1) as f64;
    let every = bars.len().div_ceil(MAX_NAMES).max(1);
    // Names count back from the last bar, which is the one people look for.
    let last = bars.len().saturating_sub(1);
    let columns = bars
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            let name = if (last - at).is_multiple_of(every * 2) {
                Name::Always
            } else if (last - at).is_multiple_of(every) {
                Name::WhereThereIsRoom
            } else {
                Name::Never
            };
            column(bar, slot * at as f64, slot, top_value, &unit, name)
        })
        .collect_view();
    let lines = [0.0, 0.5, 1.0].map(|share| grid_line(share, top_value)).collect_view();
    let value_name = if unit.is_empty() { "Value".to_owned() } else { unit };
    view! {
        <figure class="chart">
            <svg
                class="bar-chart"
                width="100%"
                height=HEIGHT
                role="group"
                aria-label=title.clone()
            >
                {lines}
                {columns}
            </svg>
            <ChartTable caption=title value_name rows/>
        </figure>
    }
    .into_any()
}

/// Whether a bar's name stands below it.
enum Name {
    Always,
    WhereThereIsRoom,
    Never,
}

/// `x` and `slot` are shares of the width, in percent.
fn column(bar: &Bar, x: f64, slot: f64, top_value: f64, unit: &str, name: Name) -> AnyView {
    let room = HEIGHT - TOP - BOTTOM;
    let height = if bar.value > 0.0 { (bar.value / top_value * room).max(2.0) } else { 0.0 };
    let width = (slot * 0.7).min(8.0);
    let middle = x + slot / 2.0;
    let y = HEIGHT - BOTTOM - height;
    let words = bar.words(unit);
    let title = words.clone();
    let class = match name {
        Name::Always => Some("chart-name"),
        Name::WhereThereIsRoom => Some("chart-name chart-name-spare"),
        Name::Never => None,
    };
    // beside the border a name ends with its bar, since it is wider than one of many
    let (name_x, anchor) =
        if slot < NARROW && x + slot > 100.0 - slot / 2.0 { (x + slot, "end") } else { (middle, "middle") };
    let name = class.map(|class| {
        view! {
            <text class=class x=format!("{name_x:.2}%") y=HEIGHT - 6.0 text-anchor=anchor>
                {bar.label.clone()}
            </text>
        }
    });
    view! {
        <g
            class="bar"
            class:bar-highlighted=bar.highlighted
            tabindex="0"
            role="img"
            aria-label=words
        >
            <title>{title}</title>
            <rect class="bar-room" x=format!("{x:.2}%") y="0" width=format!("{slot:.2}%") height=HEIGHT - BOTTOM></rect>
            <rect
                class="bar-fill"
                x=format!("{:.2}%", middle - width / 2.0)
                y=format!("{y:.1}")
                width=format!("{width:.2}%")
                height=format!("{height:.1}")
                rx="3"
            ></rect>
            <text class="bar-value" x=format!("{middle:.2}%") y=format!("{:.1}", y - 6.0) text-anchor="middle">
                {format_value(bar.value)}
            </text>
            {name}
        </g>
    }
    .into_any()
}

fn grid_line(share: f64, top_value: f64) -> AnyView {
    let y = HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    let value = format_compact((share * top_value).round() as i64);
    view! {
        <line class="chart-line" x1="0" x2="100%" y1=format!("{y:.1}") y2=format!("{y:.1}")></line>
        <text class="chart-name" x="-8" y=format!("{:.1}", y + 4.0) text-anchor="end">{value}</text>
    }
    .into_any()
}

/// The scale's end: the next 2, 4, 10 of a power of ten, so that its half is a whole number too.
fn scale_top(highest: f64) -> f64 {
    if highest <= 2.0 {
        return 2.0;
    }
    let power = 10f64.powf(highest.log10().floor());
    [1.0, 2.0, 4.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|top| *top >= highest)
        .unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::{Bar, scale_top};

    #[test]
    fn the_scale_ends_on_a_round_number_above_the_highest_bar() {
        assert_eq!(scale_top(0.0), 2.0);
        assert_eq!(scale_top(42.0), 60.0);
        assert_eq!(scale_top(100.0), 100.0);
        assert_eq!(scale_top(940.0), 1_000.0);
    }

    #[test]
    fn a_bar_tells_its_value_in_words() {
        let bar = Bar::new("27 Nov", 1_240.0).note("8 articles");
        assert_eq!(bar.words("credits"), "27 Nov: 1,240 credits · 8 articles");
        assert_eq!(Bar::new("A", 1.5).words(""), "A: 1.5");
    }
}
