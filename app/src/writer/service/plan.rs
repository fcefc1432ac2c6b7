//! How an article's words are shared out among its sections, and shared out anew after each of them.

use crate::ai::brief::{SectionKind, SectionOutline};

/// Shortest section that is asked for, in words: below this nothing can be said.
const MIN_SECTION: i64 = 40;
/// The introduction's part of the article, in hundredths, and its bounds in words.
const INTRODUCTION_PART: i64 = 10;
const INTRODUCTION: (i64, i64) = (60, 220);
/// Points beyond this many make a section no longer.
const MAX_POINTS: i64 = 6;

/// One section to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub kind: SectionKind,
    pub outline: SectionOutline,
    /// Its part of the article, relative to the others'.
    weight: i64,
}

/// The sections of an article: an introduction, then the outline. Without an outline the introduction is all of it.
#[must_use]
pub fn sections_of(outline: &[SectionOutline], target_words: i64) -> Vec<Planned> {
    let weights: Vec<i64> = outline
        .iter()
        // a section with more to say gets more room, within reason
        .map(|section| 6 + i64::try_from(section.points.len()).unwrap_or(MAX_POINTS).min(MAX_POINTS))
        .collect();
    let of_body: i64 = weights.iter().sum();
    let wanted = (target_words * INTRODUCTION_PART / 100).clamp(INTRODUCTION.0, INTRODUCTION.1);
    // weights in thousandths of a word's share keep the introduction at `wanted` words
    let rest = (target_words - wanted).max(1);
    let introduction = Planned {
        kind: SectionKind::Introduction,
        outline: SectionOutline::default(),
        weight: if of_body == 0 { 1 } else { of_body * 1_000 * wanted / rest },
    };
    let body = outline.iter().zip(weights).map(|(section, weight)| Planned {
        kind: SectionKind::Body,
        outline: section.clone(),
        weight: weight * 1_000,
    });
    std::iter::once(introduction).chain(body).collect()
}

/// Words to ask for at a position, its heading left out: its share of what is left of the article. What earlier
/// sections had too much or too little of, later ones make up for.
#[must_use]
pub fn words_for(plan: &[Planned], position: usize, target_words: i64, written: i64, heading_words: i64) -> i64 {
    let left: i64 = plan.iter().skip(position).map(|section| section.weight).sum();
    let Some(section) = plan.get(position) else { return 0 };
    let share = (target_words - written) * section.weight / left.max(1);
    (share - heading_words).max(MIN_SECTION)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn outline(points: &[usize]) -> Vec<SectionOutline> {
        points
            .iter()
            .map(|n| SectionOutline {
                heading: "About it".to_owned(),
                purpose: String::new(),
                points: vec!["x".to_owned(); *n],
            })
            .collect()
    }

    #[test]
    fn an_article_without_an_outline_is_one_text() {
        let plan = sections_of(&[], 800);
        assert_eq!(plan.len(), 1);
        assert_eq!(words_for(&plan, 0, 800, 0, 0), 800);
    }

    #[test]
    fn the_introduction_is_short_and_sections_with_more_points_are_longer() {
        let plan = sections_of(&outline(&[1, 5]), 1_500);
        let introduction = words_for(&plan, 0, 1_500, 0, 0);
        assert!((145..=155).contains(&introduction), "{introduction}");
        assert!(words_for(&plan, 1, 1_500, introduction, 2) < words_for(&plan, 2, 1_500, introduction, 2));
    }

    proptest! {
        /// However far each section is off (a fifth at most, or it is asked for again), the article is within a tenth.
        #[test]
        fn the_whole_is_within_a_tenth(
            points in prop::collection::vec(0_usize..8, 3..12),
            target in 500_i64..5_000,
            off in prop::collection::vec(-20_i64..=20, 13),
        ) {
            let plan = sections_of(&outline(&points), target);
            // so many sections that each would be too short are no article of this length
            prop_assume!(target / i64::try_from(plan.len()).expect("few") >= 80);
            let mut written = 0;
            for (position, off) in off.iter().enumerate().take(plan.len()) {
                let heading = if position == 0 { 0 } else { 2 };
                let asked = words_for(&plan, position, target, written, heading);
                written += asked + asked * off / 100 + heading;
            }
            prop_assert!((written - target).abs() * 10 <= target, "{} of {}", written, target);
        }
    }
}
