//! Lists of articles as both sides know them: which ones, in which order, and what a row shows.

use chrono::{DateTime, Utc};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use super::task::ClusterChoice;
use super::{ContentStatus, SiteStatus};
use crate::ai::structure::ContentStructure;
use crate::kit::address::Address;
use crate::kit::id::{ClusterId, ContentId, SiteId};
use crate::kit::page::Page;

crate::words! {
    /// What a list of articles is sorted by.
    pub enum ContentSort {
        Updated = "updated",
        Title = "title",
        Words = "words",
    }
}

/// Which articles a list shows, and in which order. All of it is in the page's address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContentQuery {
    pub site: Option<SiteId>,
    /// Part of a title or keyword.
    pub q: String,
    pub status: Option<ContentStatus>,
    pub site_status: Option<SiteStatus>,
    pub cluster: Option<ClusterId>,
    pub sort: ContentSort,
    pub descending: bool,
    /// The cursor of the page; empty for the first.
    pub at: String,
}

impl Default for ContentQuery {
    /// All articles, the latest changed first.
    fn default() -> Self {
        Self {
            site: None,
            q: String::new(),
            status: None,
            site_status: None,
            cluster: None,
            sort: ContentSort::Updated,
            descending: true,
            at: String::new(),
        }
    }
}

impl ContentQuery {
    /// Reads an address; what can't be read is left out.
    #[must_use]
    pub fn from_query(params: &ParamsMap) -> Self {
        let read = |name: &str| params.get(name).filter(|value| !value.is_empty());
        let sort = read("sort").and_then(|word| word.parse().ok());
        Self {
            site: read("site").and_then(|id| id.parse().ok()),
            q: read("q").unwrap_or_default(),
            status: read("status").and_then(|word| word.parse().ok()),
            site_status: read("site_status").and_then(|word| word.parse().ok()),
            cluster: read("cluster").and_then(|id| id.parse().ok()),
            descending: read("order").map_or(sort.is_none(), |order| order == "desc"),
            sort: sort.unwrap_or(ContentSort::Updated),
            at: read("at").unwrap_or_default(),
        }
    }

    /// The address that shows this list on the page at `path`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let usual = self.sort == ContentSort::Updated && self.descending;
        Address::new(path)
            .with_some("site", self.site)
            .with("q", &self.q)
            .with_some("status", self.status)
            .with_some("site_status", self.site_status)
            .with_some("cluster", self.cluster)
            .with_some("sort", (!usual).then_some(self.sort))
            .with("order", if !usual && self.descending { "desc" } else { "" })
            .with("at", &self.at)
            .finish()
    }

    /// The same list by another column, or the other way round when it is this one already.
    #[must_use]
    pub fn sorted_by(&self, sort: ContentSort) -> Self {
        let descending = if self.sort == sort { !self.descending } else { sort == ContentSort::Updated };
        Self { sort, descending, at: String::new(), ..self.clone() }
    }

    /// What narrows the list, whatever its order and page.
    #[must_use]
    pub fn filter(&self) -> Self {
        let usual = Self::default();
        Self { sort: usual.sort, descending: usual.descending, at: usual.at, ..self.clone() }
    }

    /// The page at a cursor.
    #[must_use]
    pub fn at(&self, cursor: &str) -> Self {
        Self { at: cursor.to_owned(), ..self.clone() }
    }
}

/// An article as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContentRow {
    pub id: ContentId,
    pub title: String,
    pub slug: String,
    pub excerpt: String,
    pub structure: ContentStructure,
    pub cluster_name: Option<String>,
    pub words: i64,
    /// Pictures that are there, that failed, and that there will be.
    pub images_done: i64,
    pub images_failed: i64,
    pub images: i64,
    pub status: ContentStatus,
    pub site_status: SiteStatus,
    /// Why it was sent back, or is in review once more.
    pub review_note: Option<String>,
    /// Sample text of the built-in model.
    pub sample: bool,
    pub approved_by: Option<String>,
    pub approved_at: Option<DateTime<Utc>>,
    pub version: i64,
    /// What having its pictures described and made costs at most, in credits; none where it has some already.
    pub picture_credits: Option<i64>,
    pub updated_at: DateTime<Utc>,
}

/// A page of articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContentList {
    pub page: Page<ContentRow>,
    /// The moment the list is of: who approves from it has seen no later change.
    pub as_of: DateTime<Utc>,
    pub may: ContentRights,
}

/// What a list of articles can be narrowed by: only what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentFilters {
    pub statuses: Vec<(ContentStatus, i64)>,
    pub site_statuses: Vec<(SiteStatus, i64)>,
    pub clusters: Vec<ClusterChoice>,
}

/// What this person may do with articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentRights {
    pub edit: bool,
    pub run_ai: bool,
    pub review: bool,
    pub publish: bool,
}
