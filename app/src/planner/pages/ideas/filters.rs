//! The filters of the list of ideas.

use leptos::prelude::*;

use crate::planner::idea::{IdeaOptions, IdeaQuery};
use crate::planner::pages::filter_parts::{chip, flag, hidden, on_or_off};
use crate::ui::*;

#[component]
pub(super) fn IdeaFilters(options: IdeaOptions, query: IdeaQuery) -> impl IntoView {
    let filter = query.filter.clone();
    let several = options.sectors.len() > 1 || filter.sector.is_some();
    let chosen_sector = options.sectors.iter().find(|(id, _)| Some(*id) == filter.sector).map(|(_, name)| name.clone());
    let cluster = filter.cluster.map(|_| options.cluster.clone().unwrap_or_else(|| "one that was deleted".to_owned()));
    let sectors = options.sectors.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect::<Vec<_>>();
    let statuses = options.statuses.iter().map(|status| Choice::new(status.as_str(), status.label())).collect();
    let structures = options.structures.iter().map(|one| Choice::new(one.as_str(), one.label())).collect();
    let off = options.off.iter().map(|off| Choice::new(flag(*off), on_or_off(*off))).collect();
    let overlap = options.overlap.iter().map(|yes| Choice::new(flag(*yes), overlaps_or_not(*yes))).collect();
    let sector = filter.sector.map(|id| id.to_string());
    let sector_menu = several.then(|| {
        view! { <FilterSelect name="sector" label="Sector" options=sectors selected=sector/> }
    });
    let chips = {
        let (query, filter) = (query.clone(), filter.clone());
        move || {
            [
                chip((!filter.q.is_empty()).then(|| format!("“{}”", filter.q)), query.with(|f| f.q.clear()).href()),
                chip(cluster.as_ref().map(|name| format!("Cluster: {name}")), query.with(|f| f.cluster = None).href()),
                chip(
                    chosen_sector.as_ref().map(|name| format!("Sector: {name}")),
                    query.with(|f| f.sector = None).href(),
                ),
                chip(
                    filter.status.map(|status| format!("Status: {}", status.label())),
                    query.with(|f| f.status = None).href(),
                ),
                chip(
                    filter.structure.map(|one| format!("Structure: {}", one.label())),
                    query.with(|f| f.structure = None).href(),
                ),
                chip(
                    filter.overlap.map(|one| overlaps_or_not(one).to_owned()),
                    query.with(|f| f.overlap = None).href(),
                ),
                chip(filter.off.map(|off| on_or_off(off).to_owned()), query.with(|f| f.off = None).href()),
            ]
            .into_iter()
            .collect_view()
        }
    };
    view! {
        <FilterBar action=IdeaQuery::PATH search=filter.q.clone() placeholder="Search titles and keywords" chips>
            {sector_menu}
            <FilterSelect
                name="status"
                label="Status"
                options=statuses
                selected=filter.status.map(|status| status.to_string())
            />
            <FilterSelect
                name="structure"
                label="Structure"
                options=structures
                selected=filter.structure.map(|one| one.to_string())
            />
            <FilterSelect
                name="overlap"
                label="Overlap"
                options=overlap
                selected=filter.overlap.map(|one| flag(one).to_owned())
            />
            <FilterSelect name="off" label="Switched" options=off selected=filter.off.map(|off| flag(off).to_owned())/>
            {hidden("site", filter.site.map(|id| id.to_string()))}
            {hidden("cluster", filter.cluster.map(|id| id.to_string()))}
            {hidden("sort", Some(query.sort_word()))}
        </FilterBar>
    }
    .into_any()
}

const fn overlaps_or_not(overlaps: bool) -> &'static str {
    if overlaps { "Overlaps with another" } else { "Overlaps with none" }
}
