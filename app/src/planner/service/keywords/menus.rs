//! What the filters' menus offer: for each filter, the values that exist under all the others.

use std::collections::HashMap;

use crate::planner::country::country_name;
use crate::planner::keyword::{DifficultyBand, Intent, KeywordState, KeywordStatus, VolumeBand};
use crate::planner::keyword_list::{KeywordFilter, KeywordMenus, Match, MenuValue};
use crate::planner::store::keywords::MenuRow;

/// Clusters a menu offers; the largest ones. The rest are found by the list of clusters.
const MOST_CLUSTERS: usize = 100;

/// A group of keywords in the words of the filters.
struct Group<'a> {
    row: &'a MenuRow,
    state: KeywordState,
    difficulty: DifficultyBand,
    volume: VolumeBand,
}

/// The filters, each for its place in [`Group::misses`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Menu {
    State,
    Cluster,
    Sector,
    Intent,
    Country,
    Difficulty,
    Volume,
}

const MENUS: [Menu; 7] =
    [Menu::State, Menu::Cluster, Menu::Sector, Menu::Intent, Menu::Country, Menu::Difficulty, Menu::Volume];

impl<'a> Group<'a> {
    fn of(row: &'a MenuRow) -> Self {
        let status = if row.mapped { KeywordStatus::Mapped } else { KeywordStatus::New };
        Self {
            state: KeywordState::of(status, row.disabled),
            difficulty: banded(DifficultyBand::ALL, row.difficulty_band).unwrap_or(DifficultyBand::Unknown),
            volume: banded(VolumeBand::ALL, row.volume_band).unwrap_or(VolumeBand::Unknown),
            row,
        }
    }

    /// Whether the filter of a menu leaves the group out.
    fn is_left_out(&self, menu: Menu, filter: &KeywordFilter) -> bool {
        match menu {
            Menu::State => filter.state.is_some_and(|wanted| wanted != self.state),
            Menu::Cluster => misses(filter.cluster.as_ref(), self.row.cluster.as_ref()),
            Menu::Sector => filter.sector.is_some_and(|wanted| wanted != self.row.sector),
            Menu::Intent => misses(filter.intent.as_ref(), self.row.intent.as_ref()),
            Menu::Country => {
                misses(filter.country.as_ref(), Some(&self.row.country).filter(|country| !country.is_empty()))
            }
            Menu::Difficulty => filter.difficulty.is_some_and(|wanted| wanted != self.difficulty),
            Menu::Volume => filter.volume.is_some_and(|wanted| wanted != self.volume),
        }
    }

    /// The group's value in a menu, with its label.
    fn value(&self, menu: Menu) -> (String, String) {
        let none = |label: &str| ("none".to_owned(), label.to_owned());
        match menu {
            Menu::State => (self.state.to_string(), self.state.label().to_owned()),
            Menu::Cluster => match (self.row.cluster, &self.row.cluster_name) {
                (Some(id), name) => (id.to_string(), name.clone().unwrap_or_default()),
                (None, _) => none("No cluster"),
            },
            Menu::Sector => (self.row.sector.to_string(), self.row.sector_name.clone()),
            Menu::Intent => self
                .row
                .intent
                .map_or_else(|| none("No intent"), |intent| (intent.to_string(), intent.label().to_owned())),
            Menu::Country if self.row.country.is_empty() => none("No country"),
            Menu::Country => (self.row.country.clone(), country_name(&self.row.country).to_owned()),
            Menu::Difficulty => (self.difficulty.to_string(), self.difficulty.label().to_owned()),
            Menu::Volume => (self.volume.to_string(), self.volume.label().to_owned()),
        }
    }
}

/// The band at a place counted from 0.
fn banded<B: Copy>(all: &[B], place: Option<i32>) -> Option<B> {
    all.get(usize::try_from(place?).ok()?).copied()
}

fn misses<T: PartialEq>(wanted: Option<&Match<T>>, value: Option<&T>) -> bool {
    match wanted {
        None => false,
        Some(Match::Empty) => value.is_some(),
        Some(Match::Is(wanted)) => value != Some(wanted),
    }
}

/// How many keywords of the groups fulfil every filter.
pub fn matching(groups: &[MenuRow], filter: &KeywordFilter) -> i64 {
    let fulfils = |group: &Group<'_>| !MENUS.iter().any(|menu| group.is_left_out(*menu, filter));
    groups.iter().map(Group::of).filter(fulfils).map(|group| group.row.count).sum()
}

/// The menus under a filter. What is chosen is always offered, so that it can be seen.
pub fn menus(groups: &[MenuRow], filter: &KeywordFilter) -> KeywordMenus {
    let mut counts: [HashMap<String, MenuValue>; 7] = Default::default();
    for group in groups.iter().map(Group::of) {
        let left_out_by: Vec<Menu> = MENUS.into_iter().filter(|menu| group.is_left_out(*menu, filter)).collect();
        for (menu, counts) in MENUS.into_iter().zip(&mut counts) {
            // a menu shows what its own filter leaves out, and nothing that another one does
            if left_out_by.iter().all(|by| *by == menu) {
                let (value, label) = group.value(menu);
                counts.entry(value.clone()).or_insert(MenuValue { value, label, count: 0 }).count += group.row.count;
            }
        }
    }
    let [states, clusters, sectors, intents, countries, difficulties, volumes] = counts;
    KeywordMenus {
        states: in_order(states, KeywordState::ALL, filter.state.map(|state| (state.to_string(), state.label()))),
        clusters: by_count(clusters, chosen_cluster(filter), MOST_CLUSTERS),
        sectors: by_label(sectors, chosen_sector(filter)),
        intents: in_order(intents, Intent::ALL, chosen_intent(filter)),
        countries: by_count(countries, chosen_country(filter), usize::MAX),
        difficulties: in_order(
            difficulties,
            DifficultyBand::ALL,
            filter.difficulty.map(|band| (band.to_string(), band.label())),
        ),
        volumes: in_order(volumes, VolumeBand::ALL, filter.volume.map(|band| (band.to_string(), band.label()))),
    }
}

