//! Articles as both sides know them: what the editor is given, what a save brings, what a save answers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::content_list::ContentRights;
use super::headings::Heading;
use super::{ContentStatus, SiteStatus};
use crate::ai::structure::{ContentStructure, ContentType};
use crate::kit::id::{ContentId, SiteId, TaskId, UserId};

/// Search results cut titles and descriptions after about so many characters. Shown while typing, not enforced: what
/// is longer is a matter of taste, not of correctness.
pub const META_TITLE_SHOWN: usize = 60;
pub const META_DESCRIPTION_SHOWN: usize = 160;

/// Longest values that are stored, in characters.
pub const MAX_TITLE: usize = 300;
pub const MAX_META: usize = 500;
pub const MAX_EXCERPT: usize = 1_000;
/// Longest body that is stored, in bytes of HTML: ten times the longest article we write.
pub const MAX_BODY: usize = 1024 * 1024;
/// Most tags, categories or keywords of an article.
pub const MAX_LABELS: usize = 30;

crate::words! {
    /// How a body is edited; it is stored as HTML either way.
    pub enum BodyFormat {
        Html = "html",
        Markdown = "markdown",
    }
}

/// An article as the editor is given it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContentView {
    pub id: ContentId,
    pub site: SiteId,
    pub task: Option<TaskId>,
    pub title: String,
    pub slug: String,
    pub format: BodyFormat,
    /// In `format`.
    pub body: String,
    pub outline: Vec<Heading>,
    pub excerpt: String,
    pub words: i64,
    pub meta_title: String,
    pub meta_description: String,
    pub primary_keyword: String,
    pub keywords: Vec<String>,
    pub tags: Vec<String>,
    pub categories: Vec<String>,
    pub content_type: ContentType,
    pub structure: ContentStructure,
    pub cluster_name: Option<String>,
    pub language: String,
    pub sample: bool,
    pub status: ContentStatus,
    pub site_status: SiteStatus,
    pub review_note: Option<String>,
    pub images_done: i64,
    pub images: i64,
    /// How often the pictures that readers see have changed.
    pub pictures_version: i32,
    /// What having its pictures described and made costs at most, in credits; none where it has some already.
    pub picture_credits: Option<i64>,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
    pub receipt: Receipt,
    pub may: ContentRights,
    /// Who looks at it: an unsaved draft kept in the browser is this person's alone.
    pub viewer: Option<UserId>,
}

/// What an article took to make, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub model: String,
    /// Calls to the text model, those that failed included.
    pub calls: i64,
    pub failed_calls: i64,
    pub tokens: i64,
    /// Credits charged for the text; none for text that was not written here.
    pub credits: Option<i64>,
    /// Credits charged for describing the pictures and for making those it has.
    pub picture_credits: i64,
    /// The provider's own price, in millionths of a dollar.
    pub cost_micros: i64,
    pub approved_by: Option<String>,
    pub approved_at: Option<DateTime<Utc>>,
}

/// A save: the whole form, and the version it started from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentEdit {
    pub id: ContentId,
    pub version: i64,
    pub title: String,
    pub format: BodyFormat,
    pub body: String,
    #[serde(default)]
    pub slug: String,
    #[serde(default)]
    pub meta_title: String,
    #[serde(default)]
    pub meta_description: String,
    #[serde(default)]
    pub excerpt: String,
    #[serde(default)]
    pub primary_keyword: String,
    /// Separated by commas.
    #[serde(default)]
    pub tags: String,
    #[serde(default)]
    pub categories: String,
    /// Saved by itself while somebody types: may take the place of the same person's last automatic save.
    #[serde(default)]
    pub automatic: bool,
    /// Where to go after saving: the other way of editing.
    #[serde(default)]
    pub then: Option<BodyFormat>,
}

/// What a save answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    pub version: i64,
    pub at: DateTime<Utc>,
    pub slug: String,
    pub words: i64,
    pub status: ContentStatus,
    pub site_status: SiteStatus,
    pub review_note: Option<String>,
}

/// An article as it will appear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    pub id: ContentId,
    pub title: String,
    /// With its pictures in place.
    pub html: String,
    pub status: ContentStatus,
    pub site_status: SiteStatus,
    pub review_note: Option<String>,
    pub sample: bool,
    pub words: i64,
    pub meta_title: String,
    pub meta_description: String,
    pub slug: String,
    pub excerpt: String,
    /// Named when it is approved, so that what is approved is what was seen.
    pub updated_at: DateTime<Utc>,
    pub may: ContentRights,
}

/// Code of the refusal of a save that started from an older version. `typed_in("version")` is the version now,
/// `typed_in("at")` when it was saved.
pub const EDITED_MEANWHILE: &str = "edited_meanwhile";

/// Labels typed into one field: separated by commas or lines, each once, in the order typed.
#[must_use]
pub fn split_labels(text: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for label in text.split([',', '\n']) {
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = labels.iter().any(|one| one.to_lowercase() == label.to_lowercase());
        if !label.is_empty() && !known && labels.len() < MAX_LABELS {
            labels.push(label.chars().take(100).collect());
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_split_trimmed_and_said_once() {
        assert_eq!(split_labels(" Cold  brew, coffee,,\nCOFFEE ,tea"), ["Cold brew", "coffee", "tea"]);
        assert!(split_labels(" , ").is_empty());
    }
}
