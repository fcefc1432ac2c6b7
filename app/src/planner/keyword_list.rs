//! The list of keywords: its filters, order and pages, all of which live in the address, and its menus.

use std::fmt;
use std::str::FromStr;

use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use super::keyword::{DifficultyBand, Intent, KeywordRow, KeywordState, VolumeBand};
use crate::kit::id::{ClusterId, SectorId, SiteId};
use crate::kit::page::{PAGE_SIZE, Page};

/// Page sizes to choose from.
pub const PAGE_SIZES: [i64; 4] = [25, PAGE_SIZE, 100, 200];

/// What a filter asks of a column that may be empty: a value, or emptiness (`none` in the address).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match<T> {
    Is(T),
    Empty,
}

impl<T: fmt::Display> fmt::Display for Match<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(value) => value.fmt(f),
            Self::Empty => f.write_str("none"),
        }
    }
}

impl<T: FromStr> FromStr for Match<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "none" { Ok(Self::Empty) } else { text.parse().map(Self::Is) }
    }
}

/// What narrows the list. Nothing set: everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeywordFilter {
    /// Part of the keyword, in any spelling.
    pub text: String,
    pub state: Option<KeywordState>,
    pub cluster: Option<Match<ClusterId>>,
    pub sector: Option<SectorId>,
    pub intent: Option<Match<Intent>>,
    pub country: Option<Match<String>>,
    pub difficulty: Option<DifficultyBand>,
    pub volume: Option<VolumeBand>,
}

impl KeywordFilter {
    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_set(&self) -> bool {
        *self != Self::default()
    }
}

crate::words! {
    /// What the list can be ordered by.
    pub enum KeywordSort {
        Added = "added",
        Keyword = "keyword",
        Volume = "volume",
        Difficulty = "difficulty",
        Cpc = "cpc",
    }
}

impl KeywordSort {
    /// The direction of the first click: figures from the top, words from the start.
    #[must_use]
    pub const fn begins_descending(self) -> bool {
        !matches!(self, Self::Keyword)
    }
}

/// All state of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordQuery {
    pub site: Option<SiteId>,
    pub filter: KeywordFilter,
    pub sort: KeywordSort,
    pub descending: bool,
    /// Where the page begins ([`crate::kit::page::Cursor`]).
    pub at: Option<String>,
    pub size: i64,
}

impl Default for KeywordQuery {
    fn default() -> Self {
        Self {
            site: None,
            filter: KeywordFilter::default(),
            sort: KeywordSort::Added,
            descending: true,
            at: None,
            size: PAGE_SIZE,
        }
    }
}

impl KeywordQuery {
    /// Reads the address; what cannot be read filters nothing.
    #[must_use]
    pub fn from_query(params: &ParamsMap) -> Self {
        Self::read(|name| params.get_str(name).map(ToOwned::to_owned))
    }

