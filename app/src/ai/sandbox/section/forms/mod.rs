//! Forms: what a section of each structure is made of, be it steps, a table, entries with headings or plain paragraphs.

mod around;
mod lists;
mod tables;

use super::draft::Draft;
use crate::ai::brief::{SectionBrief, SectionKind};
use crate::ai::html::word_count;
use crate::ai::structure::ContentStructure;
use lists::{Item, points_of};

/// Writes the section into the draft.
pub(super) fn compose(draft: &mut Draft, brief: &SectionBrief) {
    match brief.kind {
        SectionKind::Introduction => around::introduction(draft, brief),
        SectionKind::KeyTakeaways => around::key_takeaways(draft, brief),
        SectionKind::Faq => around::questions(draft, brief),
        SectionKind::Body => body(draft, brief),
    }
}

fn body(draft: &mut Draft, brief: &SectionBrief) {
    open(draft);
    let points = points_of(brief);
    let heading = brief.section.heading.to_lowercase();
    let mentions = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    match brief.structure {
        ContentStructure::Article | ContentStructure::General => explain(draft, &points),
        ContentStructure::Guide if mentions(&["what you need", "before you", "checklist", "mistake", "wrong"]) => {
            lists::list(draft, &points, Item::Bullet);
        }
        ContentStructure::Guide => lists::list(draft, &points, Item::Step),
        ContentStructure::Comparison if brief.position % 3 == 0 || mentions(&["glance", "side by side", "compare"]) => {
            tables::comparison(draft, brief, &points);
        }
        ContentStructure::Comparison => lists::lead_ins(draft, &points),
        ContentStructure::Review if brief.position % 2 == 1 || mentions(&["strength", "weak", "pros", "cons"]) => {
            lists::for_and_against(draft, &points);
        }
        ContentStructure::Review => lists::lead_ins(draft, &points),
        ContentStructure::Listicle | ContentStructure::ClusterHub => lists::entries(draft, &points, brief.structure),
        ContentStructure::LandingPage | ContentStructure::BusinessPage => lists::list(draft, &points, Item::Bullet),
        ContentStructure::ServicePage if mentions(&["how", "step", "process", "works", "first call"]) => {
            lists::list(draft, &points, Item::Step);
        }
        ContentStructure::ServicePage => lists::list(draft, &points, Item::Bullet),
        ContentStructure::ProductPage
            if mentions(&["detail", "specification", "size", "material", "measure", "fits"]) =>
        {
            tables::properties(draft, &points);
        }
        ContentStructure::ProductPage => lists::list(draft, &points, Item::Bullet),
        ContentStructure::CategoryArchive | ContentStructure::TagArchive | ContentStructure::AttributeArchive => {
            archive(draft, &points);
        }
    }
    let last = if draft.is_last() && draft.missing() > 60 { draft.closing() } else { String::new() };
    draft.complete(&last);
}

/// The first paragraph: with the keyword where the text begins, with what the section is about elsewhere.
fn open(draft: &mut Draft) {
    let first = if draft.is_first() { draft.hook() } else { draft.opener() };
    // A short section has no room for a long beginning.
    let room = draft.target() / 4;
    let more = if room > word_count(&first) + 25 { draft.unit() } else { String::new() };
    draft.paragraph(&format!("{first} {more}"));
}

/// Articles carry their points in running text, now and then as a list.
fn explain(draft: &mut Draft, points: &[String]) {
    match draft.seed.below(3) {
        0 => lists::list(draft, points, Item::Bullet),
        _ => lists::lead_ins(draft, points),
    }
}

/// Archives stay short: a paragraph, and what to look at.
fn archive(draft: &mut Draft, points: &[String]) {
    if draft.missing() > 60 {
        let unit = draft.unit();
        draft.paragraph(&unit);
    }
    lists::list(draft, points, Item::Bullet);
}
