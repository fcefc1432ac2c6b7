//! What the filters' menus offer: for each filter, the values that exist under all the others, in the order they are
//! read in. The store counts, this gives the words.

use std::collections::HashMap;

use crate::planner::country::country_name;
use crate::planner::keyword::{DifficultyBand, Intent, KeywordState, VolumeBand};
use crate::planner::keyword_list::{KeywordFilter, KeywordMenus, Match, Menu, MenuValue};
use crate::planner::store::keywords::{MenuCount, MenuCounts};

/// The value of keywords that have none, in the address.
const NONE: &str = "none";

/// The menus under a filter. What is chosen is always offered, so that it can be seen.
pub fn menus(counts: &MenuCounts, filter: &KeywordFilter) -> KeywordMenus {
    let of = |menu: Menu| counts.values.iter().filter(move |counted| counted.menu == menu);
    // a sample may lack a rare value of a closed set, which is offered all the same
    let every = counts.is_sample();
    let states = words(KeywordState::ALL, KeywordState::label);
    let mut intents = words(Intent::ALL, Intent::label);
    intents.push((NONE.to_owned(), "No intent"));
    let difficulties = words(DifficultyBand::ALL, DifficultyBand::label);
    let volumes = words(VolumeBand::ALL, VolumeBand::label);
    KeywordMenus {
        states: in_order(of(Menu::State), states, chosen(filter.state), every),
        clusters: by_count(of(Menu::Cluster).map(cluster_value).collect(), None),
        sectors: by_label(of(Menu::Sector).map(sector_value).collect(), chosen_sector(filter)),
        intents: in_order(of(Menu::Intent), intents, chosen(filter.intent.as_ref()), every),
        countries: by_count(of(Menu::Country).map(country_value).collect(), chosen_country(filter)),
        difficulties: in_order(of(Menu::Difficulty), difficulties, chosen(filter.difficulty), every),
        volumes: in_order(of(Menu::Volume), volumes, chosen(filter.volume), every),
    }
}

fn chosen<T: ToString>(wanted: Option<T>) -> Option<String> {
    wanted.map(|wanted| wanted.to_string())
}

/// The words of a closed set, in their order, with their labels.
fn words<W: Copy + ToString>(all: &[W], label: impl Fn(W) -> &'static str) -> Vec<(String, &'static str)> {
    all.iter().map(|word| (word.to_string(), label(*word))).collect()
}

fn cluster_value(counted: &MenuCount) -> MenuValue {
    let (value, label) = match &counted.value {
        None => (NONE, "No cluster"),
        // one that is chosen and not there has no name
        Some(id) => (id.as_str(), counted.name.as_deref().unwrap_or("The chosen cluster")),
    };
    MenuValue { value: value.to_owned(), label: label.to_owned(), count: counted.count }
}

fn sector_value(counted: &MenuCount) -> MenuValue {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    MenuValue { value: text(&counted.value), label: text(&counted.name), count: counted.count }
}

fn country_value(counted: &MenuCount) -> MenuValue {
    let (value, label) = match counted.value.as_deref() {
        None | Some("") => (NONE, "No country"),
        Some(code) => (code, country_name(code)),
    };
    MenuValue { value: value.to_owned(), label: label.to_owned(), count: counted.count }
}

fn chosen_country(filter: &KeywordFilter) -> Option<MenuValue> {
    filter.country.as_ref().map(|wanted| {
        let label = match wanted {
            Match::Is(code) => country_name(code),
            Match::Empty => "No country",
        };
        MenuValue { value: wanted.to_string(), label: label.to_owned(), count: 0 }
    })
}

/// For a sector that is switched off, or is none of the site's.
fn chosen_sector(filter: &KeywordFilter) -> Option<MenuValue> {
    filter.sector.map(|id| MenuValue { value: id.to_string(), label: "The chosen sector".to_owned(), count: 0 })
}

