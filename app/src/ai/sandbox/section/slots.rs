//! The words of a brief that sentences are filled with, each in a form that fits where it stands.

use crate::ai::brief::{SectionBrief, SectionKind};
use crate::ai::sandbox::phrasing::{
    as_gerund, as_searched, capitalised, chosen, shortened, spelled, tidy, uncapitalised,
};
use crate::ai::sandbox::seed::Seed;
use crate::ai::sandbox::topic::{options_of, subject_of};

/// What stands for the slots of a template:
/// `{topic}` the subject as a noun phrase; `{kw}` the primary keyword as it is; `{kw2}` a secondary keyword as it is;
/// `{alt}` the subject of a secondary keyword; `{about}` what the section is about, as a noun phrase; `{reader}` who it is for;
/// `{site}` the site's name. In upper-case first letter: `{Topic}`, `{Alt}`, `{About}`, `{Site}`.
#[derive(Debug)]
pub(super) struct Slots {
    topic: String,
    keyword: String,
    secondary: Vec<String>,
    about: About,
    reader: String,
    site: String,
    /// Which secondary keyword comes next.
    turn: usize,
}

impl Slots {
    pub(super) fn of(brief: &SectionBrief) -> Self {
        let given = [&brief.primary_keyword, &brief.cluster_name, &brief.title].map(|text| shortened(&tidy(text), 80));
        let keyword = first_filled(&given.each_ref().map(String::as_str));
        let topic = first_filled(&[&subject_of(&keyword), &keyword]);
        let primary = keyword.to_lowercase();
        let mut secondary: Vec<String> = brief
            .keywords
            .iter()
            .map(|one| spelled(&shortened(&tidy(one), 60)))
            .filter(|one| !one.is_empty() && one.to_lowercase() != primary)
            .collect();
        secondary.truncate(12);
        let about = match brief.kind {
            SectionKind::Body => About::of(&brief.section.heading),
            _ => About::Topic,
        };
        Self {
            keyword: as_searched(&keyword),
            secondary,
            about,
            reader: reader(&brief.audience),
            site: first_filled(&[&tidy(&brief.site.name), "this site"]),
            // Sections of one article begin with different secondary keywords.
            turn: usize::try_from(brief.position).unwrap_or(0),
            topic,
        }
    }

    /// The two options that the brief's keywords or title weigh, if they weigh any.
    pub(super) fn options(brief: &SectionBrief) -> Vec<String> {
        std::iter::once(&brief.primary_keyword)
            .chain(&brief.keywords)
            .chain([&brief.title, &brief.cluster_name])
            .map(|text| options_of(text.split(':').next().unwrap_or(text)))
            .find(|options| options.len() > 1)
            .unwrap_or_default()
    }

    /// Whether a template can be filled: one about secondary keywords needs one.
    pub(super) fn can_fill(&self, template: &str) -> bool {
        !self.secondary.is_empty() || !["{alt}", "{Alt}", "{kw2}"].iter().any(|slot| template.contains(slot))
    }

    /// Whether the section is about something that is said in a clause.
    pub(super) const fn is_about_clause(&self) -> bool {
        matches!(self.about, About::Clause(_))
    }

    /// A template with its choices made and its slots filled.
    pub(super) fn fill(&mut self, template: &str, seed: &mut Seed) -> String {
        let text = chosen(template, seed);
        let mut filled = String::with_capacity(text.len() + 40);
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((slot, end)) = after.split_once('}') else { break };
            filled.push_str(before);
            filled.push_str(&self.value(slot));
            rest = end;
        }
        filled.push_str(rest);
        capitalised(&filled)
    }

    fn value(&mut self, slot: &str) -> String {
        match slot {
            "topic" => self.topic.clone(),
            "Topic" => capitalised(&self.topic),
            "kw" => self.keyword.clone(),
            "kw2" => self.next_secondary(),
            "alt" => subject_of(&self.next_secondary()),
            "Alt" => capitalised(&subject_of(&self.next_secondary())),
            "about" => self.about.phrase(&self.topic),
            "About" => capitalised(&self.about.phrase(&self.topic)),
            "reader" => self.reader.clone(),
            "site" => self.site.clone(),
            "Site" => capitalised(&self.site),
            _ => String::new(),
        }
    }

    fn next_secondary(&mut self) -> String {
        let Some(last) = self.secondary.len().checked_sub(1) else { return self.topic.clone() };
        let keyword = self.secondary[self.turn % (last + 1)].clone();
        self.turn += 1;
        keyword
    }
}

fn first_filled(values: &[&str]) -> String {
    values
        .iter()
        .find(|value| !value.trim().is_empty())
        .map_or_else(|| "the subject".to_owned(), |value| value.trim().to_owned())
}

