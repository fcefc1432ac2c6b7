//! The course of a figure in the space of a word.

use leptos::prelude::*;

const WIDTH: f64 = 72.0;
const HEIGHT: f64 = 24.0;
/// Room for the line's width and the dot at its end.
const MARGIN: f64 = 3.0;

/// A line without axes; `label` says what it shows. Nothing is drawn for fewer than two values.
#[component]
pub fn Sparkline(#[prop(into)] label: String, values: Vec<f64>) -> impl IntoView {
    let points = points(&values);
    let Some(&(last_x, last_y)) = points.last() else { return ().into_any() };
    let line = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ");
    let area = format!("{MARGIN:.1},{HEIGHT:.1} {line} {last_x:.1},{HEIGHT:.1}");
    view! {
        <svg
            class="sparkline"
            width=WIDTH
            height=HEIGHT
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            role="img"
            aria-label=label
        >
            <polygon class="sparkline-area" points=area></polygon>
            <polyline class="sparkline-line" points=line></polyline>
            <circle class="sparkline-dot" cx=format!("{last_x:.1}") cy=format!("{last_y:.1}") r="2"></circle>
        </svg>
    }
    .into_any()
}

fn points(values: &[f64]) -> Vec<(f64, f64)> {
    if values.len() < 2 {
        return Vec::new();
    }
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let step = (WIDTH - 2.0 * MARGIN) / (values.len() - 1) as f64;
    let height = HEIGHT - 2.0 * MARGIN;
    values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            // A course without change runs through the middle.
            let share = if high > low { (value - low) / (high - low) } else { 0.5 };
            (MARGIN + step * at as f64, HEIGHT - MARGIN - share * height)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn the_course_fills_its_height() {
        let course = points(&[0.0, 5.0, 10.0]);
        assert_eq!(course.first(), Some(&(3.0, 21.0)));
        assert_eq!(course.last(), Some(&(69.0, 3.0)));
    }

    #[test]
    fn a_flat_course_runs_through_the_middle() {
        assert!(points(&[4.0, 4.0]).iter().all(|(_, y)| (y - 12.0).abs() < 1e-9));
        assert!(points(&[4.0]).is_empty());
    }
}
