//! Titles, descriptions, tags and categories for a finished text.

use super::phrasing::{as_searched, capitalised, shortened, spelled, tidy, title_case, uncapitalised};
use super::seed::Seed;
use super::topic::subject_of;
use crate::ai::answer::MetaAnswer;
use crate::ai::brief::ArticleMetaBrief;
use crate::ai::structure::ContentStructure;
use crate::ai::validate::{MAX_EXCERPT, MAX_META_DESCRIPTION, MAX_META_TITLE};

const MAX_TAGS: usize = 6;

/// Second sentences of a description, the longest that fits is taken.
const PROMISES: &[&str] = &[
    "With clear steps, honest advice and answers to the questions that come up along the way.",
    "Practical, easy to follow and free of jargon, with the points that really matter.",
    "Clear answers in plain words, so that you can decide with confidence.",
    "Practical advice in plain words.",
    "Read on for clear answers.",
];

/// Writes them.
pub(super) fn write(brief: &ArticleMetaBrief) -> MetaAnswer {
    let keyword = as_searched(&tidy(&brief.primary_keyword));
    let keyword = if keyword.is_empty() { uncapitalised(&tidy(&brief.title)) } else { keyword };
    let topic = subject_of(&keyword);
    let mut seed = Seed::of(&[&brief.title, &brief.primary_keyword]);
    MetaAnswer {
        meta_title: meta_title(brief, &keyword),
        meta_description: description(brief.structure, &keyword, &mut seed),
        excerpt: excerpt(brief, &topic, &mut seed),
        tags: tags(brief),
        categories: vec![category(brief)],
    }
}

/// The title itself if it fits, else what stands before its colon, else the keyword.
fn meta_title(brief: &ArticleMetaBrief, keyword: &str) -> String {
    let title = tidy(&brief.title);
    let head = title.split(':').next().unwrap_or_default().trim().to_owned();
    let with_site = |text: &str| format!("{text} | {}", tidy(&brief.site.name));
    let keyword = title_case(keyword);
    let candidates = [with_site(&title), title.clone(), with_site(&head), head, with_site(&keyword), keyword];
    let fits = |text: &&String| !text.ends_with("| ") && (12..=MAX_META_TITLE).contains(&text.chars().count());
    candidates.iter().find(fits).cloned().unwrap_or_else(|| filled(&shortened(&title, MAX_META_TITLE)))
}

fn description(structure: ContentStructure, keyword: &str, seed: &mut Seed) -> String {
    let openings: &[&str] = match structure {
        ContentStructure::Guide => &[
            "{kw}: a step-by-step guide with what you need, how to go about it and what to avoid.",
            "{kw}, step by step, from preparation to a result that lasts.",
        ],
        ContentStructure::Comparison => &[
            "{kw} side by side, with strengths, limits and who each option suits.",
            "{kw}: a fair comparison by the criteria that count in daily use.",
        ],
        ContentStructure::Review | ContentStructure::Listicle => &[
            "{kw}: what to look for, what each option is good at and where it falls short.",
            "{kw}: an honest look at strengths, weak spots and who they suit.",
        ],
        ContentStructure::LandingPage | ContentStructure::ServicePage => &[
            "{kw}: see what is included, how it works and what the price depends on.",
            "Looking for {kw}? Here is what you get and how it works.",
        ],
        ContentStructure::ProductPage => &[
            "{kw}: features, details and care at a glance.",
            "{kw}: what it does, whom it suits and what is included.",
        ],
        ContentStructure::BusinessPage => &["{kw}: who we are, how we work and what you can rely on."],
        ContentStructure::CategoryArchive | ContentStructure::TagArchive | ContentStructure::AttributeArchive => &[
            "{kw}: browse everything in one place and find what fits.",
            "{kw}: the full selection, with pointers that make choosing easy.",
        ],
        ContentStructure::Article | ContentStructure::General | ContentStructure::ClusterHub => &[
            "{kw}: what matters, explained step by step and in plain words.",
            "{kw} explained: how it works, what it depends on and how to get it right.",
        ],
    };
    let keyword = shortened(keyword, 70);
    let opening = capitalised(&seed.pick(openings).replace("{kw}", &keyword));
    let longest = PROMISES
        .iter()
        .map(|promise| format!("{opening} {promise}"))
        .find(|text| text.chars().count() <= MAX_META_DESCRIPTION);
    longest.unwrap_or_else(|| filled(&shortened(&opening, MAX_META_DESCRIPTION)))
}

/// The first sentences of the text; of a text without any, one about its subject.
fn excerpt(brief: &ArticleMetaBrief, topic: &str, seed: &mut Seed) -> String {
    let text = tidy(&brief.article.chars().take(2_000).collect::<String>());
    let mut excerpt = String::new();
    for sentence in text.split_inclusive(". ").map(str::trim).filter(|one| one.ends_with('.')) {
        if excerpt.chars().count() + sentence.chars().count() + 1 > MAX_EXCERPT.min(240) {
            break;
        }
        excerpt = format!("{excerpt} {sentence}").trim().to_owned();
    }
    let plain = !excerpt.contains(['<', '>']) && !excerpt.contains("://");
    if plain && excerpt.chars().count() >= 60 {
        return excerpt;
    }
    let topic = shortened(topic, 80);
    let own = [
        "A clear and practical introduction to {topic}: what matters, what can wait and how to begin.",
        "What to know about {topic}, in plain words and in a sensible order.",
    ];
    seed.pick(&own).replace("{topic}", &topic)
}

fn tags(brief: &ArticleMetaBrief) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for keyword in std::iter::once(&brief.primary_keyword).chain(&brief.keywords) {
        let tag = shortened(&tidy(keyword).to_lowercase(), 50);
        if !tag.is_empty() && tags.len() < MAX_TAGS && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if tags.is_empty() {
        tags.push(filled(&shortened(&tidy(&brief.title).to_lowercase(), 50)));
    }
    tags
}

/// The site's category that shares most words with the text's subject; without one, the cluster.
fn category(brief: &ArticleMetaBrief) -> String {
    let about = format!("{} {} {}", brief.cluster_name, brief.title, brief.primary_keyword).to_lowercase();
    let about: Vec<&str> = about.split(|one: char| !one.is_alphanumeric()).filter(|word| word.len() > 2).collect();
    let shared = |category: &str| {
        let category = category.to_lowercase();
        category.split(|one: char| !one.is_alphanumeric()).filter(|word| about.contains(word)).count()
    };
    let best = brief
        .categories
        .iter()
        .map(|one| (shared(one), one))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, _)| *count);
    let cluster = title_case(&spelled(&tidy(&brief.cluster_name).to_lowercase()));
    let name = best.map_or(cluster, |(_, name)| tidy(name));
    let name = shortened(&name, 50);
    if name.is_empty() { "General".to_owned() } else { name }
}

fn filled(text: &str) -> String {
    if text.trim().is_empty() { "Untitled".to_owned() } else { text.to_owned() }
}
