//! The rules an answer must meet, each told in a sentence that a model can act on when it is asked again.

use std::collections::HashSet;

use serde::de::DeserializeOwned;

use super::answer::{IdeaAnswer, IdeasAnswer, ImagePromptsAnswer, MetaAnswer, SECTION_TAGS, SectionAnswer};
use super::brief::{IdeasBrief, ImagePromptsBrief, Purpose, SectionBrief, SectionKind};
use super::html;
use super::structure::ContentStructure;
use crate::kit::html::{MAX_TAGS as MAX_TAGS_OF_TEXT, has_too_many_tags};

/// A rule that an answer doesn't meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub weight: Weight,
    /// What is wrong, for the model and for a person.
    pub sentence: String,
}

/// What follows from a violation once the model was asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The answer is of no use.
    Must,
    /// The answer is used, and the violation is told with it.
    Wish,
}

/// An answer with a shape of its own and rules to meet.
pub trait Answer: DeserializeOwned + Send {
    /// The field whose text is shown while it arrives, if there is one.
    const STREAMED_FIELD: Option<&'static str> = None;

    /// What is wrong with it, given what was asked. Empty when all is well.
    fn validate(&self, asked: &Purpose) -> Vec<Violation>;
}

/// Limits of [`MetaAnswer`] and of alternative texts, in characters.
pub const MAX_META_TITLE: usize = 60;
pub const MAX_META_DESCRIPTION: usize = 160;
pub const MAX_EXCERPT: usize = 300;
pub const MAX_ALT: usize = 125;
const MAX_TITLE: usize = 120;
const MAX_IMAGE_PROMPT: usize = 1_500;
const MAX_TAGS: usize = 8;
const MAX_CATEGORIES: usize = 3;
const MAX_LABEL: usize = 60;
const MAX_SECTIONS: usize = 16;

/// A section this far off its length is asked for again; the article as a whole is kept closer by its writer, who
/// sets each section's length from what is left.
const LENGTH_TOLERANCE: f64 = 0.2;

/// Marks that only our prompts carry: an answer that holds one gives the prompt away.
const PROMPT_MARKS: &[&str] = &["<data", "</data", "&lt;data name=", "untrusted material"];

/// Collects violations.
#[derive(Default)]
struct Findings(Vec<Violation>);

impl Findings {
    fn must(&mut self, holds: bool, sentence: impl FnOnce() -> String) {
        self.add(holds, Weight::Must, sentence);
    }

    fn wish(&mut self, holds: bool, sentence: impl FnOnce() -> String) {
        self.add(holds, Weight::Wish, sentence);
    }

    fn add(&mut self, holds: bool, weight: Weight, sentence: impl FnOnce() -> String) {
        if !holds {
            self.0.push(Violation { weight, sentence: sentence() });
        }
    }

    /// Text for people: there, not too long, one line, no markup, no address, nothing of the prompt.
    fn plain(&mut self, what: &str, value: &str, max: usize) {
        self.must(is_within(value, max), || too_long(what, value, max));
        self.line(what, value);
    }

    /// The same where a longer text serves too: its reader shows less of it, or it is cut.
    fn plain_about(&mut self, what: &str, value: &str, max: usize) {
        self.wish(is_within(value, max), || too_long(what, value, max));
        self.line(what, value);
    }

    fn line(&mut self, what: &str, value: &str) {
        self.must(!value.trim().is_empty(), || format!("{what} is empty."));
        self.must(!value.contains(char::is_control), || format!("{what} must be one line."));
        self.must(html::tags(value).next().is_none(), || format!("{what} must not contain HTML."));
        self.clean(what, value);
    }

    fn clean(&mut self, what: &str, value: &str) {
        let lower = value.to_lowercase();
        let linked = lower.contains("://") || lower.contains("](");
        self.must(!linked, || format!("{what} must not contain links or addresses."));
        let leaked = PROMPT_MARKS.iter().any(|mark| lower.contains(mark));
        self.must(!leaked, || format!("{what} repeats the instructions."));
    }
}

