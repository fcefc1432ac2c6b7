//! Sets a title into its place: the largest size at which it fits, in balanced lines.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::canvas::{Canvas, FONT, FONT_FAMILY};
use super::colour::Colour;
use crate::ai::html::escape;
use crate::ai::sandbox::phrasing::shortened;

/// Where a title may stand, and in which colour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) x: f64,
    /// Top of the place.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) ink: Colour,
    pub(super) align: Align,
}

/// Where in its place a title stands when it doesn't fill it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Top,
    Middle,
    Bottom,
}

/// Longest title that is set, in characters.
const MAX_TITLE: usize = 120;

const MAX_LINES: usize = 5;

/// Distance between lines, as a share of the size.
const LEADING: f64 = 1.12;

/// Sizes that are tried, as shares of the place's width.
const SIZES: &[f64] = &[0.145, 0.13, 0.118, 0.106, 0.096, 0.086, 0.078, 0.07, 0.062, 0.055];

/// Advance widths of the typeface at a size of 1, kerning left out: real lines are a little shorter.
static FONT_REF: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::new(FONT).ok());

fn text_width(text: &str, size: f64) -> f64 {
    let Some(font) = FONT_REF.as_ref() else { return 0.6 * size * f64::from(u32::try_from(text.len()).unwrap_or(0)) };
    let metrics = font.glyph_metrics(Size::new(100.0), LocationRef::default());
    let characters = font.charmap();
    let advance = |one| characters.map(one).and_then(|glyph| metrics.advance_width(glyph)).unwrap_or(60.0);
    text.chars().map(|one| f64::from(advance(one))).sum::<f64>() * size / 100.0
}

/// Whether the typeface has nearly all letters of a text.
fn can_be_set(text: &str) -> bool {
    let Some(font) = FONT_REF.as_ref() else { return false };
    let characters = font.charmap();
    let letters: Vec<char> = text.chars().filter(|one| !one.is_whitespace()).collect();
    let missing = letters.iter().filter(|one| characters.map(**one).is_none()).count();
    !letters.is_empty() && missing * 10 <= letters.len()
}

/// Breaks a text into lines no wider than `width`; `None` when a single word is wider.
fn broken(text: &str, size: f64, width: f64) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if text_width(word, size) > width {
            return None;
        }
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    Some(lines)
}

/// The same number of lines, as even as they can be: the narrowest width that needs no line more.
fn balanced(text: &str, size: f64, width: f64) -> Option<Vec<String>> {
    let lines = broken(text, size, width)?;
    let narrower = (50..100).map(|percent| width * f64::from(percent) / 100.0);
    let even = narrower.filter_map(|width| broken(text, size, width)).find(|even| even.len() == lines.len());
    Some(even.unwrap_or(lines))
}

/// Largest size at which the text fits its place, and its lines.
fn fitted(text: &str, place: &Place) -> Option<(f64, Vec<String>)> {
    let height = |size: f64, lines: usize| size * (LEADING * f64::from(u32::try_from(lines).unwrap_or(1)) - 0.2);
    SIZES.iter().map(|share| share * place.width).find_map(|size| {
        let lines = balanced(text, size, place.width)?;
        (lines.len() <= MAX_LINES && height(size, lines.len()) <= place.height).then_some((size, lines))
    })
}

/// Sets the title. One in letters that the typeface doesn't have is left out: the picture stands by itself.
pub(super) fn set_title(canvas: &mut Canvas, title: &str, place: &Place) {
    let plain: String = title.chars().filter(|one| !one.is_control()).collect();
    let title = shortened(plain.trim(), MAX_TITLE);
    if !can_be_set(&title) {
        return;
    }
    let Some((size, lines)) = fitted(&title, place) else { return };
    let count = f64::from(u32::try_from(lines.len()).unwrap_or(1));
    let block = size * (LEADING * (count - 1.0) + 0.73);
    let top = match place.align {
        Align::Top => place.y,
        Align::Middle => place.y + (place.height - block) / 2.0,
        Align::Bottom => place.y + place.height - block,
    };
    for (at, line) in (0..).zip(&lines) {
        // Capitals are 0.73 of the size high; the first line's tops stand at the top of the block.
        let baseline = top + size * (0.73 + LEADING * f64::from(at));
        canvas.add(&format!(
            r#"<text x="{:.1}" y="{baseline:.1}" font-family="{FONT_FAMILY}" font-weight="700" font-size="{size:.1}" letter-spacing="{:.2}" fill="{}">{}</text>"#,
            place.x,
            size * -0.012,
            place.ink.css(),
            escape(line)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{Align, Place, can_be_set, fitted, text_width};
    use crate::ai::sandbox::image::colour::WHITE;

    #[test]
    fn titles_fit_their_place_at_a_size_that_can_be_read() {
        let place = Place { x: 0.0, y: 0.0, width: 560.0, height: 480.0, ink: WHITE, align: Align::Top };
        for title in ["Tea", "How to Make Cold Brew Without the Guesswork", &"Understanding tax deductions ".repeat(4)]
        {
            let (size, lines) = fitted(title.trim(), &place).expect("a size");
            assert!(size > 30.0 && lines.len() <= 5, "{title}: {size}, {lines:?}");
            assert!(lines.iter().all(|line| text_width(line, size) <= place.width));
            assert_eq!(lines.join(" "), title.trim());
        }
        assert!(can_be_set("Größe & Maß – für Übermorgen") && can_be_set("Как выбрать") && !can_be_set("咖啡的做法"));
    }
}
