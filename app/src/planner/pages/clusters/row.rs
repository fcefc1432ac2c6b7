//! One row of the table of clusters.

use leptos::prelude::*;

use super::list::ClusterActions;
use crate::kit::bulk::{SelectionField, one};
use crate::kit::id::SiteId;
use crate::planner::cluster::ClusterRow;
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub(super) fn ClusterTableRow(
    row: ClusterRow,
    /// The site that the list's address names.
    site: Option<SiteId>,
    selection: RowSelection,
    actions: ClusterActions,
    may_edit: bool,
    may_run: bool,
) -> impl IntoView {
    let id = row.id.to_string();
    let href = href_of(&format!("/planner/clusters/{id}"), site, None);
    let note = match (row.disabled, row.locked) {
        (true, _) => format!("{} · switched off", row.sector),
        (false, true) => format!("{} · locked", row.sector),
        (false, false) => row.sector.clone(),
    };
    let intent = row.intent.map(|intent| view! { <Badge tone=intent.tone()>{intent.label()}</Badge> });
    let dash = || "–".to_owned();
    let menu = (may_edit || may_run).then(|| view! { <ClusterMenu row=row.clone() site actions may_edit may_run/> });
    view! {
        <tr>
            <td class="cell-check"><RowCheckbox id=id.clone() label=format!("Select {}", row.name) selection form=PLAIN_FORM/></td>
            <td class="cell-main">
                <a href=href>{row.name.clone()}</a>
                <span class="cell-note">{note}</span>
            </td>
            <td class="num" data-label="Keywords">{format_number(row.keywords)}</td>
            <td class="num" data-label="Volume">{format_number(row.volume)}</td>
            <td class="num" data-label="Difficulty">{row.difficulty.map_or_else(dash, |value| format_decimal(value, 0))}</td>
            <td data-label="Intent">{intent}</td>
            <td class="num" data-label="Ideas">{format_number(row.ideas)}</td>
            <td class="num" data-label="Cohesion">{row.cohesion.map_or_else(dash, |value| format_decimal(value, 2))}</td>
            <td data-label="Status"><StatusBadge label=row.status.label() tone=row.status.tone()/></td>
            <td class="cell-actions"><RowActions>{menu}</RowActions></td>
        </tr>
    }
    .into_any()
}

/// What can be done with one cluster; each is a form of its own, so that it works without JavaScript.
#[component]
fn ClusterMenu(
    row: ClusterRow,
    site: Option<SiteId>,
    actions: ClusterActions,
    may_edit: bool,
    may_run: bool,
) -> impl IntoView {
    let id = row.id;
    let own = href_of(&format!("/planner/clusters/{id}"), site, None);
    let keywords = href_of(&format!("/planner/keywords?cluster={id}"), site, None);
    // its own page says what they cost
    let ideas = (may_run && !row.disabled)
        .then(|| view! { <MenuLink href=own.clone() icon=IconName::Idea>"Generate ideas…"</MenuLink> });
    let edit = may_edit.then(|| {
        let (off, icon) = if row.disabled { ("Switch on", IconName::Eye) } else { ("Switch off", IconName::EyeOff) };
        view! {
            <ActionForm action=actions.switch>
                <SelectionField value=one(id)/>
                <input type="hidden" name="off" value=(!row.disabled).to_string()/>
                <MenuItem submit=true icon>{off}</MenuItem>
            </ActionForm>
            <MenuLine/>
            <ActionForm action=actions.delete>
                <SelectionField value=one(id)/>
                <MenuItem submit=true danger=true icon=IconName::Trash>"Delete"</MenuItem>
            </ActionForm>
        }
    });
    view! {
        <Menu id=format!("cluster-{}", row.id) label=format!("Actions for {}", row.name)>
            <MenuLink href=own icon=IconName::Cluster>"Open"</MenuLink>
            <MenuLink href=keywords icon=IconName::Key>"Show its keywords"</MenuLink>
            {ideas}
            {edit}
        </Menu>
    }
    .into_any()
}