    /// As [`Self::from_query`], from any source of named values.
    #[must_use]
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        fn parsed<T: FromStr>(text: Option<String>) -> Option<T> {
            text.filter(|text| !text.is_empty())?.parse().ok()
        }
        let sort = parsed(value("sort")).unwrap_or(KeywordSort::Added);
        Self {
            site: parsed(value("site")),
            filter: KeywordFilter {
                text: value("q").map(|text| text.trim().to_owned()).unwrap_or_default(),
                state: parsed(value("state")),
                cluster: parsed(value("cluster")),
                sector: parsed(value("sector")),
                intent: parsed(value("intent")),
                country: parsed(value("country")),
                difficulty: parsed(value("difficulty")),
                volume: parsed(value("volume")),
            },
            sort,
            descending: match value("dir").as_deref() {
                Some("asc") => false,
                Some("desc") => true,
                _ => sort.begins_descending(),
            },
            at: value("at").filter(|at| !at.is_empty()),
            size: parsed(value("size")).filter(|size| PAGE_SIZES.contains(size)).unwrap_or(PAGE_SIZE),
        }
    }

    /// The address of this state, without what is as usual. Begins with `?` unless empty.
    #[must_use]
    pub fn to_query(&self) -> String {
        let mut map = ParamsMap::new();
        let mut put = |name: &'static str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                map.insert(name, value);
            }
        };
        let filter = &self.filter;
        put("site", self.site.map(|id| id.to_string()));
        put("q", Some(filter.text.clone()));
        put("state", filter.state.map(|state| state.to_string()));
        put("cluster", filter.cluster.as_ref().map(ToString::to_string));
        put("sector", filter.sector.map(|id| id.to_string()));
        put("intent", filter.intent.as_ref().map(ToString::to_string));
        put("country", filter.country.as_ref().map(ToString::to_string));
        put("difficulty", filter.difficulty.map(|band| band.to_string()));
        put("volume", filter.volume.map(|band| band.to_string()));
        put("sort", (self.sort != KeywordSort::Added).then(|| self.sort.to_string()));
        let direction = if self.descending { "desc" } else { "asc" };
        put("dir", (self.descending != self.sort.begins_descending()).then(|| direction.to_owned()));
        put("size", (self.size != PAGE_SIZE).then(|| self.size.to_string()));
        put("at", self.at.clone());
        map.to_query_string()
    }

    /// The same list, changed; from its first page again.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut query = Self { at: None, ..self.clone() };
        change(&mut query);
        query
    }

    /// Ordered by a column: the usual way round first, the other way on the second click.
    #[must_use]
    pub fn sorted_by(&self, sort: KeywordSort) -> Self {
        self.with(|query| {
            query.descending = if query.sort == sort { !query.descending } else { sort.begins_descending() };
            query.sort = sort;
        })
    }
}

crate::words! {
    /// The filters that have a menu.
    pub enum Menu {
        State = "state",
        Cluster = "cluster",
        Sector = "sector",
        Intent = "intent",
        Country = "country",
        Difficulty = "difficulty",
        Volume = "volume",
    }
}

/// One value of a filter's menu, with how many keywords it would leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuValue {
    pub value: String,
    pub label: String,
    pub count: i64,
}

/// What each filter's menu offers: values that exist under all the other filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeywordMenus {
    pub states: Vec<MenuValue>,
    pub clusters: Vec<MenuValue>,
    pub sectors: Vec<MenuValue>,
    pub intents: Vec<MenuValue>,
    pub countries: Vec<MenuValue>,
    pub difficulties: Vec<MenuValue>,
    pub volumes: Vec<MenuValue>,
}

/// A page of keywords with its menus.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeywordList {
    pub site: SiteId,
    pub site_name: String,
    pub page: Page<KeywordRow>,
    /// More match than were counted; the total is a lower bound then.
    pub more_than_total: bool,
    /// Whether the site has any keyword at all, under whatever filter.
    pub has_any: bool,
    pub menus: KeywordMenus,
    pub may_edit: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> KeywordQuery {
        KeywordQuery::read(|name| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        })
    }

    #[test]
    fn the_address_holds_all_of_it_and_nothing_usual() {
        assert_eq!(KeywordQuery::default().to_query(), "");
        let query = read(
            "q=cold brew&state=new&intent=none&country=US&difficulty=easy&volume=large&sort=volume&dir=asc&size=100&at=a.1",
        );
        assert_eq!(query.filter.intent, Some(Match::Empty));
        assert_eq!(query.filter.country, Some(Match::Is("US".to_owned())));
        let again = query.to_query();
        assert_eq!(read(&again.trim_start_matches('?').replace("%20", " ").replace("%2E", ".")), query);
    }

    #[test]
    fn what_cannot_be_read_filters_nothing() {
        assert_eq!(read("state=odd&sector=1&size=7&sort=colour&dir=sideways"), KeywordQuery::default());
    }

    #[test]
    fn a_second_click_turns_the_order_round_and_a_change_leads_to_the_first_page() {
        let query = read("at=a.1");
        let by_volume = query.sorted_by(KeywordSort::Volume);
        assert!(by_volume.descending && by_volume.at.is_none());
        assert!(!by_volume.sorted_by(KeywordSort::Volume).descending);
        assert!(!by_volume.sorted_by(KeywordSort::Keyword).descending);
    }
}
