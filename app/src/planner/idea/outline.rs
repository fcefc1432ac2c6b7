//! An outline, and the text a person edits it as.
//!
//! ```text
//! ## What cold brew is
//! Readers learn how it differs from iced coffee.
//! - brewed cold, for hours
//! - less acid
//! ```

use crate::ai::brief::SectionOutline;

/// The sections of an article, in order.
pub type Outline = Vec<SectionOutline>;

/// Most sections of one article.
pub const MAX_SECTIONS: usize = 30;
/// Longest heading, purpose or point, in characters.
pub const MAX_LINE: usize = 300;

/// Why a text is no outline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutlineError {
    #[error("Begin with a heading: a line that starts with “## ”.")]
    NoHeading,
    #[error("Line {line}: the heading is empty.")]
    EmptyHeading { line: usize },
    #[error("Line {line} is longer than {MAX_LINE} characters.")]
    LongLine { line: usize },
    #[error("An outline has at most {MAX_SECTIONS} sections.")]
    TooMany,
}

/// Reads an outline. Lines that are neither headings (`#`, `##`, …) nor points (`-` or `*`) tell the section's purpose.
/// An empty text is an empty outline.
///
/// # Errors
/// [`OutlineError`], with the line.
pub fn parse_outline(text: &str) -> Result<Outline, OutlineError> {
    let mut outline = Outline::new();
    for (at, raw) in text.lines().enumerate() {
        let (line, number) = (raw.trim(), at + 1);
        if line.is_empty() {
            continue;
        }
        if line.chars().count() > MAX_LINE {
            return Err(OutlineError::LongLine { line: number });
        }
        if line.starts_with('#') {
            let heading = one_line(line.trim_start_matches('#'));
            if heading.is_empty() {
                return Err(OutlineError::EmptyHeading { line: number });
            }
            outline.push(SectionOutline { heading, ..SectionOutline::default() });
            continue;
        }
        let Some(section) = outline.last_mut() else { return Err(OutlineError::NoHeading) };
        match line.strip_prefix(['-', '*', '•']) {
            Some(point) if point.trim().is_empty() => {}
            Some(point) => section.points.push(one_line(point)),
            None if section.purpose.is_empty() => section.purpose = one_line(line),
            None => section.purpose = format!("{} {}", section.purpose, one_line(line)),
        }
    }
    if outline.len() > MAX_SECTIONS {
        return Err(OutlineError::TooMany);
    }
    Ok(outline)
}

/// Writes an outline as [`parse_outline`] reads it.
#[must_use]
pub fn format_outline(outline: &[SectionOutline]) -> String {
    let sections: Vec<String> = outline
        .iter()
        .map(|section| {
            let mut lines = vec![format!("## {}", one_line(&section.heading))];
            if !section.purpose.trim().is_empty() {
                lines.push(one_line(&section.purpose));
            }
            lines.extend(section.points.iter().map(|point| format!("- {}", one_line(point))));
            lines.join("\n")
        })
        .collect();
    sections.join("\n\n")
}

/// The text on one line, without spaces at its ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_becomes_sections() {
        let outline = parse_outline("## One\nWhy it is there,\nin two lines\n- a\n* b\n\n# Two").expect("an outline");
        assert_eq!(outline.len(), 2);
        assert_eq!(outline[0].purpose, "Why it is there, in two lines");
        assert_eq!(outline[0].points, ["a", "b"]);
        assert_eq!(outline[1].heading, "Two");
        assert_eq!(parse_outline(" \n "), Ok(vec![]));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(parse_outline("no heading"), Err(OutlineError::NoHeading));
        assert_eq!(parse_outline("## a\n\n##  "), Err(OutlineError::EmptyHeading { line: 3 }));
        assert_eq!(parse_outline(&format!("## {}", "a".repeat(MAX_LINE))), Err(OutlineError::LongLine { line: 1 }));
        assert_eq!(parse_outline(&"## a\n".repeat(MAX_SECTIONS + 1)), Err(OutlineError::TooMany));
    }

    proptest! {
        #[test]
        fn an_outline_survives_being_edited_as_text(
            sections in proptest::collection::vec(("[A-Za-z][A-Za-z ]{0,20}", "[A-Z][a-z ]{0,30}", proptest::collection::vec("[a-z][a-z ]{0,9}", 0..4)), 0..6)
        ) {
            let outline: Outline = sections
                .into_iter()
                .map(|(heading, purpose, points)| SectionOutline {
                    heading: one_line(&heading),
                    purpose: one_line(&purpose),
                    points: points.iter().map(|point| one_line(point)).collect(),
                })
                .collect();
            prop_assert_eq!(parse_outline(&format_outline(&outline)), Ok(outline));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}") {
            if let Ok(outline) = parse_outline(&text) {
                prop_assert!(outline.iter().all(|section| !section.heading.is_empty()));
            }
        }
    }
}
