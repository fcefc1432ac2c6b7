//! The list of clusters: its filters and order, all of which are in the address.

use leptos_router::location::Url;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use super::{ClusterRow, ClusterStatus, RunSummary};
use crate::kit::id::{SectorId, SiteId};
use crate::kit::page::Page;
use crate::planner::keyword::Intent;

crate::words! {
    /// What the list can be ordered by.
    pub enum ClusterSort {
        /// Latest first; of one run, the largest first.
        Added = "added",
        Name = "name",
        Keywords = "keywords",
        Volume = "volume",
        Difficulty = "difficulty",
        Ideas = "ideas",
        Cohesion = "cohesion",
    }
}

/// Which clusters are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterFilter {
    pub site: Option<SiteId>,
    pub sector: Option<SectorId>,
    /// A part of the name.
    pub q: String,
    pub status: Option<ClusterStatus>,
    pub intent: Option<Intent>,
    /// Only those switched off, or only those switched on.
    pub off: Option<bool>,
}

/// One page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClusterQuery {
    pub filter: ClusterFilter,
    pub sort: ClusterSort,
    pub descending: bool,
    /// The cursor of the page.
    pub at: Option<String>,
    /// Bubbles instead of a table.
    pub map: bool,
    /// The form that starts clustering stands above the list.
    pub run: bool,
}

impl Default for ClusterQuery {
    fn default() -> Self {
        Self {
            filter: ClusterFilter::default(),
            sort: ClusterSort::Added,
            descending: true,
            at: None,
            map: false,
            run: false,
        }
    }
}

impl ClusterQuery {
    pub const PATH: &'static str = "/planner/clusters";

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
            filter: ClusterFilter {
                site: word("site").and_then(|id| id.parse().ok()),
                sector: word("sector").and_then(|id| id.parse().ok()),
                q: word("q").map(|q| q.trim().to_owned()).unwrap_or_default(),
                status: word("status").and_then(|status| status.parse().ok()),
                intent: word("intent").and_then(|intent| intent.parse().ok()),
                off: word("off").map(|off| off == "1"),
            },
            sort: sort.unwrap_or(ClusterSort::Added),
            descending: sort.is_none() || descending,
            at: word("at"),
            map: word("view").as_deref() == Some("map"),
            run: word("run").is_some(),
        }
    }

    /// The value of `sort` in the address; empty for the usual order.
    #[must_use]
    pub fn sort_word(&self) -> String {
        match (self.sort, self.descending) {
            (ClusterSort::Added, true) => String::new(),
            (sort, true) => format!("-{sort}"),
            (sort, false) => sort.to_string(),
        }
    }

    /// The address of this page of the list.
    #[must_use]
    pub fn href(&self) -> String {
        let filter = &self.filter;
        let parts = [
            ("site", filter.site.map(|id| id.to_string())),
            ("sector", filter.sector.map(|id| id.to_string())),
            ("q", Some(filter.q.clone())),
            ("status", filter.status.map(|status| status.to_string())),
            ("intent", filter.intent.map(|intent| intent.to_string())),
            ("off", filter.off.map(|off| if off { "1" } else { "0" }.to_owned())),
            ("sort", Some(self.sort_word())),
            ("view", self.map.then(|| "map".to_owned())),
            ("at", self.at.clone()),
            ("run", self.run.then(|| "1".to_owned())),
        ];
        address(Self::PATH, parts)
    }

    /// The same page of the list, with the form that starts clustering or without it.
    #[must_use]
    pub fn with_run(&self, run: bool) -> Self {
        Self { run, ..self.clone() }
    }

    /// The same list with other filters, from its first page.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut ClusterFilter)) -> Self {
        let mut query = Self { at: None, run: false, ..self.clone() };
        change(&mut query.filter);
        query
    }

    /// The same list ordered by a column: descending first for figures, and turned round the second time.
    #[must_use]
    pub fn sorted_by(&self, sort: ClusterSort) -> Self {
        let descending = if self.sort == sort { !self.descending } else { sort != ClusterSort::Name };
        Self { sort, descending, at: None, run: false, ..self.clone() }
    }

    /// Another page of the same list.
    #[must_use]
    pub fn page(&self, at: Option<String>) -> Self {
        Self { at, run: false, ..self.clone() }
    }
}

/// A path with what there is of a query.
pub(in crate::planner) fn address<const N: usize>(path: &str, parts: [(&str, Option<String>); N]) -> String {
    let query: Vec<String> = parts
        .into_iter()
        .filter_map(|(name, value)| {
            value.filter(|value| !value.is_empty()).map(|value| format!("{name}={}", Url::escape(&value)))
        })
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// Values that exist under the other filters, so that no menu offers an empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterOptions {
    pub sectors: Vec<(SectorId, String)>,
    pub statuses: Vec<ClusterStatus>,
    pub intents: Vec<Intent>,
    pub off: Vec<bool>,
}

/// A page of the list, and what its filters offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterList {
    pub page: Page<ClusterRow>,
    pub options: ClusterOptions,
    /// Clusters of the site, whatever the filters.
    pub of_site: i64,
    /// The latest run that can be taken back.
    pub last_run: Option<RunSummary>,
    pub may_edit: bool,
    /// Whether this person may start what costs credits.
    pub may_run: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_sorted_largest_first_and_turned_round_the_second_time() {
        let query = ClusterQuery { at: Some("a.1".into()), ..ClusterQuery::default() };
        let by_volume = query.sorted_by(ClusterSort::Volume);
        assert_eq!((by_volume.sort_word().as_str(), &by_volume.at), ("-volume", &None));
        assert_eq!(by_volume.sorted_by(ClusterSort::Volume).sort_word(), "volume");
        assert_eq!(by_volume.sorted_by(ClusterSort::Name).sort_word(), "name");
    }

    #[test]
    fn the_whole_state_of_the_list_is_in_its_address() {
        let query = ClusterQuery {
            filter: ClusterFilter {
                q: "cold & brew".into(),
                status: Some(ClusterStatus::New),
                off: Some(false),
                ..ClusterFilter::default()
            },
            sort: ClusterSort::Volume,
            descending: true,
            at: Some("a.1".into()),
            map: true,
            run: true,
        };
        let href = query.href();
        let mut params = ParamsMap::new();
        for pair in href.split_once('?').expect("it has a query").1.split('&') {
            let (name, value) = pair.split_once('=').expect("a pair");
            params.insert(name.to_owned(), value.to_owned());
        }
        assert_eq!(ClusterQuery::from_query(&params), query);
        assert_eq!(ClusterQuery::default().href(), ClusterQuery::PATH);
    }
}
