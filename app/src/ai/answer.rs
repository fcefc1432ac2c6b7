//! Answers: what a text model gives back, as typed values. Their JSON schemas are in `schema`, the rules they must
//! meet in `validate`.

use serde::{Deserialize, Serialize};

use super::brief::SectionOutline;
use super::structure::{ContentStructure, ContentType};

/// Content ideas for a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeasAnswer {
    pub ideas: Vec<IdeaAnswer>,
}

/// One idea: enough to become a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeaAnswer {
    pub title: String,
    pub structure: ContentStructure,
    pub content_type: ContentType,
    pub outline: Vec<SectionOutline>,
    pub primary_keyword: String,
    /// Secondary keywords, each one of the brief's.
    pub keywords: Vec<String>,
    /// 500–5,000.
    pub target_words: i64,
    pub audience: String,
    pub tone: String,
}

/// The body of one section, without its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionAnswer {
    /// An HTML fragment of the tags in [`SECTION_TAGS`], without attributes.
    pub html: String,
}

/// The only tags a section may hold. No links and no pictures: those come from the product, never from a model.
pub const SECTION_TAGS: &[&str] =
    &["p", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "table", "thead", "tbody", "tr", "th", "td"];

/// What search results, archives and feeds show of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetaAnswer {
    /// At most 60 characters.
    pub meta_title: String,
    /// At most 160 characters.
    pub meta_description: String,
    /// One or two sentences, at most 300 characters.
    pub excerpt: String,
    /// At most 8.
    pub tags: Vec<String>,
    /// At most 3.
    pub categories: Vec<String>,
}

/// Prompts for an article's pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImagePromptsAnswer {
    pub featured: FeaturedPrompt,
    pub in_article: Vec<InArticlePrompt>,
}

/// The picture at the head of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeaturedPrompt {
    pub prompt: String,
    /// Alternative text, at most 125 characters.
    pub alt: String,
}

/// A picture within an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InArticlePrompt {
    pub prompt: String,
    /// Alternative text, at most 125 characters.
    pub alt: String,
    pub caption: String,
    /// The heading it stands under, one of the brief's.
    pub after_heading: String,
}
