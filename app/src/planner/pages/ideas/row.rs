//! One row of the table of ideas.

use leptos::prelude::*;

use super::list::IdeaActions;
use crate::kit::bulk::{SelectionField, one};
use crate::kit::id::SiteId;
use crate::planner::idea::{IdeaRow, IdeaStatus};
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub(super) fn IdeaTableRow(
    row: IdeaRow,
    /// The site that the list's address names.
    site: Option<SiteId>,
    selection: RowSelection,
    actions: IdeaActions,
    may_edit: bool,
    may_send: bool,
) -> impl IntoView {
    let id = row.id.to_string();
    let place = row.cluster.as_ref().map_or_else(|| row.sector.clone(), |(_, name)| name.clone());
    let note = if row.disabled { format!("{place} · switched off") } else { place };
    let overlap = row.overlaps_with.clone().map(|title| view! { <Overlap title/> });
    let menu = (may_edit || may_send).then(|| view! { <IdeaMenu row=row.clone() site actions may_edit may_send/> });
    view! {
        <tr>
            <td class="cell-check"><RowCheckbox id=id.clone() label=format!("Select {}", row.title) selection form=PLAIN_FORM/></td>
            <td class="cell-main">
                <a href=href_of(&format!("/planner/ideas/{id}"), site, None)>{row.title.clone()}</a>
                <span class="cell-note">{note}</span>
                {overlap}
            </td>
            <td data-label="Structure">{row.structure.label()}</td>
            <td data-label="Primary keyword">{row.primary_keyword.clone()}</td>
            <td class="num" data-label="Words">{format_number(i64::from(row.target_words))}</td>
            <td data-label="Status"><StatusBadge label=row.status.label() tone=row.status.tone()/></td>
            <td class="cell-actions"><RowActions>{menu}</RowActions></td>
        </tr>
    }
    .into_any()
}

/// The warning that something like it exists.
#[component]
pub(super) fn Overlap(title: String) -> impl IntoView {
    view! { <Badge tone=Tone::Amber icon=IconName::Alert>{format!("Overlaps with “{title}”")}</Badge> }.into_any()
}

/// What can be done with one idea; each is a form of its own, so that it works without JavaScript.
#[component]
fn IdeaMenu(row: IdeaRow, site: Option<SiteId>, actions: IdeaActions, may_edit: bool, may_send: bool) -> impl IntoView {
    let id = row.id;
    let waits = row.status == IdeaStatus::New;
    let send = (may_send && waits && !row.disabled).then(|| {
        view! {
            <ActionForm action=actions.send>
                <SelectionField value=one(id)/>
                <MenuItem submit=true icon=IconName::Send>"Send to writer"</MenuItem>
            </ActionForm>
        }
    });
    let (off, icon) = if row.disabled { ("Switch on", IconName::Eye) } else { ("Switch off", IconName::EyeOff) };
    let switch = may_edit.then(|| {
        view! {
            <ActionForm action=actions.switch>
                <SelectionField value=one(id)/>
                <input type="hidden" name="off" value=(!row.disabled).to_string()/>
                <MenuItem submit=true icon>{off}</MenuItem>
            </ActionForm>
        }
    });
    let delete = (may_edit && waits).then(|| {
        view! {
            <MenuLine/>
            <ActionForm action=actions.delete>
                <SelectionField value=one(id)/>
                <MenuItem submit=true danger=true icon=IconName::Trash>"Delete"</MenuItem>
            </ActionForm>
        }
    });
    let cluster = row.cluster.as_ref().map(|(id, _)| {
        let href = href_of(&format!("/planner/clusters/{id}"), site, None);
        view! { <MenuLink href icon=IconName::Cluster>"Open its cluster"</MenuLink> }
    });
    view! {
        <Menu id=format!("idea-{}", row.id) label=format!("Actions for {}", row.title)>
            <MenuLink href=href_of(&format!("/planner/ideas/{}", row.id), site, None) icon=IconName::Pen>"Open"</MenuLink>
            {cluster}
            {send}
            {switch}
            {delete}
        </Menu>
    }
    .into_any()
}