/// The words that were counted and the chosen one, or every one; in their order.
fn in_order<'a>(
    counted: impl Iterator<Item = &'a MenuCount>,
    words: Vec<(String, &'static str)>,
    chosen: Option<String>,
    every: bool,
) -> Vec<MenuValue> {
    let counts: HashMap<&str, i64> =
        counted.map(|counted| (counted.value.as_deref().unwrap_or(NONE), counted.count)).collect();
    let offered = words.into_iter().filter_map(|(value, label)| {
        let count = counts.get(value.as_str()).copied();
        let is_offered = every || count.is_some() || chosen.as_ref() == Some(&value);
        is_offered.then(|| MenuValue { value, label: label.to_owned(), count: count.unwrap_or(0) })
    });
    offered.collect()
}

/// The most frequent first.
fn by_count(mut values: Vec<MenuValue>, chosen: Option<MenuValue>) -> Vec<MenuValue> {
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    with_chosen(values, chosen)
}

fn by_label(mut values: Vec<MenuValue>, chosen: Option<MenuValue>) -> Vec<MenuValue> {
    values.sort_by(|a, b| a.label.cmp(&b.label));
    with_chosen(values, chosen)
}

fn with_chosen(mut values: Vec<MenuValue>, chosen: Option<MenuValue>) -> Vec<MenuValue> {
    values.extend(chosen.filter(|chosen| values.iter().all(|known| known.value != chosen.value)));
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::id::SectorId;
    use crate::planner::store::keywords::MENU_ROWS;

    fn count(menu: Menu, value: Option<&str>, count: i64) -> MenuCount {
        MenuCount { menu, value: value.map(ToOwned::to_owned), name: None, count }
    }

    fn counts(found: i64) -> MenuCounts {
        let values = vec![
            count(Menu::Intent, None, 2),
            count(Menu::Intent, Some("commercial"), 5),
            count(Menu::Intent, Some("informational"), 3),
            count(Menu::Country, Some(""), 2),
            count(Menu::Country, Some("US"), 8),
            count(Menu::Difficulty, Some("unknown"), 2),
            count(Menu::Difficulty, Some("easy"), 5),
            count(Menu::State, Some("new"), 10),
        ];
        MenuCounts { found, matching: 0, values }
    }

    fn offered(values: &[MenuValue]) -> Vec<(&str, i64)> {
        values.iter().map(|value| (value.value.as_str(), value.count)).collect()
    }

    #[test]
    fn words_are_offered_in_their_order_and_countries_by_their_count() {
        let menus = menus(&counts(10), &KeywordFilter::default());
        assert_eq!(offered(&menus.intents), [("informational", 3), ("commercial", 5), ("none", 2)]);
        assert_eq!(offered(&menus.countries), [("US", 8), ("none", 2)]);
        assert_eq!(offered(&menus.difficulties), [("easy", 5), ("unknown", 2)]);
        assert_eq!(offered(&menus.states), [("new", 10)]);
        assert_eq!(menus.countries[0].label, "United States");
    }

    #[test]
    fn what_is_chosen_stays_in_its_menu_even_when_nothing_matches() {
        let filter = KeywordFilter {
            state: Some(KeywordState::Off),
            intent: Some(Match::Empty),
            country: Some(Match::Is("FR".to_owned())),
            sector: Some(SectorId(uuid::Uuid::max())),
            volume: Some(VolumeBand::Large),
            ..KeywordFilter::default()
        };
        let menus = menus(&MenuCounts { found: 0, matching: 0, values: Vec::new() }, &filter);
        assert_eq!(offered(&menus.states), [("off", 0)]);
        assert_eq!(offered(&menus.intents), [("none", 0)]);
        assert_eq!(offered(&menus.countries), [("FR", 0)]);
        assert_eq!(offered(&menus.volumes), [("large", 0)]);
        assert_eq!(menus.sectors.last().map(|value| value.label.as_str()), Some("The chosen sector"));
    }

    #[test]
    fn of_a_sample_every_word_is_offered() {
        let menus = menus(&counts(MENU_ROWS + 1), &KeywordFilter::default());
        assert_eq!(offered(&menus.states), [("new", 10), ("mapped", 0), ("off", 0)]);
        assert_eq!(menus.intents.len(), Intent::ALL.len() + 1);
        assert_eq!((menus.difficulties.len(), menus.volumes.len()), (4, 5));
        assert_eq!(offered(&menus.countries), [("US", 8), ("none", 2)]);
    }
}
