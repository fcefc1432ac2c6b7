//! Clusters as bubbles: what there is, and how much of each.

use leptos::prelude::*;

use super::ChartTable;
use super::packing::{Circle, bounds, pack};
use crate::ui::Tone;

/// Radius of the largest bubble, in units of the drawing.
const LARGEST: f64 = 56.0;
/// Radius of the smallest, so that it can still be hit.
const SMALLEST: f64 = 10.0;
/// Width of a letter of 12 px, near enough to know whether a name fits.
const LETTER: f64 = 6.4;
/// More bubbles than this say nothing more; the table behind has them all.
const MAX_BUBBLES: usize = 60;

/// One bubble; its area follows `size`.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    label: String,
    size: f64,
    words: String,
    href: Option<String>,
    tone: Tone,
}

impl Bubble {
    /// `words` tell the size: "42 keywords".
    pub fn new(label: impl Into<String>, size: f64, words: impl Into<String>) -> Self {
        Self { label: label.into(), size, words: words.into(), href: None, tone: Tone::Blue }
    }

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

/// Bubbles packed around the largest. At most 60 are drawn; the table behind the button has all.
#[component]
pub fn BubbleMap(#[prop(into)] title: String, bubbles: Vec<Bubble>) -> impl IntoView {
    let rows = bubbles.iter().map(|bubble| (bubble.label.clone(), bubble.words.clone())).collect();
    let mut drawn = bubbles;
    drawn.sort_by(|a, b| b.size.total_cmp(&a.size));
    drawn.truncate(MAX_BUBBLES);
    let largest = drawn.first().map_or(1.0, |bubble| bubble.size).max(f64::MIN_POSITIVE);
    let radii: Vec<f64> =
        drawn.iter().map(|bubble| (bubble.size.max(0.0) / largest).sqrt() * (LARGEST - SMALLEST) + SMALLEST).collect();
    let circles = pack(&radii);
    let (left, top, width, height) = bounds(&circles);
    let shapes = drawn.into_iter().zip(circles).map(|(bubble, circle)| bubble_shape(bubble, circle)).collect_view();
    view! {
        <figure class="chart">
            <svg
                class="bubble-map"
                width=format!("{:.0}", width + 4.0)
                height=format!("{:.0}", height + 4.0)
                viewBox=format!("{:.1} {:.1} {:.1} {:.1}", left - 2.0, top - 2.0, width + 4.0, height + 4.0)
                role="group"
                aria-label=title.clone()
            >
                {shapes}
            </svg>
            <ChartTable caption=title value_name="Size" rows/>
        </figure>
    }
    .into_any()
}

fn bubble_shape(bubble: Bubble, circle: Circle) -> AnyView {
    let Circle { x, y, radius } = circle;
    let words = format!("{}: {}", bubble.label, bubble.words);
    let title = words.clone();
    let name = fitting_lines(&bubble.label, radius);
    let first = y + 4.0 - 7.0 * (name.len().saturating_sub(1)) as f64;
    let text = name
        .into_iter()
        .enumerate()
        .map(|(line, text)| {
            let y = first + 14.0 * line as f64;
            view! { <text class="bubble-name" x=format!("{x:.1}") y=format!("{y:.1}") text-anchor="middle">{text}</text> }
        })
        .collect_view();
    let class = format!("bubble {}", bubble.tone.class());
    // Links and titles stand inside a <g>, which tells the macro that SVG's are meant and not HTML's.
    let (cx, cy, r) = (format!("{x:.1}"), format!("{y:.1}"), format!("{radius:.1}"));
    match bubble.href {
        Some(href) => view! {
            <g class=class>
                <a href=href aria-label=words>
                    <title>{title}</title>
                    <circle cx=cx cy=cy r=r></circle>
                    {text}
                </a>
            </g>
        }
        .into_any(),
        None => view! {
            <g class=class tabindex="0" role="img" aria-label=words>
                <title>{title}</title>
                <circle cx=cx cy=cy r=r></circle>
                {text}
            </g>
        }
        .into_any(),
    }
}

/// The name in lines that fit the bubble, cut with an ellipsis after two (three in a large one); nothing where a word
/// doesn't fit.
fn fitting_lines(name: &str, radius: f64) -> Vec<String> {
    let room = ((radius * 1.75) / LETTER) as usize;
    let most = if radius < 48.0 { 2 } else { 3 };
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.iter().any(|line| line.chars().count() > room) {
        return Vec::new();
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            if last.chars().count() == room {
                last.pop();
            }
            last.push('…');
        }
    }
    // the space keeps the words apart for those who hear them
    let before_last = lines.len().saturating_sub(1);
    for line in lines.iter_mut().take(before_last) {
        line.push(' ');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::fitting_lines;

    #[test]
    fn names_break_and_stay_inside() {
        assert_eq!(fitting_lines("cold brew", 56.0), ["cold brew"]);
        assert_eq!(fitting_lines("burr coffee grinder", 42.0), ["burr coffee ", "grinder"]);
        let long = "how to store coffee beans in the freezer";
        assert_eq!(fitting_lines(long, 42.0), ["how to ", "store…"]);
        assert_eq!(fitting_lines(long, 56.0).len(), 3);
        assert!(fitting_lines("uninterruptible", 12.0).is_empty());
    }
}
