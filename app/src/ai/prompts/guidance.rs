//! The built-in guidance: what makes a good text of each structure, good ideas, good descriptions, good pictures.

use crate::ai::structure::ContentStructure;

/// For ideas.
pub const IDEAS: &str = "Each idea answers a different need of the searchers: let the keywords show the needs, and let \
the structure follow them. People who ask how get a guide, those who compare get a comparison, those who look for the \
best get a listicle or a review, those who want to buy or book get a landing, product or service page. No two ideas \
may compete for the same search, and none may repeat an existing title. Titles are what a reader would click and an \
expert would not be ashamed of: specific, honest, no shouting, no year unless the keywords have one. Headings are \
specific to the subject; “Introduction” and “Conclusion” are not headings.";

/// For titles, descriptions, tags and categories.
pub const META: &str = "The meta title has the primary keyword near its start and at most 60 characters; the meta \
description says what the reader gets, with the primary keyword once, in 120 to 160 characters. The excerpt makes one \
want to read on. Tags are short, lower case and useful to gather more than one text; categories come from the site's \
own where one fits.";

/// For picture prompts.
pub const IMAGE_PROMPTS: &str = "Each prompt describes one concrete scene or object that belongs to its passage: \
subject, setting, composition, light, in the style asked for. No text, letters, logos or brand names in the picture, \
no real persons. The alternative text says what is to be seen in at most 125 characters, for someone who can't see \
it, without “image of”. Pictures within the text stand under different headings and differ from the featured one.";

/// What makes a good text of this structure.
#[must_use]
pub const fn structure_guidance(structure: ContentStructure) -> &'static str {
    match structure {
        ContentStructure::Article => ARTICLE,
        ContentStructure::Guide => GUIDE,
        ContentStructure::Comparison => COMPARISON,
        ContentStructure::Review => REVIEW,
        ContentStructure::Listicle => LISTICLE,
        ContentStructure::LandingPage => LANDING_PAGE,
        ContentStructure::BusinessPage => BUSINESS_PAGE,
        ContentStructure::ServicePage => SERVICE_PAGE,
        ContentStructure::General => GENERAL,
        ContentStructure::ClusterHub => CLUSTER_HUB,
        ContentStructure::ProductPage => PRODUCT_PAGE,
        ContentStructure::CategoryArchive => CATEGORY_ARCHIVE,
        ContentStructure::TagArchive => TAG_ARCHIVE,
        ContentStructure::AttributeArchive => ATTRIBUTE_ARCHIVE,
    }
}

const ARTICLE: &str = "An article that explains one thing thoroughly. Start with the answer, then the reasons. One idea \
a paragraph, concrete examples, a plain-spoken expert's voice. Lists only where things are really parallel.";

const GUIDE: &str = "A guide that someone follows with the thing in front of them. Say what is needed before the first \
step. Steps as an ordered list, each starting with a verb, with how to tell that it worked and what usually goes \
wrong. Warn before the dangerous step, not after it.";

const COMPARISON: &str = "A comparison that helps to decide. Name the criteria first, treat every option by the same \
criteria, put the facts side by side in a table, say for whom each option is the right one, and end a section with a \
judgement. No option is best for everybody.";

const REVIEW: &str = "A review by someone who knows the field. What it is and for whom, how it was judged, what it does \
well, where it falls short, what to consider instead. Strengths and weaknesses as lists. Never claim a test that was \
not made: speak of what to look for.";

const LISTICLE: &str = "A list worth reading to its end. Every entry has a heading (h3) of its own, says what it is, \
whom it suits and one thing that speaks against it. Entries have the same build and differ in substance; the order \
has a reason, and the text says which.";

const LANDING_PAGE: &str = "A landing page with one aim. Short paragraphs that speak to the reader as “you”: the problem \
in the reader's words, the outcome, why it can be believed, the doubts answered, the next step. Benefits before \
features. No history of the company, no digression, no invented testimonials.";

const BUSINESS_PAGE: &str = "A page about the business: who is behind it, what it does and for whom, how it works, what \
one can rely on. Calm and factual, in the first person plural. No superlatives, no invented awards, dates or people.";

const SERVICE_PAGE: &str = "A page that sells a service. What is done and what is not, for whom, how it goes from the \
first call to the finished work (as numbered steps), what the price depends on, what to have ready, how to get in \
touch. Answer what customers ask on the telephone.";

const GENERAL: &str = "A page of the site that informs. Clear headings, short paragraphs, the important things first, \
nothing that a reader has to look for.";

const CLUSTER_HUB: &str = "The hub of a subject: an overview that orients. Each section introduces one part of the \
subject in a few paragraphs, says why it matters and what there is to know, and leaves the depth to pages of their \
own. Neutral and complete, readable as a whole; plain definitions where a term comes first.";

const PRODUCT_PAGE: &str = "A product description, not a blog post. What it is in one sentence, what it is good for, \
what it is made of or consists of, how it is used and cared for, what it fits and what it doesn't, what is in the box. \
Features as a list, each with its benefit; properties as a table with two columns. Only what the brief says of the \
product; where a measure is unknown, say where to find it, never invent one.";

const CATEGORY_ARCHIVE: &str = "The text of a shop's or a site's category: it stands above or below a list of products \
or posts. Say what belongs to the category, how its members differ, and how to choose among them. Short, useful to \
someone about to filter the list; no story, no conclusion.";

const TAG_ARCHIVE: &str = "The text of a tag page: what unites the pieces gathered here, what a reader finds among \
them, and where to begin. Brief and lively, without repeating the tag in every sentence.";

const ATTRIBUTE_ARCHIVE: &str = "The text of a page that lists products with one attribute in common, such as a colour, \
a size or a material. Say what the attribute means in practice, for whom it is right, what to watch for, and which \
neighbouring values to consider.";
