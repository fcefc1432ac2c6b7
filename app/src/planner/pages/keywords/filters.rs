//! Search and filters of the list of keywords. Menus offer what exists under the other filters, with counts.

use leptos::prelude::*;

use super::list::PATH;
use crate::planner::keyword_list::{KeywordFilter, KeywordMenus, KeywordQuery, MenuValue};
use crate::ui::*;

#[component]
pub(super) fn KeywordFilters(menus: KeywordMenus, query: KeywordQuery) -> impl IntoView {
    let filter = query.filter.clone();
    let several_sectors = menus.sectors.len() > 1 || filter.sector.is_some();
    let chips = {
        let (menus, query) = (menus.clone(), query.clone());
        move || chips_of(&menus, &query)
    };
    let select = |name: &'static str, label: &'static str, values: Vec<MenuValue>, chosen: Option<String>| {
        view! { <FilterSelect name label options=choices(values) selected=chosen/> }
    };
    let sector =
        several_sectors.then(|| select("sector", "Sector", menus.sectors, filter.sector.map(|id| id.to_string())));
    // what the form must not lose; a change of filters leads to the first page, so the place is left out
    let order = query.with(|_| ());
    let kept = [
        ("site", order.site.map(|id| id.to_string())),
        ("sort", Some(order.sort.to_string())),
        ("dir", Some(if order.descending { "desc" } else { "asc" }.to_owned())),
        ("size", Some(order.size.to_string())),
    ]
    .into_iter()
    .filter_map(|(name, value)| value.map(|value| view! { <input type="hidden" name=name value=value/> }))
    .collect_view();
    view! {
        <FilterBar action=PATH search=filter.text.clone() placeholder="Search keywords" chips>
            {select("state", "Status", menus.states, filter.state.map(|state| state.to_string()))}
            {sector}
            {select("cluster", "Cluster", menus.clusters, filter.cluster.as_ref().map(ToString::to_string))}
            {select("intent", "Intent", menus.intents, filter.intent.as_ref().map(ToString::to_string))}
            {select("difficulty", "Difficulty", menus.difficulties, filter.difficulty.map(|band| band.to_string()))}
            {select("volume", "Volume", menus.volumes, filter.volume.map(|band| band.to_string()))}
            {select("country", "Country", menus.countries, filter.country.as_ref().map(ToString::to_string))}
            {kept}
        </FilterBar>
    }
    .into_any()
}

fn choices(values: Vec<MenuValue>) -> Vec<Choice> {
    values
        .into_iter()
        .map(|value| Choice::new(value.value, format!("{} ({})", value.label, format_number(value.count))))
        .collect()
}

/// A chip for each filter in use; its link leads to the list without it.
fn chips_of(menus: &KeywordMenus, query: &KeywordQuery) -> impl IntoView + use<> {
    let filter = &query.filter;
    let without =
        |change: fn(&mut KeywordFilter)| format!("{PATH}{}", query.with(|query| change(&mut query.filter)).to_query());
    let named = |values: &[MenuValue], value: Option<String>| {
        value.map(|value| values.iter().find(|known| known.value == value).map_or(value, |known| known.label.clone()))
    };
    let text = Some(filter.text.clone()).filter(|text| !text.is_empty()).map(|text| format!("“{text}”"));
    let chips = [
        ("Search", text, without(|filter| filter.text.clear())),
        ("Status", filter.state.map(|state| state.label().to_owned()), without(|filter| filter.state = None)),
        (
            "Sector",
            named(&menus.sectors, filter.sector.map(|id| id.to_string())),
            without(|filter| filter.sector = None),
        ),
        (
            "Cluster",
            named(&menus.clusters, filter.cluster.as_ref().map(ToString::to_string)),
            without(|filter| filter.cluster = None),
        ),
        (
            "Intent",
            named(&menus.intents, filter.intent.as_ref().map(ToString::to_string)),
            without(|filter| filter.intent = None),
        ),
        (
            "Difficulty",
            filter.difficulty.map(|band| band.label().to_owned()),
            without(|filter| filter.difficulty = None),
        ),
        ("Volume", filter.volume.map(|band| band.label().to_owned()), without(|filter| filter.volume = None)),
        (
            "Country",
            named(&menus.countries, filter.country.as_ref().map(ToString::to_string)),
            without(|filter| filter.country = None),
        ),
    ];
    chips
        .into_iter()
        .filter_map(|(name, value, href)| {
            value.map(|value| view! { <FilterChip label=format!("{name}: {value}") href/> })
        })
        .collect_view()
}