/// Verbs that begin a question, or turn a clause into one.
const INVERTED: &[&str] =
    &["is", "are", "do", "does", "did", "can", "should", "will", "was", "were", "would", "could", "has", "have"];

/// What a heading is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ai::sandbox) enum About {
    /// A noun phrase: “choosing the right grinder” of “Choose the right grinder”.
    Noun(String),
    /// A clause: “what it really costs”.
    Clause(String),
    /// Nothing that could stand in a sentence, so that the subject stands for it.
    Topic,
}

impl About {
    pub(in crate::ai::sandbox) fn of(heading: &str) -> Self {
        let heading = tidy(heading);
        let core = heading.split(": ").last().unwrap_or_default().trim_end_matches(['.', '!', ':']);
        let lower = uncapitalised(core);
        let words: Vec<&str> = lower.split_whitespace().collect();
        let [first, rest @ ..] = words.as_slice() else { return Self::Topic };
        let asks = core.ends_with('?') || INVERTED.contains(first);
        let is_inverted = CLAUSE_WORDS.contains(first) && rest.first().is_some_and(|second| INVERTED.contains(second));
        // “What is included” is a clause, “What is cold brew” a question: told apart by how much follows.
        let is_question = asks || (is_inverted && rest.len() > 2);
        let stands_alone = !ADVERBIAL.contains(first) && lower.contains(char::is_alphabetic);
        let says_little = lower.contains("question") || !stands_alone;
        if is_question || says_little || words.len() > 9 {
            return Self::Topic;
        }
        if let Some(task) = lower.strip_prefix("how to ").and_then(as_gerund).or_else(|| as_gerund(&lower)) {
            return Self::Noun(task);
        }
        match CLAUSE_WORDS.contains(first) {
            true => Self::Clause(lower),
            false => Self::Noun(lower),
        }
    }

    /// Words to put in a sentence.
    fn phrase(&self, topic: &str) -> String {
        match self {
            Self::Noun(phrase) | Self::Clause(phrase) => phrase.clone(),
            Self::Topic => topic.to_owned(),
        }
    }

    /// A noun phrase in any case.
    pub(in crate::ai::sandbox) fn noun(&self, topic: &str) -> String {
        match self {
            Self::Noun(phrase) => phrase.clone(),
            Self::Clause(_) | Self::Topic => topic.to_owned(),
        }
    }
}

/// Words that begin a clause.
const CLAUSE_WORDS: &[&str] = &["what", "why", "how", "when", "where", "who", "which"];

/// Words that begin a phrase which tells when, where or for whom: no subject for a sentence.
const ADVERBIAL: &[&str] = &[
    "after",
    "afterwards",
    "at",
    "before",
    "beyond",
    "by",
    "during",
    "for",
    "from",
    "if",
    "in",
    "once",
    "on",
    "so",
    "then",
    "to",
    "under",
    "until",
    "while",
    "with",
    "without",
    "your",
    "our",
];

/// Who reads, in a word or a few: the beginning of the audience, when it is short enough to stand in a sentence.
fn reader(audience: &str) -> String {
    let head = audience.split([',', ';', '.', '(']).next().unwrap_or_default();
    let head = [" who ", " that ", " looking ", " with ", " in ", " and "]
        .iter()
        .fold(head, |head, cut| head.split(cut).next().unwrap_or(head));
    let head = shortened(head.trim(), 40);
    let fits = (1..=4).contains(&head.split_whitespace().count()) && head.ends_with('s');
    if fits { uncapitalised(&head) } else { "readers".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{About, reader};

    #[test]
    fn headings_become_parts_of_sentences() {
        let (noun, clause) = (|text: &str| About::Noun(text.to_owned()), |text: &str| About::Clause(text.to_owned()));
        for (heading, expected) in [
            ("How to choose the right grinder", noun("choosing the right grinder")),
            ("Store it well", noun("storing it well")),
            ("Step 2: Measure the coffee", noun("measuring the coffee")),
            ("The right water", noun("the right water")),
            ("What it really costs", clause("what it really costs")),
            ("What is included", clause("what is included")),
            ("What is cold brew coffee?", About::Topic),
            ("Common questions", About::Topic),
            ("For special occasions", About::Topic),
            ("", About::Topic),
        ] {
            assert_eq!(About::of(heading), expected);
        }
    }

    #[test]
    fn audiences_are_shortened_or_left_out() {
        assert_eq!(reader("Home baristas who want consistency"), "home baristas");
        assert_eq!(reader("Anybody interested"), "readers");
        assert_eq!(reader(""), "readers");
    }
}
