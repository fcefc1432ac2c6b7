//! The filters of the list of clusters.

use leptos::prelude::*;

use crate::planner::cluster::{ClusterOptions, ClusterQuery};
use crate::planner::pages::filter_parts::{chip, flag, hidden, on_or_off};
use crate::ui::*;

#[component]
pub(super) fn ClusterFilters(options: ClusterOptions, query: ClusterQuery) -> impl IntoView {
    let filter = query.filter.clone();
    let several = options.sectors.len() > 1 || filter.sector.is_some();
    let chosen_sector = options.sectors.iter().find(|(id, _)| Some(*id) == filter.sector).map(|(_, name)| name.clone());
    let sectors = options.sectors.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect::<Vec<_>>();
    let statuses = options.statuses.iter().map(|status| Choice::new(status.as_str(), status.label())).collect();
    let intents = options.intents.iter().map(|intent| Choice::new(intent.as_str(), intent.label())).collect();
    let off = options.off.iter().map(|off| Choice::new(flag(*off), on_or_off(*off))).collect();
    let sector = filter.sector.map(|id| id.to_string());
    let sector_menu = several.then(|| {
        view! { <FilterSelect name="sector" label="Sector" options=sectors selected=sector/> }
    });
    let chips = {
        let (query, filter) = (query.clone(), filter.clone());
        move || {
            [
                chip((!filter.q.is_empty()).then(|| format!("“{}”", filter.q)), query.with(|f| f.q.clear()).href()),
                chip(
                    chosen_sector.as_ref().map(|name| format!("Sector: {name}")),
                    query.with(|f| f.sector = None).href(),
                ),
                chip(
                    filter.status.map(|status| format!("Status: {}", status.label())),
                    query.with(|f| f.status = None).href(),
                ),
                chip(
                    filter.intent.map(|intent| format!("Intent: {}", intent.label())),
                    query.with(|f| f.intent = None).href(),
                ),
                chip(filter.off.map(|off| on_or_off(off).to_owned()), query.with(|f| f.off = None).href()),
            ]
            .into_iter()
            .collect_view()
        }
    };
    view! {
        <FilterBar action=ClusterQuery::PATH search=filter.q.clone() placeholder="Search clusters" chips>
            {sector_menu}
            <FilterSelect
                name="status"
                label="Status"
                options=statuses
                selected=filter.status.map(|status| status.to_string())
            />
            <FilterSelect
                name="intent"
                label="Intent"
                options=intents
                selected=filter.intent.map(|intent| intent.to_string())
            />
            <FilterSelect name="off" label="Switched" options=off selected=filter.off.map(|off| flag(off).to_owned())/>
            {hidden("site", filter.site.map(|id| id.to_string()))}
            {hidden("sort", Some(query.sort_word()))}
            {hidden("view", query.map.then(|| "map".to_owned()))}
        </FilterBar>
    }
    .into_any()
}
