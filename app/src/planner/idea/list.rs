//! The list of ideas: its filters and order, all of which are in the address.

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use super::{IdeaRow, IdeaStatus};
use crate::ai::structure::ContentStructure;
use crate::kit::id::{ClusterId, SectorId, SiteId};
use crate::kit::page::Page;
use crate::planner::cluster::address;

crate::words! {
    /// What the list can be ordered by.
    pub enum IdeaSort {
        Added = "added",
        Title = "title",
        Words = "words",
    }
}

/// Which ideas are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdeaFilter {
    pub site: Option<SiteId>,
    pub sector: Option<SectorId>,
    pub cluster: Option<ClusterId>,
    /// A part of the title or of the primary keyword.
    pub q: String,
    pub status: Option<IdeaStatus>,
    pub structure: Option<ContentStructure>,
    /// Only those switched off, or only those switched on.
    pub off: Option<bool>,
    /// Only those that come close to another, or only those that don't.
    pub overlap: Option<bool>,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdeaQuery {
    pub filter: IdeaFilter,
    pub sort: IdeaSort,
    pub descending: bool,
    /// The cursor of the page.
    pub at: Option<String>,
}

impl Default for IdeaQuery {
    fn default() -> Self {
        Self { filter: IdeaFilter::default(), sort: IdeaSort::Added, descending: true, at: None }
    }
}

impl IdeaQuery {
    pub const PATH: &'static str = "/planner/ideas";

    /// Reads the address; what can't be read filters nothing.
    #[must_use]
    pub fn from_query(params: &ParamsMap) -> Self {
        let word = |name: &str| params.get(name).filter(|value| !value.is_empty());
        let sort = word("sort").unwrap_or_default();
        let (descending, sort) = match sort.strip_prefix('-') {
            Some(rest) => (true, rest.parse().ok()),
            None => (false, sort.parse().ok()),
        };
        Self {
            filter: IdeaFilter {
                site: word("site").and_then(|id| id.parse().ok()),
                sector: word("sector").and_then(|id| id.parse().ok()),
                cluster: word("cluster").and_then(|id| id.parse().ok()),
                q: word("q").map(|q| q.trim().to_owned()).unwrap_or_default(),
                status: word("status").and_then(|status| status.parse().ok()),
                structure: word("structure").and_then(|structure| structure.parse().ok()),
                off: word("off").map(|off| off == "1"),
                overlap: word("overlap").map(|overlap| overlap == "1"),
            },
            sort: sort.unwrap_or(IdeaSort::Added),
            descending: sort.is_none() || descending,
            at: word("at"),
        }
    }

    /// The value of `sort` in the address; empty for the usual order.
    #[must_use]
    pub fn sort_word(&self) -> String {
        match (self.sort, self.descending) {
            (IdeaSort::Added, true) => String::new(),
            (sort, true) => format!("-{sort}"),
            (sort, false) => sort.to_string(),
        }
    }

    /// The address of this page of the list.
    #[must_use]
    pub fn href(&self) -> String {
        let filter = &self.filter;
        let yes_or_no = |value: Option<bool>| value.map(|yes| if yes { "1" } else { "0" }.to_owned());
        let parts = [
            ("site", filter.site.map(|id| id.to_string())),
            ("sector", filter.sector.map(|id| id.to_string())),
            ("cluster", filter.cluster.map(|id| id.to_string())),
            ("q", Some(filter.q.clone())),
            ("status", filter.status.map(|status| status.to_string())),
            ("structure", filter.structure.map(|structure| structure.to_string())),
            ("off", yes_or_no(filter.off)),
            ("overlap", yes_or_no(filter.overlap)),
            ("sort", Some(self.sort_word())),
            ("at", self.at.clone()),
        ];
        address(Self::PATH, parts)
    }

    /// The same list with other filters, from its first page.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut IdeaFilter)) -> Self {
        let mut query = Self { at: None, ..self.clone() };
        change(&mut query.filter);
        query
    }

    /// The same list ordered by a column, turned round the second time.
    #[must_use]
    pub fn sorted_by(&self, sort: IdeaSort) -> Self {
        let descending = if self.sort == sort { !self.descending } else { sort != IdeaSort::Title };
        Self { sort, descending, at: None, ..self.clone() }
    }

    /// Another page of the same list.
    #[must_use]
    pub fn page(&self, at: Option<String>) -> Self {
        Self { at, ..self.clone() }
    }
}

/// Values that exist under the other filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeaOptions {
    pub sectors: Vec<(SectorId, String)>,
    pub statuses: Vec<IdeaStatus>,
    pub structures: Vec<ContentStructure>,
    pub off: Vec<bool>,
    pub overlap: Vec<bool>,
    /// The name of the cluster that is filtered by.
    pub cluster: Option<String>,
}

/// A page of the list, and what its filters offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdeaList {
    pub page: Page<IdeaRow>,
    pub options: IdeaOptions,
    /// Ideas of the site, whatever the filters.
    pub of_site: i64,
    pub may_edit: bool,
    /// Whether this person may send ideas to the writer.
    pub may_send: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_state_of_the_list_is_in_its_address() {
        let query = IdeaQuery {
            filter: IdeaFilter {
                q: "brew".into(),
                structure: Some(ContentStructure::Guide),
                overlap: Some(true),
                ..IdeaFilter::default()
            },
            sort: IdeaSort::Words,
            descending: false,
            at: Some("b.2".into()),
        };
        let mut params = ParamsMap::new();
        for pair in query.href().split_once('?').expect("it has a query").1.split('&') {
            let (name, value) = pair.split_once('=').expect("a pair");
            params.insert(name.to_owned(), value.to_owned());
        }
        assert_eq!(IdeaQuery::from_query(&params), query);
        assert_eq!(IdeaQuery::default().href(), IdeaQuery::PATH);
    }
}
