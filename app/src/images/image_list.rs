//! The list of pictures as both sides know it: grouped by article, narrowed by what is in the page's address.

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use super::ImageStatus;
use super::image::{ImageRights, ImageView};
use crate::kit::address::Address;
use crate::kit::id::{ContentId, SiteId};
use crate::kit::page::Page;
use crate::writer::ContentStatus;

/// Articles of one page: with three pictures each, about as much as one looks through.
pub const ARTICLES_A_PAGE: i64 = 20;

/// Which pictures the list shows. All of it is in the page's address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImageQuery {
    pub site: Option<SiteId>,
    /// Part of an article's title.
    pub q: String,
    pub status: Option<ImageStatus>,
    /// The cursor of the page; empty for the first.
    pub at: String,
}

impl ImageQuery {
    pub const PATH: &'static str = "/writer/images";

    /// Reads an address; what can't be read is left out.
    #[must_use]
    pub fn from_query(params: &ParamsMap) -> Self {
        let read = |name: &str| params.get(name).filter(|value| !value.is_empty());
        Self {
            site: read("site").and_then(|id| id.parse().ok()),
            q: read("q").unwrap_or_default(),
            status: read("status").and_then(|word| word.parse().ok()),
            at: read("at").unwrap_or_default(),
        }
    }

    /// The address that shows this list.
    #[must_use]
    pub fn href(&self) -> String {
        Address::new(Self::PATH)
            .with_some("site", self.site)
            .with("q", &self.q)
            .with_some("status", self.status)
            .with("at", &self.at)
            .finish()
    }

    /// What narrows the list, whatever its page.
    #[must_use]
    pub fn filter(&self) -> Self {
        Self { at: String::new(), ..self.clone() }
    }

    /// The same list, another page.
    #[must_use]
    pub fn page(&self, at: Option<String>) -> Option<String> {
        at.map(|at| Self { at, ..self.clone() }.href())
    }

    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.status.is_some()
    }
}

/// An article with its pictures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageGroup {
    pub content: ContentId,
    pub title: String,
    pub status: ContentStatus,
    pub images: Vec<ImageView>,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageList {
    /// `total` counts articles.
    pub page: Page<ImageGroup>,
    /// Pictures that match, on all pages.
    pub images: i64,
    /// What one picture costs, in credits.
    pub credits_each: i64,
    pub may: ImageRights,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back_as_the_list_it_shows() {
        let query = ImageQuery {
            q: "cold & brew".to_owned(),
            status: Some(ImageStatus::Failed),
            at: "a.1".to_owned(),
            ..ImageQuery::default()
        };
        let address = query.href();
        let mut params = ParamsMap::new();
        for pair in address.split_once('?').expect("a query").1.split('&') {
            let (name, value) = pair.split_once('=').expect("a pair");
            params.insert(name.to_owned(), value.to_owned());
        }
        assert_eq!(ImageQuery::from_query(&params), query);
        assert_eq!(ImageQuery::default().href(), ImageQuery::PATH);
    }
}
