//! Requests written from briefs. What a structure asks of its text is in `guidance`; a prompt library may replace it.

mod fence;
mod guidance;

use tokio_util::sync::CancellationToken;

use super::brief::{
    ArticleMetaBrief, IdeasBrief, ImagePromptsBrief, MAX_ABOUT, Purpose, SectionBrief, SectionKind, SiteBrief,
    VoiceBrief,
};
use super::schema;
use super::text::{JsonSchema, TextRequest};

pub use fence::fenced;
pub use guidance::structure_guidance;
pub use guidance::{IDEAS as IDEAS_GUIDANCE, IMAGE_PROMPTS as IMAGE_PROMPTS_GUIDANCE, META as META_GUIDANCE};

use fence::{DATA_RULE, Facts};

/// Most keywords and titles told in one prompt.
const MAX_KEYWORDS: usize = 120;
const MAX_TITLES: usize = 200;
/// Longest article text told in one prompt, in characters: some 4,000 tokens.
const MAX_ARTICLE: usize = 16_000;

/// Asks for ideas for one cluster.
#[must_use]
pub fn ideas_request(brief: &IdeasBrief) -> TextRequest {
    let keywords: Vec<String> = brief.keywords.iter().map(describe_keyword).collect();
    let facts = site_facts(&brief.site)
        .value("cluster", &brief.cluster_name)
        .value("what the cluster is about", &brief.cluster_description)
        .value("primary keyword", &brief.primary_keyword)
        .list("keywords", &keywords, MAX_KEYWORDS)
        .list("titles that exist already", &brief.existing_titles, MAX_TITLES)
        .finish();
    let hub = match brief.with_hub {
        true => {
            "The first idea is the cluster's hub, with the structure cluster_hub: the page that introduces the whole \
                 subject and leads to the others. No other idea has that structure."
        }
        false => "The cluster has its hub already: no idea has the structure cluster_hub.",
    };
    let count = brief.count.clamp(1, 12);
    let prompt = format!(
        "Propose {count} content ideas for this keyword cluster.\n\n{facts}\n{hub}\n\n{guidance}\n\n\
         For each idea give title, structure, content_type, outline (sections with heading, purpose and points), \
         primary_keyword and keywords (only from the list), target_words (500 to 5000), audience and tone.",
        guidance = or_default(&brief.guidance, guidance::IDEAS),
    );
    let role = "You plan content for a web site, as an editor who knows search and dislikes filler.";
    request(role, &brief.site, prompt, schema::ideas(), 900 * count + 500, 0.7, Purpose::Ideas(brief.clone()))
}

/// Asks for one section of an article.
#[must_use]
pub fn section_request(brief: &SectionBrief) -> TextRequest {
    let facts = site_facts(&brief.site)
        .value("title", &brief.title)
        .value("subject", &brief.cluster_name)
        .value("primary keyword", &brief.primary_keyword)
        .list("secondary keywords", &brief.keywords, MAX_KEYWORDS)
        .value("audience", &brief.audience)
        .value("tone", &brief.tone)
        .list("headings of the whole text", &brief.headings, 40)
        .value("this section's heading", &brief.section.heading)
        .value("what the reader gets from it", &brief.section.purpose)
        .list("points to make", &brief.section.points, 20)
        .long("the end of what is written so far", &tail(&brief.written_so_far, 1_500), 1_500)
        .finish();
    let place = match brief.kind {
        SectionKind::Introduction => "Write the introduction, which stands before the first heading.".to_owned(),
        SectionKind::Body => format!(
            "Write section {} of {}. Leave its heading out; begin with the text itself.",
            brief.position + 1,
            brief.total
        ),
        SectionKind::KeyTakeaways => "Write the key takeaways: one <ul> of four to six short points.".to_owned(),
        SectionKind::Faq => {
            "Write the frequently asked questions: each question as <h3>, its answer as <p>.".to_owned()
        }
    };
    let prompt = format!(
        "{place} Write {words} words{counted}, give or take a tenth.\n\n{facts}\nWhat kind of text this is:\n\
         {guidance}\n\n\
         Use the primary keyword where it reads naturally, never more than once a paragraph. Don't repeat what is \
         written already, and don't invent figures, studies, quotations, prices or names. The answer's html field is \
         an HTML fragment of p, h3, ul, ol, li, strong, em, blockquote and table (thead, tbody, tr, th, td) without \
         attributes.",
        words = brief.target_words,
        counted = counting_rule(&brief.site),
        guidance = or_default(&brief.guidance, structure_guidance(brief.structure)),
    );
    let role = "You write for a web site, for people first: concrete, correct, without filler.";
    let max_tokens = brief.target_words.clamp(50, 5_000) * 4 + 600;
    request(role, &brief.site, prompt, schema::section(), max_tokens, 0.7, Purpose::Section(brief.clone()))
}