fn chosen_intent(filter: &KeywordFilter) -> Option<(String, &'static str)> {
    filter.intent.as_ref().map(|wanted| match wanted {
        Match::Is(intent) => (intent.to_string(), intent.label()),
        Match::Empty => ("none".to_owned(), "No intent"),
    })
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

fn chosen_sector(filter: &KeywordFilter) -> Option<MenuValue> {
    filter.sector.map(|id| MenuValue { value: id.to_string(), label: "The chosen sector".to_owned(), count: 0 })
}

fn chosen_cluster(filter: &KeywordFilter) -> Option<MenuValue> {
    filter.cluster.as_ref().map(|wanted| {
        let label = if *wanted == Match::Empty { "No cluster" } else { "The chosen cluster" };
        MenuValue { value: wanted.to_string(), label: label.to_owned(), count: 0 }
    })
}

/// In the order of the words, `none` last.
fn in_order<W: ToString>(
    counts: HashMap<String, MenuValue>,
    words: &[W],
    chosen: Option<(String, &str)>,
) -> Vec<MenuValue> {
    let mut values: Vec<MenuValue> = counts.into_values().collect();
    if let Some((value, label)) = chosen
        && !values.iter().any(|known| known.value == value)
    {
        values.push(MenuValue { value, label: label.to_owned(), count: 0 });
    }
    values.sort_by_key(|value| words.iter().position(|word| word.to_string() == value.value).unwrap_or(words.len()));
    values
}

/// The most frequent first.
fn by_count(counts: HashMap<String, MenuValue>, chosen: Option<MenuValue>, most: usize) -> Vec<MenuValue> {
    let mut values: Vec<MenuValue> = counts.into_values().collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    let cut = values.split_off(most.min(values.len()));
    if let Some(chosen) = chosen
        && !values.iter().any(|known| known.value == chosen.value)
    {
        values.push(cut.into_iter().find(|known| known.value == chosen.value).unwrap_or(chosen));
    }
    values
}

fn by_label(counts: HashMap<String, MenuValue>, chosen: Option<MenuValue>) -> Vec<MenuValue> {
    let mut values: Vec<MenuValue> = counts.into_values().collect();
    values.sort_by(|a, b| a.label.cmp(&b.label));
    if let Some(chosen) = chosen
        && !values.iter().any(|known| known.value == chosen.value)
    {
        values.push(chosen);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::id::{ClusterId, SectorId};

    fn group(intent: Option<Intent>, country: &str, difficulty_band: Option<i32>, count: i64) -> MenuRow {
        MenuRow {
            sector: SectorId(uuid::Uuid::nil()),
            sector_name: "Coffee".to_owned(),
            cluster: None,
            cluster_name: None,
            intent,
            country: country.to_owned(),
            difficulty_band,
            volume_band: None,
            mapped: false,
            disabled: false,
            count,
        }
    }

    fn groups() -> Vec<MenuRow> {
        vec![
            group(Some(Intent::Commercial), "US", Some(0), 5),
            group(Some(Intent::Informational), "US", Some(2), 3),
            group(None, "", None, 2),
        ]
    }

    fn offered(values: &[MenuValue]) -> Vec<(&str, i64)> {
        values.iter().map(|value| (value.value.as_str(), value.count)).collect()
    }

    #[test]
    fn without_filters_every_value_that_exists_is_offered_with_its_count() {
        let menus = menus(&groups(), &KeywordFilter::default());
        assert_eq!(offered(&menus.intents), [("informational", 3), ("commercial", 5), ("none", 2)]);
        assert_eq!(offered(&menus.countries), [("US", 8), ("none", 2)]);
        assert_eq!(offered(&menus.difficulties), [("easy", 5), ("hard", 3), ("unknown", 2)]);
        assert_eq!(offered(&menus.states), [("new", 10)]);
        assert_eq!(menus.countries[0].label, "United States");
    }

    #[test]
    fn a_filter_narrows_the_other_menus_and_not_its_own() {
        let filter = KeywordFilter { intent: Some(Match::Is(Intent::Commercial)), ..KeywordFilter::default() };
        assert_eq!(matching(&groups(), &filter), 5);
        let menus = menus(&groups(), &filter);
        assert_eq!(offered(&menus.countries), [("US", 5)]);
        assert_eq!(offered(&menus.difficulties), [("easy", 5)]);
        assert_eq!(offered(&menus.intents), [("informational", 3), ("commercial", 5), ("none", 2)]);
    }

    #[test]
    fn what_is_chosen_stays_in_its_menu_even_when_nothing_matches() {
        let cluster = ClusterId(uuid::Uuid::nil());
        let filter = KeywordFilter {
            state: Some(KeywordState::Off),
            cluster: Some(Match::Is(cluster)),
            country: Some(Match::Is("FR".to_owned())),
            sector: Some(SectorId(uuid::Uuid::max())),
            ..KeywordFilter::default()
        };
        assert_eq!(matching(&groups(), &filter), 0);
        let menus = menus(&groups(), &filter);
        assert_eq!(offered(&menus.states), [("off", 0)]);
        assert_eq!(menus.clusters.last().map(|value| value.label.as_str()), Some("The chosen cluster"));
        assert_eq!(offered(&menus.countries), [("FR", 0)]);
        assert_eq!(menus.sectors.last().map(|value| value.label.as_str()), Some("The chosen sector"));
    }
}
