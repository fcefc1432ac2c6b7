//! Lists, steps, entries with headings: points of the outline, each with something said about it.

use crate::ai::brief::SectionBrief;
use crate::ai::html::{escape, word_count};
use crate::ai::sandbox::phrasing::{capitalised, tidy};
use crate::ai::sandbox::section::draft::Draft;
use crate::ai::sandbox::topic::subject_of;
use crate::ai::structure::ContentStructure;

/// How the items of a list are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Bullet,
    Step,
}

/// Words of an item: its point and one remark.
const ITEM_WORDS: i64 = 22;

/// The points of a section; where the outline has none, the subjects of its keywords, and else general ones.
pub(super) fn points_of(brief: &SectionBrief) -> Vec<String> {
    let tidy = |point: &String| capitalised(tidy(point).trim_end_matches(['.', ':', ';', ',']));
    let points: Vec<String> = brief.section.points.iter().map(tidy).filter(|point| !point.is_empty()).collect();
    if !points.is_empty() {
        return points;
    }
    let general = match brief.structure {
        ContentStructure::Guide | ContentStructure::ServicePage => {
            ["Settle what you want to achieve", "Gather what is needed", "Go step by step", "Check the result"]
        }
        ContentStructure::Comparison | ContentStructure::Review => {
            ["Everyday handling", "What is included", "Upkeep over time", "Room for change"]
        }
        _ => ["A clear aim", "The right order", "Care in the details", "A look back at the result"],
    };
    let subjects = brief.keywords.iter().map(|keyword| capitalised(&subject_of(keyword))).filter(|one| !one.is_empty());
    let mut points: Vec<String> = Vec::new();
    for subject in subjects.take(4).chain(general.map(str::to_owned)) {
        if points.len() < 4 && !points.contains(&subject) {
            points.push(subject);
        }
    }
    points
}

/// How many of `given` points fit when each takes `words`, keeping `rest` of a hundred words for what is around them.
fn room_for(draft: &Draft, given: usize, words: i64, rest: i64) -> usize {
    let room = draft.missing() * (100 - rest) / 100 / words;
    usize::try_from(room).unwrap_or(0).min(given)
}

/// A sentence's end after a point that is no sentence.
fn lead(point: &str) -> String {
    let ends = point.ends_with(['?', '!', '.']);
    format!("<strong>{}{}</strong>", escape(point), if ends { "" } else { "." })
}

/// A list whose items name a point and say one thing about it.
pub(super) fn list(draft: &mut Draft, points: &[String], item: Item) {
    let count = room_for(draft, points.len(), ITEM_WORDS, 15);
    if count < 2 {
        return;
    }
    let (open, close) = match item {
        Item::Bullet => ("<ul>", "</ul>"),
        Item::Step => ("<ol>", "</ol>"),
    };
    let items: Vec<String> =
        points[..count].iter().map(|point| format!("<li>{} {}</li>", lead(point), escape(&draft.remark()))).collect();
    draft.push(&format!("{open}{}{close}", items.concat()));
}

/// Paragraphs that begin with their point in bold.
pub(super) fn lead_ins(draft: &mut Draft, points: &[String]) {
    let count = room_for(draft, points.len(), 65, 0);
    for point in &points[..count] {
        let text = format!("{} {}", draft.link(), draft.unit());
        draft.push(&format!("<p>{} {}</p>", lead(point), escape(text.trim())));
    }
}

/// Entries with a heading each: for lists of the best with whom they suit, for hubs with what there is to know.
pub(super) fn entries(draft: &mut Draft, points: &[String], structure: ContentStructure) {
    let count = room_for(draft, points.len(), 75, 0);
    if count == 0 {
        return lead_ins(draft, points);
    }
    for (at, point) in points[..count].iter().enumerate() {
        let left = i64::try_from(count - at).unwrap_or(1);
        let share = draft.missing() / left;
        let mut text = format!("{} {}", draft.link(), draft.unit()).trim().to_owned();
        let verdict = if structure == ContentStructure::Listicle { draft.remark() } else { String::new() };
        let more = draft.passage(share - word_count(&text) - word_count(&verdict) - word_count(point) - 2);
        text = format!("{text} {more}");
        draft.push(&format!("<h3>{}</h3><p>{}</p>", escape(point), escape(text.trim())));
        if !verdict.is_empty() {
            draft.push(&format!("<p><strong>In short:</strong> {}</p>", escape(&verdict)));
        }
    }
}

/// Two lists: what speaks for it, and what to keep in mind.
pub(super) fn for_and_against(draft: &mut Draft, points: &[String]) {
    let count = room_for(draft, points.len(), ITEM_WORDS + 4, 15);
    if count < 2 {
        return;
    }
    let (strong, weak) = points[..count].split_at(count.div_ceil(2));
    for (heading, points) in [("What speaks for it", strong), ("What to keep in mind", weak)] {
        let items: Vec<String> =
            points.iter().map(|point| format!("<li>{} {}</li>", lead(point), escape(&draft.remark()))).collect();
        draft.push(&format!("<h3>{heading}</h3><ul>{}</ul>", items.concat()));
    }
}