/// Asks for what search results and archives show of a finished article.
#[must_use]
pub fn meta_request(brief: &ArticleMetaBrief) -> TextRequest {
    let facts = site_facts(&brief.site)
        .value("title", &brief.title)
        .value("kind of text", brief.structure.label())
        .value("subject", &brief.cluster_name)
        .value("primary keyword", &brief.primary_keyword)
        .list("secondary keywords", &brief.keywords, MAX_KEYWORDS)
        .list("categories of the site", &brief.categories, 60)
        .long("the text", &brief.article, MAX_ARTICLE)
        .finish();
    let prompt = format!(
        "Describe this text for search results and archives.\n\n{facts}\n{guidance}\n\nGive meta_title, \
         meta_description, excerpt, tags and categories.",
        guidance = or_default(&brief.guidance, guidance::META),
    );
    let role = "You write the titles and descriptions that make the right reader click, and no other.";
    request(role, &brief.site, prompt, schema::meta(), 900, 0.4, Purpose::ArticleMeta(brief.clone()))
}

/// Asks for prompts for an article's pictures.
#[must_use]
pub fn image_prompts_request(brief: &ImagePromptsBrief) -> TextRequest {
    let facts = site_facts(&brief.site)
        .value("title", &brief.title)
        .value("kind of text", brief.structure.label())
        .value("primary keyword", &brief.primary_keyword)
        .value("style of the pictures", &brief.style)
        .list("headings", &brief.headings, 40)
        .long("the text", &brief.article, MAX_ARTICLE)
        .finish();
    let count = brief.in_article.clamp(0, 8);
    let prompt = format!(
        "Describe the pictures for this text: one featured, and exactly {count} within it.\n\n{facts}\n{guidance}\n\n\
         Give featured (prompt, alt) and in_article (prompt, alt, caption, after_heading: one of the headings, exactly).",
        guidance = or_default(&brief.guidance, guidance::IMAGE_PROMPTS),
    );
    let role = "You are a picture editor who briefs illustrators.";
    let max_tokens = 300 * count + 900;
    request(role, &brief.site, prompt, schema::image_prompts(), max_tokens, 0.7, Purpose::ImagePrompts(brief.clone()))
}

/// Asks for one word, to see whether the provider answers.
#[must_use]
pub fn connection_request() -> TextRequest {
    TextRequest {
        system: "You are asked whether you can be reached.".to_owned(),
        prompt: "Answer with the word: ready".to_owned(),
        schema: None,
        // Enough for models that think before they speak.
        max_tokens: 500,
        temperature: None,
        purpose: Purpose::Connection,
        cancel: CancellationToken::new(),
    }
}

fn request(
    role: &str,
    site: &SiteBrief,
    prompt: String,
    schema: JsonSchema,
    max_tokens: i64,
    temperature: f32,
    purpose: Purpose,
) -> TextRequest {
    TextRequest {
        system: format!("{role} {DATA_RULE} {} Answer with one JSON object and nothing else.", language_rule(site)),
        prompt,
        schema: Some(schema),
        max_tokens,
        temperature: Some(temperature),
        purpose,
        cancel: CancellationToken::new(),
    }
}

/// Names the language by its tag, kept only if it looks like one, since it stands among the instructions.
fn language_rule(site: &SiteBrief) -> String {
    let tag = site.language.trim();
    let is_tag = !tag.is_empty() && tag.len() <= 20 && tag.chars().all(|one| one.is_ascii_alphanumeric() || one == '-');
    let tag = if is_tag { tag } else { "en" };
    format!("Write in the language with the BCP 47 tag {tag}.")
}

/// What counts as a word where there are no spaces between words, as [`word_count`](super::html::word_count) counts.
fn counting_rule(site: &SiteBrief) -> &'static str {
    let language = site.language.trim().to_ascii_lowercase();
    match language.split('-').next() {
        Some("zh" | "yue" | "ja") => " (two characters count as a word)",
        Some("th" | "lo" | "km" | "my") => " (four characters count as a word)",
        _ => "",
    }
}

fn site_facts(site: &SiteBrief) -> Facts {
    let VoiceBrief { tone, audience, person, words_to_use, words_to_avoid, sample } = &site.voice;
    Facts::default()
        .value("site", &site.name)
        .value("industry", &site.industry)
        .value("sector", &site.sector)
        .long("what the site is about", &site.about, MAX_ABOUT)
        .value("the site's tone", tone)
        .value("the site's audience", audience)
        .value("person it speaks in", person)
        .list("words to use", words_to_use, 40)
        .list("words to avoid", words_to_avoid, 40)
        .long("a sample of the site's voice", sample, 1_500)
}

fn describe_keyword(keyword: &super::brief::KeywordBrief) -> String {
    let mut line = keyword.keyword.clone();
    for (name, value) in [("volume", keyword.volume), ("difficulty", keyword.difficulty)] {
        if let Some(value) = value {
            line.push_str(&format!(" | {name} {value}"));
        }
    }
    if !keyword.intent.is_empty() {
        line.push_str(&format!(" | {}", keyword.intent));
    }
    line
}

fn or_default<'a>(own: &'a str, default: &'a str) -> &'a str {
    if own.trim().is_empty() { default } else { own }
}

/// The last `max` characters.
fn tail(text: &str, max: usize) -> String {
    let skip = text.chars().count().saturating_sub(max);
    text.chars().skip(skip).collect()
}

#[cfg(test)]
mod tests;