fn is_within(value: &str, max: usize) -> bool {
    value.chars().count() <= max
}

fn too_long(what: &str, value: &str, max: usize) -> String {
    format!("{what} has {} characters; at most {max} are allowed.", value.chars().count())
}

/// Letters and digits in lower case, one space between words: two titles that agree in this are the same.
fn same_form(text: &str) -> String {
    let spaced: String =
        text.chars().map(|one| if one.is_alphanumeric() { one } else { ' ' }).collect::<String>().to_lowercase();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Answer for IdeasAnswer {
    fn validate(&self, asked: &Purpose) -> Vec<Violation> {
        let mut found = Findings::default();
        found.must(!self.ideas.is_empty(), || "There is no idea at all.".to_owned());
        let Purpose::Ideas(brief) = asked else { return found.0 };
        let wanted = usize::try_from(brief.count).unwrap_or(0);
        let given = self.ideas.len();
        found.wish(given >= wanted, || format!("{wanted} ideas were asked for; there are {given}."));
        found.must(given <= wanted.max(1) * 2, || format!("{wanted} ideas were asked for; {given} are too many."));
        let hubs = self.ideas.iter().filter(|idea| idea.structure == ContentStructure::ClusterHub).count();
        found.must(hubs == usize::from(brief.with_hub), || match brief.with_hub {
            true => "Exactly one idea must have the structure cluster_hub.".to_owned(),
            false => "No idea may have the structure cluster_hub: the cluster has its hub.".to_owned(),
        });
        let mut titles: HashSet<String> = brief.existing_titles.iter().map(|title| same_form(title)).collect();
        for idea in &self.ideas {
            let title = &idea.title;
            found.must(titles.insert(same_form(title)), || format!("The title “{title}” exists already."));
            validate_idea(&mut found, idea, brief);
        }
        found.0
    }
}

fn validate_idea(found: &mut Findings, idea: &IdeaAnswer, brief: &IdeasBrief) {
    let known = |keyword: &str| {
        let keyword = same_form(keyword);
        same_form(&brief.primary_keyword) == keyword
            || brief.keywords.iter().any(|one| same_form(&one.keyword) == keyword)
    };
    let title = &idea.title;
    found.plain("A title", title, MAX_TITLE);
    found.must(known(&idea.primary_keyword), || {
        format!("The primary keyword of “{title}” is not one of the keywords given.")
    });
    found.wish(idea.keywords.iter().all(|keyword| known(keyword)), || {
        format!("“{title}” uses keywords that were not given.")
    });
    found.must((500..=5_000).contains(&idea.target_words), || {
        format!("The target_words of “{title}” must be between 500 and 5000.")
    });
    let sections = idea.outline.len();
    found.must((1..=MAX_SECTIONS).contains(&sections), || {
        format!("The outline of “{title}” has {sections} sections; give 3 to 10.")
    });
    found.wish(sections >= 3, || format!("The outline of “{title}” is too short; give 3 to 10 sections."));
    let mut headings = HashSet::new();
    for section in &idea.outline {
        let heading = &section.heading;
        found.plain("A heading", heading, MAX_TITLE);
        found.must(headings.insert(same_form(heading)), || {
            format!("The outline of “{title}” has the heading “{heading}” twice.")
        });
        found.clean("A section's purpose", &section.purpose);
        section.points.iter().for_each(|point| found.clean("A section's point", point));
    }
}

impl Answer for SectionAnswer {
    const STREAMED_FIELD: Option<&'static str> = Some("html");

    fn validate(&self, asked: &Purpose) -> Vec<Violation> {
        let mut found = Findings::default();
        let text = html::plain_text(&self.html);
        found.must(!text.is_empty(), || "The section is empty.".to_owned());
        // what has more is never cleaned, shown or stored
        found.must(!has_too_many_tags(&self.html), || {
            format!("The section has more than {MAX_TAGS_OF_TEXT} tags; use as few as its text needs.")
        });
        found.must(is_well_formed(&self.html), || {
            format!("Use only these tags, properly closed and without attributes: {}.", SECTION_TAGS.join(", "))
        });
        found.must(!self.html.contains("```"), || "Leave out code fences.".to_owned());
        found.clean("The section", &text);
        if let Purpose::Section(brief) = asked {
            validate_section(&mut found, &self.html, &text, brief);
        }
        found.0
    }
}

fn validate_section(found: &mut Findings, html: &str, text: &str, brief: &SectionBrief) {
    let (words, wanted) = (html::word_count(html), brief.target_words);
    // i32 holds any length a section can have, and f64 any i32.
    let as_float = |count: i64| f64::from(i32::try_from(count).unwrap_or(i32::MAX));
    let off = (as_float(words) - as_float(wanted)).abs();
    found.wish(off <= as_float(wanted) * LENGTH_TOLERANCE, || {
        format!("The section has {words} words; write about {wanted}.")
    });
    let lower = format!(" {} ", same_form(text));
    for avoided in brief.site.voice.words_to_avoid.iter().filter(|word| !same_form(word).is_empty()) {
        found.wish(!lower.contains(&format!(" {} ", same_form(avoided))), || {
            format!("Don't use the words “{avoided}”.")
        });
    }
    let has = |name: &str| html::tags(html).any(|tag| tag.name == name);
    match brief.kind {
        SectionKind::Faq => found.wish(has("h3"), || "Write each question as h3.".to_owned()),
        SectionKind::KeyTakeaways => found.wish(has("li"), || "Write the takeaways as a list.".to_owned()),
        SectionKind::Introduction | SectionKind::Body => {}
    }
}

/// Whether a fragment uses only the tags allowed, without attributes, each closed where it should be.
fn is_well_formed(fragment: &str) -> bool {
    let mut open = Vec::new();
    for tag in html::tags(fragment) {
        if tag.has_attributes || !SECTION_TAGS.contains(&tag.name.as_str()) {
            return false;
        }
        if !tag.closing {
            open.push(tag.name);
        } else if open.pop().as_ref() != Some(&tag.name) {
            return false;
        }
    }
    open.is_empty()
}

impl Answer for MetaAnswer {
    fn validate(&self, _asked: &Purpose) -> Vec<Violation> {
        let mut found = Findings::default();
        found.plain_about("meta_title", &self.meta_title, MAX_META_TITLE);
        found.plain_about("meta_description", &self.meta_description, MAX_META_DESCRIPTION);
        found.plain_about("excerpt", &self.excerpt, MAX_EXCERPT);
        for (what, list, max) in [("tags", &self.tags, MAX_TAGS), ("categories", &self.categories, MAX_CATEGORIES)] {
            found.wish(list.len() <= max, || format!("There may be at most {max} {what}."));
            list.iter().for_each(|one| found.plain_about(what, one, MAX_LABEL));
            let distinct: HashSet<String> = list.iter().map(|one| same_form(one)).collect();
            found.wish(distinct.len() == list.len(), || format!("The {what} repeat themselves."));
        }
        found.0
    }
}

impl Answer for ImagePromptsAnswer {
    fn validate(&self, asked: &Purpose) -> Vec<Violation> {
        let mut found = Findings::default();
        let in_article = self.in_article.iter().map(|one| (&one.prompt, &one.alt));
        for (prompt, alt) in std::iter::once((&self.featured.prompt, &self.featured.alt)).chain(in_article) {
            found.must(!prompt.trim().is_empty(), || "A prompt is empty.".to_owned());
            found.wish(is_within(prompt, MAX_IMAGE_PROMPT), || too_long("A prompt", prompt, MAX_IMAGE_PROMPT));
            found.clean("A prompt", prompt);
            found.plain_about("An alternative text", alt, MAX_ALT);
        }
        if let Purpose::ImagePrompts(brief) = asked {
            validate_places(&mut found, self, brief);
        }
        found.0
    }
}

fn validate_places(found: &mut Findings, answer: &ImagePromptsAnswer, brief: &ImagePromptsBrief) {
    let (given, wanted) = (answer.in_article.len(), usize::try_from(brief.in_article).unwrap_or(0));
    found.must(given == wanted, || format!("in_article must hold {wanted} prompts; there are {given}."));
    for one in &answer.in_article {
        found.clean("A caption", &one.caption);
        let known = brief.headings.is_empty() || heading_meant(&brief.headings, &one.after_heading).is_some();
        found.wish(known, || format!("“{}” is not one of the headings given.", one.after_heading));
    }
}

/// The heading that a model means, whatever it made of its quotes, its case and its entities.
#[must_use]
pub fn heading_meant<'a>(headings: &'a [String], said: &str) -> Option<&'a str> {
    let form = |text: &str| same_form(&html::plain_text(text));
    let meant = form(said);
    let found = headings.iter().find(|heading| *heading == said || (!meant.is_empty() && form(heading) == meant));
    found.map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::answer::{FeaturedPrompt, InArticlePrompt};
    use crate::ai::sandbox::samples;

    fn weights(answer: &impl Answer, asked: &Purpose) -> Vec<Weight> {
        answer.validate(asked).into_iter().map(|violation| violation.weight).collect()
    }

    #[test]
    fn a_description_that_is_too_long_is_of_use_and_one_that_is_empty_is_not() {
        let meta = MetaAnswer {
            meta_title: "a".repeat(MAX_META_TITLE),
            meta_description: "b".repeat(MAX_META_DESCRIPTION),
            excerpt: "c".repeat(MAX_EXCERPT),
            tags: vec!["coffee".to_owned()],
            categories: vec!["Brewing".to_owned()],
        };
        assert_eq!(weights(&meta, &Purpose::Connection), []);
        let long = MetaAnswer {
            meta_title: "a".repeat(MAX_META_TITLE + 1),
            meta_description: "b".repeat(MAX_META_DESCRIPTION + 5),
            tags: (0..=MAX_TAGS).map(|n| format!("tag {n}")).collect(),
            ..meta.clone()
        };
        assert_eq!(weights(&long, &Purpose::Connection), [Weight::Wish; 3]);
        let empty = MetaAnswer { meta_title: " ".to_owned(), ..meta };
        assert_eq!(weights(&empty, &Purpose::Connection), [Weight::Must]);
    }

    #[test]
    fn a_heading_is_known_by_its_words() {
        let headings = ["What’s “cold brew”?", "Salt & oil", "東京", "!?"].map(str::to_owned);
        for (said, meant) in [
            ("What's \"Cold Brew\"?", Some("What’s “cold brew”?")),
            ("Salt &amp; oil", Some("Salt & oil")),
            ("salt & oil ", Some("Salt & oil")),
            ("東京", Some("東京")),
            ("!?", Some("!?")),
            ("", None),
            ("…", None),
            ("Something else", None),
        ] {
            assert_eq!(heading_meant(&headings, said), meant, "{said}");
        }
    }

    #[test]
    fn pictures_under_a_heading_that_is_not_there_are_of_use() {
        let mut brief = samples::image_prompts(1);
        brief.headings = vec!["Salt & oil".to_owned()];
        let answer = |heading: &str| ImagePromptsAnswer {
            featured: FeaturedPrompt { prompt: "A jar".to_owned(), alt: "A jar".to_owned() },
            in_article: vec![InArticlePrompt {
                prompt: "A cup".to_owned(),
                alt: "A cup".to_owned(),
                caption: String::new(),
                after_heading: heading.to_owned(),
            }],
        };
        let asked = Purpose::ImagePrompts(brief);
        assert_eq!(weights(&answer("Salt &amp; Oil"), &asked), []);
        assert_eq!(weights(&answer("Pepper"), &asked), [Weight::Wish]);
    }

    #[test]
    fn a_section_of_nothing_but_tags_is_of_no_use() {
        let complaints = |times: usize| {
            let answer = SectionAnswer { html: format!("<p>Text.</p>{}", "<p></p>".repeat(times)) };
            weights(&answer, &Purpose::Connection)
        };
        assert_eq!(complaints(10), []);
        assert_eq!(complaints(MAX_TAGS_OF_TEXT), [Weight::Must]);
    }
}
