//! A section while it grows: what was said, how long it is, and what may still be said.

use std::collections::HashSet;

use super::slots::Slots;
use super::voices::{Voice, voice_of};
use crate::ai::brief::{SectionBrief, SectionKind};
use crate::ai::html::{escape, word_count};
use crate::ai::sandbox::seed::Seed;

/// Sentences of one role, in this text's own order, from where this section's share begins.
#[derive(Debug)]
struct Pool {
    entries: Vec<&'static str>,
}

impl Pool {
    /// All sections of a text shuffle alike and begin at different places, so that they don't say the same.
    fn new(entries: &[&'static str], text: &Seed, place: usize, places: usize) -> Self {
        let mut entries = text.clone().shuffled(entries);
        let count = entries.len();
        entries.rotate_left(count * place / places);
        Self { entries }
    }
}

/// The growing section.
#[derive(Debug)]
pub(super) struct Draft {
    html: String,
    target: i64,
    pub(super) seed: Seed,
    pub(super) slots: Slots,
    voice: &'static Voice,
    is_first: bool,
    is_last: bool,
    openers: Pool,
    units: Pool,
    links: Pool,
    remarks: Pool,
    singles: Pool,
    said: HashSet<&'static str>,
}

impl Draft {
    pub(super) fn new(brief: &SectionBrief) -> Self {
        let text = Seed::of(&[&brief.title, brief.structure.as_str(), &brief.primary_keyword]);
        let voice = voice_of(brief.structure);
        let total = usize::try_from(brief.total.clamp(1, 60)).unwrap_or(1);
        let position = usize::try_from(brief.position).unwrap_or(0).min(total - 1);
        // What stands around the outline has a share of its own.
        let place = if brief.kind == SectionKind::Body { position } else { total };
        let pool = |entries: &[&'static str]| Pool::new(entries, &text, place, total + 1);
        let slots = Slots::of(brief);
        let openers = if slots.is_about_clause() { voice.clause_openers } else { voice.openers };
        let is_body = brief.kind == SectionKind::Body;
        Self {
            html: String::new(),
            target: brief.target_words.clamp(20, 5_000),
            seed: Seed::of(&[&brief.title, &brief.section.heading, &brief.primary_keyword]),
            slots,
            voice,
            is_first: is_body && position == 0 && brief.written_so_far.trim().is_empty(),
            is_last: is_body && position + 1 == total,
            openers: pool(openers),
            units: pool(&[voice.units, voice.more_units].concat()),
            links: pool(voice.links),
            remarks: pool(voice.remarks),
            singles: pool(voice.singles),
            said: HashSet::new(),
        }
    }

    /// Words still wanted; negative when there are too many.
    pub(super) fn missing(&self) -> i64 {
        self.target - word_count(&self.html)
    }

    pub(super) const fn target(&self) -> i64 {
        self.target
    }

    /// Whether nothing of the text stands before this section.
    pub(super) const fn is_first(&self) -> bool {
        self.is_first
    }

    pub(super) const fn is_last(&self) -> bool {
        self.is_last
    }

    /// Adds HTML as it is.
    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Adds a paragraph of plain text.
    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.push(&format!("<p>{}</p>", escape(text.trim())));
        }
    }

    /// A template of our own, filled.
    pub(super) fn say(&mut self, template: &str) -> String {
        self.slots.fill(template, &mut self.seed)
    }

    /// The beginning of a text, with the keyword as it is searched for.
    pub(super) fn hook(&mut self) -> String {
        let hook = self.seed.pick(self.voice.hooks);
        self.say(hook)
    }

    pub(super) fn closing(&mut self) -> String {
        let closing = self.seed.pick(self.voice.closings);
        self.say(closing)
    }

    /// The beginning of a section, naming what it is about.
    pub(super) fn opener(&mut self) -> String {
        let entry = self.openers.entries.first().copied().unwrap_or_default();
        self.say(entry)
    }

    /// Ties a point just named to the subject; now and then nothing, since a text that always does so sounds mechanical.
    pub(super) fn link(&mut self) -> String {
        if self.seed.below(4) == 0 {
            return String::new();
        }
        let entry = self.unsaid(|draft| &draft.links);
        self.say(entry)
    }

    /// One thing to say about a point just named.
    pub(super) fn remark(&mut self) -> String {
        let entry = self.unsaid(|draft| &draft.remarks);
        self.say(entry)
    }

    /// A few sentences that belong together.
    pub(super) fn unit(&mut self) -> String {
        let entry = self.unsaid(|draft| &draft.units);
        self.say(entry)
    }

    /// The first entry not said yet; once all are said, the first again.
    fn unsaid(&mut self, pool: impl Fn(&Self) -> &Pool) -> &'static str {
        let find = |draft: &Self| {
            let mut entries = pool(draft).entries.iter().copied();
            entries.find(|entry| !draft.said.contains(entry) && draft.slots.can_fill(entry))
        };
        let found = find(self).or_else(|| {
            self.said.clear();
            find(self)
        });
        let entry = found.unwrap_or_default();
        self.said.insert(entry);
        entry
    }

    /// Adds paragraphs until no more than `reserve` words and a few sentences are missing.
    pub(super) fn paragraphs(&mut self, reserve: i64) {
        let mut paragraph = String::new();
        while self.missing() - word_count(&paragraph) - reserve > LONGEST_UNIT {
            let unit = self.unit();
            paragraph = format!("{paragraph} {unit}");
            if word_count(&paragraph) >= PARAGRAPH {
                let whole = std::mem::take(&mut paragraph);
                self.paragraph(&whole);
            }
        }
        self.paragraph(&paragraph);
    }

    /// Fills what is missing, the last paragraph ending with `last`.
    pub(super) fn complete(&mut self, last: &str) {
        self.paragraphs(word_count(last));
        let rest = self.passage(self.missing() - word_count(last));
        self.paragraph(&format!("{rest} {last}"));
    }

    /// Sentences of about `words` words in all: this section's own as long as one surely fits, then whatever fits best.
    pub(super) fn passage(&mut self, words: i64) -> String {
        let mut left = words;
        let mut text = Vec::new();
        // A twentieth of the section, or three words, is near enough.
        while left > (self.target / 20).clamp(3, 12) {
            let sentence = if left > LONGEST_UNIT {
                self.unit()
            } else {
                let Some(entry) = self.best_fit(left) else { break };
                self.said.insert(entry);
                self.say(entry)
            };
            left -= word_count(&sentence);
            text.push(sentence);
        }
        text.join(" ")
    }

    /// An entry not said yet that fills `left` words: the first that does so well enough, since sections begin at
    /// different places and so choose differently; else the one that leaves the least.
    fn best_fit(&self, left: i64) -> Option<&'static str> {
        let entries = [&self.units, &self.singles].into_iter().flat_map(|pool| &pool.entries).copied();
        let fitting: Vec<(i64, &'static str)> = entries
            .filter(|entry| !self.said.contains(entry) && self.slots.can_fill(entry))
            .map(|entry| (left - word_count(entry), entry))
            .filter(|(gap, entry)| *gap >= -3 && word_count(entry) > 0)
            .collect();
        let near = (self.target / 16).clamp(3, 12);
        let first = fitting.iter().find(|(gap, _)| gap.abs() <= near);
        first.or_else(|| fitting.iter().min_by_key(|(gap, _)| gap.abs())).map(|(_, entry)| *entry)
    }

    pub(super) fn finish(self) -> String {
        self.html
    }
}

/// Words of the longest entry of any pool, once filled.
const LONGEST_UNIT: i64 = 56;

/// Words after which a paragraph ends.
const PARAGRAPH: i64 = 60;
