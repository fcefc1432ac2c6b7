//! One row of the table of keywords.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::list::KeywordActions;
use crate::kit::id::SiteId;
use crate::kit::selection::Selection;
use crate::planner::country::country_name;
use crate::planner::keyword::{DifficultyBand, KeywordRow};
use crate::planner::keyword_list::KeywordFilter;
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub(super) fn KeywordTableRow(
    row: KeywordRow,
    site: Option<SiteId>,
    show_sector: bool,
    selection: RowSelection,
    actions: KeywordActions,
    may_edit: bool,
) -> impl IntoView {
    let id = row.id.to_string();
    let dash = || "–".to_owned();
    let state = row.state();
    let sector = show_sector.then(|| view! { <span class="cell-note">{row.sector.clone()}</span> });
    let intent = row.intent.map(|intent| view! { <Badge tone=intent.tone()>{intent.label()}</Badge> });
    let country = if row.country.is_empty() {
        dash().into_any()
    } else {
        view! { <abbr title=country_name(&row.country).to_owned()>{row.country.clone()}</abbr> }.into_any()
    };
    let cluster = row.cluster.clone().map(|cluster| {
        let name = cluster.name.clone();
        view! {
            <a class="link cell-short" title=name href=href_of(&format!("/planner/clusters/{}", cluster.id), site, None)>
                {cluster.name}
            </a>
        }
    });
    let menu = may_edit.then(|| view! { <RowMenu row=row.clone() site actions/> });
    view! {
        <tr>
            <td class="cell-check"><RowCheckbox id=id.clone() label=format!("Select {}", row.keyword) selection/></td>
            <td class="cell-main">
                <a href=href_of(&format!("/planner/keywords/{id}"), site, None)>{row.keyword.clone()}</a>
                {sector}
            </td>
            <td class="num" data-label="Volume">{row.volume.map_or_else(dash, format_number)}</td>
            <td class="num" data-label="Difficulty">{difficulty_badge(row.difficulty)}</td>
            <td class="num" data-label="CPC">{row.cpc_minor.map_or_else(dash, format_cpc)}</td>
            <td data-label="Intent">{intent}</td>
            <td data-label="Country">{country}</td>
            <td data-label="Cluster">{cluster}</td>
            <td data-label="Status"><StatusBadge label=state.label() tone=state.tone()/></td>
            <td class="nowrap" data-label="Added"><Timestamp at=row.created_at date_only=true/></td>
            <td class="cell-actions"><RowActions>{menu}</RowActions></td>
        </tr>
    }
    .into_any()
}

/// The figure in the colour of its band.
pub(in crate::planner::pages) fn difficulty_badge(difficulty: Option<i16>) -> impl IntoView {
    match difficulty {
        Some(value) => view! { <Badge tone=DifficultyBand::of(Some(value)).tone()>{value}</Badge> }.into_any(),
        None => "–".into_any(),
    }
}

/// Cost per click; whose currency it is only the export knew.
pub(in crate::planner::pages) fn format_cpc(minor: i64) -> String {
    format!("{}.{:02}", format_number(minor / 100), minor % 100)
}

/// What can be done with one keyword. The items send the form around the table where there is no script.
#[component]
fn RowMenu(row: KeywordRow, site: Option<SiteId>, actions: KeywordActions) -> impl IntoView {
    let id = row.id;
    let one = move || Selection::<KeywordFilter>::Ids(vec![id.0]);
    let item = move |word: &'static str,
                     label: &'static str,
                     icon: IconName,
                     act: fn(KeywordActions, Selection<KeywordFilter>)| {
        let on_click = Callback::new(move |event: MouseEvent| {
            event.prevent_default();
            act(actions, one());
        });
        view! { <MenuItem submit=true icon danger={word == "delete"} name="row" value=format!("{word}.{id}") on_click>{label}</MenuItem> }
    };
    let switch = if row.disabled {
        item("enable", "Switch on", IconName::Eye, KeywordActions::enable)
    } else {
        item("disable", "Switch off", IconName::EyeOff, KeywordActions::disable)
    };
    view! {
        <Menu id=format!("keyword-{id}") label=format!("Actions for {}", row.keyword)>
            <MenuLink href=href_of(&format!("/planner/keywords/{id}"), site, None) icon=IconName::Pen>"Edit"</MenuLink>
            {switch}
            <MenuLine/>
            {item("delete", "Delete", IconName::Trash, KeywordActions::delete)}
        </Menu>
    }
    .into_any()
}
