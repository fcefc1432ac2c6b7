//! `/sites`: the sites of the account.

use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::kit::answers::{Refusals, on_success, refusal, sentence};
use crate::kit::id::SiteId;
use crate::kit::undo::{UndoNotice, undo_toast};
use crate::sites::scope::href_of;
use crate::sites::server_fns::{DeleteSite, SetSiteActive, list_sites};
use crate::sites::site::{SiteCard, SiteList, SiteStatus, language_name};
use crate::sites::use_scope;
use crate::ui::*;

#[derive(Clone, Copy)]
struct SiteActions {
    switch: ServerAction<SetSiteActive>,
    delete: ServerAction<DeleteSite>,
}

#[component]
pub fn SitesPage() -> impl IntoView {
    let actions = SiteActions { switch: ServerAction::new(), delete: ServerAction::new() };
    let undone = RwSignal::new(0_u32);
    let toasts = use_toasts();
    let after = Callback::new(move |()| undone.update(|n| *n += 1));
    on_success(*actions.delete, move |done| undo_toast(toasts, format!("{} deleted", done.value), done.undo, after));
    let sites = Resource::new(
        move || (actions.switch.version().get(), actions.delete.version().get(), undone.get()),
        |_| list_sites(),
    );
    view! {
        <UndoNotice after/>
        <Refusals of=vec![refusal(*actions.switch), refusal(*actions.delete)]/>
        <Load resource=sites skeleton=|| view! { <SkeletonTable/> } let:list>
            <SiteListView list actions/>
        </Load>
    }
    .into_any()
}

#[component]
fn SiteListView(list: SiteList, actions: SiteActions) -> impl IntoView {
    let count = i64::try_from(list.sites.len()).unwrap_or(i64::MAX);
    let full = list.max_sites.is_some_and(|max| count >= max);
    let may_edit = list.may_edit;
    let sentence = match list.max_sites {
        Some(max) => format!("{count} of {} in your plan.", plural(max, "site", "sites")),
        None => format!("{}.", plural(count, "site", "sites")),
    };
    let scope = use_scope();
    let add = (may_edit && !full).then(|| {
        view! { <ButtonLink href=Signal::derive(move || scope.site_href("/sites/new")) kind=ButtonKind::Primary icon=IconName::Plus>"Add a site"</ButtonLink> }
    });
    let note = (may_edit && full && count > 0).then(|| {
        view! { <Notice>"Your plan has no room for another site. Delete one, or choose a larger plan."</Notice> }
    });
    let body = if list.sites.is_empty() {
        view! { <NoSites may_edit/> }.into_any()
    } else {
        let rows = list.sites.into_iter().map(|card| view! { <SiteTableRow card actions may_edit/> }).collect_view();
        let head = || {
            view! {
                <th scope="col">"Site"</th>
                <th scope="col">"Industry"</th>
                <th scope="col">"Language"</th>
                <th scope="col" class="num">"Keywords"</th>
                <th scope="col">"Status"</th>
                <th class="cell-actions"><span class="visually-hidden">"Actions"</span></th>
            }
        };
        view! {
            <Panel flush=true>
                <DataTable label="Sites" cards=true head>{rows}</DataTable>
            </Panel>
        }
        .into_any()
    };
    view! {
        <PageHead title="Sites" sentence>{add}</PageHead>
        {note}
        {body}
    }
    .into_any()
}

#[component]
fn NoSites(may_edit: bool) -> impl IntoView {
    let add = may_edit.then(|| {
        view! { <ButtonLink href="/sites/new" kind=ButtonKind::Primary icon=IconName::Plus>"Add your first site"</ButtonLink> }
    });
    view! {
        <EmptyState
            title="No sites yet"
            body="A site is where your articles appear: a blog, a shop, a company's pages. Keywords, ideas and articles belong to one, \
                  so this is where everything begins."
            picture=Picture::Sites
        >
            {add}
        </EmptyState>
    }
    .into_any()
}

#[component]
fn SiteTableRow(card: SiteCard, actions: SiteActions, may_edit: bool) -> impl IntoView {
    let site = card.site;
    let status = site.status;
    let menu = may_edit.then(
        || view! { <SiteMenu site=site.id name=site.name.clone() active={status == SiteStatus::Active} actions/> },
    );
    let note = if card.sectors.is_empty() { "No sector chosen".to_owned() } else { card.sectors.join(", ") };
    view! {
        <tr>
            <td class="cell-main">
                <a href=href_of(&format!("/sites/{}", site.id), Some(site.id), None)>{site.name.clone()}</a>
                <span class="cell-note">{site.host().to_owned()}</span>
            </td>
            <td data-label="Industry">
                {site.industry_name.clone()}
                <span class="cell-note">{note}</span>
            </td>
            <td data-label="Language">{language_name(&site.language).to_owned()}</td>
            <td class="num" data-label="Keywords">
                <a class="link" href=href_of("/planner/keywords", Some(site.id), None)>{format_number(card.keywords)}</a>
            </td>
            <td data-label="Status"><StatusBadge label=status.label() tone=status.tone()/></td>
            <td class="cell-actions"><RowActions>{menu}</RowActions></td>
        </tr>
    }
    .into_any()
}

#[component]
fn SiteMenu(site: SiteId, name: String, active: bool, actions: SiteActions) -> impl IntoView {
    let (word, icon) = if active { ("Switch off", IconName::Pause) } else { ("Switch on", IconName::Play) };
    let dialog = format!("delete-{site}");
    let opens = dialog.clone();
    let href = move |page: &str| href_of(&format!("/sites/{site}{page}"), Some(site), None);
    close_dialog_when(dialog.clone(), Signal::derive(move || matches!(actions.delete.value().get(), Some(Ok(_)))));
    view! {
        <Menu id=format!("site-{site}") label=format!("Actions for {name}")>
            <MenuLink href=href("") icon=IconName::Globe>"Open"</MenuLink>
            <MenuLink href=href("/settings") icon=IconName::Settings>"Settings"</MenuLink>
            <ActionForm action=actions.switch>
                <input type="hidden" name="id" value=site.to_string()/>
                <input type="hidden" name="active" value=(!active).to_string()/>
                <MenuItem submit=true icon>{word}</MenuItem>
            </ActionForm>
            <MenuLine/>
            <MenuItem danger=true icon=IconName::Trash opens>"Delete"</MenuItem>
        </Menu>
        <Confirm
            id=dialog.clone()
            title=format!("Delete {name}")
            body="Its keywords, clusters, ideas and articles go with it; what is published stays online. You can undo this for 30 days, under Changes."
            error=sentence(refusal(*actions.delete))
        >
            <ActionForm action=actions.delete>
                <input type="hidden" name="id" value=site.to_string()/>
                <ConfirmActions dialog=dialog.clone() label=format!("Delete {name}") pending=actions.delete.pending()/>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}
