//! Briefs: what a text model is asked for, as typed values. Prompts are written from them, the sandbox answers from
//! them without reading prose, and answers are checked against them.

use serde::{Deserialize, Serialize};

use super::structure::{ContentStructure, ContentType};

/// Longest account of a site, in characters: it goes into every prompt, which is paid for.
pub const MAX_ABOUT: usize = 1_000;
/// Tokens that the longest account of a site takes in each prompt: what estimates allow for it.
pub const TOKENS_ABOUT_SITE: i64 = 270;

/// What a request is for. Adapters for real models ignore it; the sandbox and the validation live by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum Purpose {
    /// Content ideas for one cluster.
    Ideas(IdeasBrief),
    /// One section of an article.
    Section(SectionBrief),
    /// Titles, excerpt, tags and categories of a finished article.
    ArticleMeta(ArticleMetaBrief),
    /// Prompts for an article's pictures.
    ImagePrompts(ImagePromptsBrief),
    /// Does the provider answer at all? Asks for one short word.
    Connection,
}

impl Purpose {
    /// A stable code for logs, metering and the ledger.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ideas(_) => "ideas",
            Self::Section(_) => "section",
            Self::ArticleMeta(_) => "article_meta",
            Self::ImagePrompts(_) => "image_prompts",
            Self::Connection => "connection",
        }
    }
}

/// The site a text is for, and how it speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteBrief {
    pub name: String,
    /// BCP 47, such as `en` or `de-AT`; empty means English.
    pub language: String,
    pub industry: String,
    pub sector: String,
    /// What it offers, for whom, in what tone, in its owner's words; may be empty.
    pub about: String,
    pub voice: VoiceBrief,
}

/// A site's brand voice. Every field may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoiceBrief {
    pub tone: String,
    pub audience: String,
    /// Such as `we` or `third person`.
    pub person: String,
    pub words_to_use: Vec<String>,
    pub words_to_avoid: Vec<String>,
    /// A passage in the voice wanted.
    pub sample: String,
}

/// A keyword with what is known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeywordBrief {
    pub keyword: String,
    /// Searches a month.
    pub volume: Option<i64>,
    /// 0 (easy) to 100 (hard).
    pub difficulty: Option<i64>,
    /// `informational`, `commercial`, `transactional` or `navigational`; empty when unknown.
    pub intent: String,
}

/// Asks for [`IdeasAnswer`](super::answer::IdeasAnswer).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdeasBrief {
    pub site: SiteBrief,
    pub cluster_name: String,
    pub cluster_description: String,
    pub primary_keyword: String,
    pub keywords: Vec<KeywordBrief>,
    /// Titles that exist already, in ideas and content of the site: none may come again.
    pub existing_titles: Vec<String>,
    /// How many ideas, 1–12.
    pub count: i64,
    /// Whether the first idea is the cluster's hub page.
    pub with_hub: bool,
    /// Replaces the built-in guidance, from the prompt library; empty keeps it.
    pub guidance: String,
}

/// One section of an outline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionOutline {
    pub heading: String,
    /// Why the section is there: what the reader gets from it.
    pub purpose: String,
    pub points: Vec<String>,
}

/// What a section is within its article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Before the first heading.
    Introduction,
    /// One section of the outline.
    #[default]
    Body,
    /// A short list of what to remember.
    KeyTakeaways,
    /// Questions as `h3`, each with its answer.
    Faq,
}

/// Asks for [`SectionAnswer`](super::answer::SectionAnswer). The section's own heading is not part of the answer:
/// the caller writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionBrief {
    pub site: SiteBrief,
    pub title: String,
    pub content_type: ContentType,
    pub structure: ContentStructure,
    pub cluster_name: String,
    pub primary_keyword: String,
    /// Secondary keywords.
    pub keywords: Vec<String>,
    pub audience: String,
    pub tone: String,
    pub kind: SectionKind,
    pub section: SectionOutline,
    /// Headings of the whole article, in order, for context.
    pub headings: Vec<String>,
    /// This section's place, from 0, among `total`.
    pub position: i64,
    pub total: i64,
    /// Words wanted of this section.
    pub target_words: i64,
    /// The end of what was written so far, as plain text; empty at the start.
    pub written_so_far: String,
    /// Replaces the structure's built-in guidance, from the prompt library; empty keeps it.
    pub guidance: String,
}

/// Asks for [`MetaAnswer`](super::answer::MetaAnswer).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleMetaBrief {
    pub site: SiteBrief,
    pub title: String,
    pub structure: ContentStructure,
    pub cluster_name: String,
    pub primary_keyword: String,
    pub keywords: Vec<String>,
    /// Categories the site has; the answer prefers these.
    pub categories: Vec<String>,
    /// The article as plain text.
    pub article: String,
    /// Replaces the built-in guidance, from the prompt library; empty keeps it.
    pub guidance: String,
}

/// Asks for [`ImagePromptsAnswer`](super::answer::ImagePromptsAnswer): one featured picture and `in_article` others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagePromptsBrief {
    pub site: SiteBrief,
    pub title: String,
    pub structure: ContentStructure,
    pub primary_keyword: String,
    /// The article's own `h2` headings, after which pictures may stand.
    pub headings: Vec<String>,
    /// The article as plain text.
    pub article: String,
    /// Pictures within the article, 0–8.
    pub in_article: i64,
    /// Such as `photorealistic` or `illustration`.
    pub style: String,
    /// Replaces the built-in guidance, from the prompt library; empty keeps it.
    pub guidance: String,
}
