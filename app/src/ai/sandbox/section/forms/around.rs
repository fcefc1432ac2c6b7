//! What stands around an outline: the introduction, the key takeaways, the questions.

use crate::ai::brief::SectionBrief;
use crate::ai::html::{escape, word_count};
use crate::ai::sandbox::phrasing::{capitalised, joined, spelled, tidy, title_case};
use crate::ai::sandbox::section::draft::Draft;
use crate::ai::sandbox::section::slots::About;
use crate::ai::sandbox::topic::{Angle, angle_of};

/// Begins with the keyword and ends with what is to come.
pub(super) fn introduction(draft: &mut Draft, brief: &SectionBrief) {
    let hook = draft.hook();
    draft.paragraph(&hook);
    let coming: Vec<String> = brief
        .headings
        .iter()
        .filter_map(|heading| match About::of(heading) {
            About::Noun(phrase) | About::Clause(phrase) => Some(phrase),
            About::Topic => None,
        })
        .take(3)
        .collect();
    let last = match coming.as_slice() {
        [] | [_] => String::new(),
        _ => format!("The sections below look at {}.", joined(&coming)),
    };
    let last = if word_count(&last) < draft.missing() { last } else { String::new() };
    draft.complete(&last);
}

/// A list of what to remember: one line for each part of the outline.
pub(super) fn key_takeaways(draft: &mut Draft, brief: &SectionBrief) {
    let room = usize::try_from(draft.target() / 20).unwrap_or(0).clamp(2, 6);
    let mut names: Vec<String> =
        brief.headings.iter().map(|heading| tidy(heading)).filter(|heading| !heading.is_empty()).take(room).collect();
    let general = ["Purpose", "Order", "Care", "Patience", "Review", "Simplicity"];
    names.extend(general.iter().map(ToString::to_string).take(room.saturating_sub(names.len())));
    let mut items = String::new();
    let mut left = draft.target();
    for (at, name) in names.iter().enumerate() {
        let share = left / i64::try_from(names.len() - at).unwrap_or(1);
        let text = draft.passage((share - word_count(name)).max(8));
        let item =
            format!("<li><strong>{}:</strong> {}</li>", escape(name.trim_end_matches([':', '.', '?'])), escape(&text));
        left -= word_count(&item);
        items.push_str(&item);
    }
    draft.push(&format!("<ul>{items}</ul>"));
}

/// Questions that can be asked of any subject.
const QUESTIONS: &[&str] = &[
    "What should I look for first in {topic}?",
    "How do I get started with {topic}?",
    "What is the most common mistake with {topic}?",
    "Is it worth spending more on {topic}?",
    "How much time should I plan for {topic}?",
    "When is it better to ask a professional about {topic}?",
    "How do I know whether my approach to {topic} works?",
];

/// Questions as headings, each with its answer.
pub(super) fn questions(draft: &mut Draft, brief: &SectionBrief) {
    let room = usize::try_from(draft.target() / 55).unwrap_or(0).clamp(2, 8);
    let asked =
        brief.section.points.iter().filter(|point| point.trim().ends_with('?')).map(|point| capitalised(&tidy(point)));
    let searched = std::iter::once(&brief.primary_keyword)
        .chain(&brief.keywords)
        .filter(|keyword| angle_of(keyword) == Angle::Question)
        .map(|keyword| format!("{}?", capitalised(&spelled(tidy(keyword).trim_end_matches('?')))));
    let mut questions: Vec<String> = asked.chain(searched).collect();
    for question in draft.seed.shuffled(QUESTIONS) {
        questions.push(draft.say(question));
    }
    let mut distinct: Vec<String> = Vec::new();
    for question in questions {
        if distinct.len() < room && !distinct.iter().any(|one| title_case(one) == title_case(&question)) {
            distinct.push(question);
        }
    }
    for (at, question) in distinct.iter().enumerate() {
        let left = i64::try_from(distinct.len() - at).unwrap_or(1);
        let answer = draft.passage((draft.missing() / left - word_count(question)).max(12));
        draft.push(&format!("<h3>{}</h3><p>{}</p>", escape(question), escape(&answer)));
    }
}
