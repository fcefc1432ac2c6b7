//! One article in a table.

use leptos::prelude::*;

use super::{ContentActions, Shelf};
use crate::kit::bulk::{SelectionField, one};
use crate::kit::text::count_of;
use crate::sites::scope::href_here;
use crate::ui::*;
use crate::writer::content_list::{ContentRights, ContentRow};
use crate::writer::{ContentStatus, SiteStatus};

#[component]
pub(super) fn ContentTableRow(
    row: ContentRow,
    shelf: Shelf,
    selection: RowSelection,
    actions: ContentActions,
    may: ContentRights,
) -> impl IntoView {
    let href = href_here(&match shelf {
        Shelf::Review => format!("/writer/content/{}/preview", row.id),
        Shelf::All | Shelf::Approved => format!("/writer/content/{}", row.id),
    });
    let sample = row.sample.then(|| view! { <Badge tone=Tone::Amber>"Sample"</Badge> });
    let note = row.review_note.clone().or_else(|| row.cluster_name.clone()).unwrap_or_default();
    let images = match row.images {
        0 => "–".to_owned(),
        n => format!("{} of {n}", row.images_done),
    };
    let failed = (row.images_failed > 0)
        .then(|| view! { <span class="cell-note danger-text">{format!("{} failed", row.images_failed)}</span> });
    let approved = row.approved_by.clone().filter(|_| shelf == Shelf::Approved).map(|name| {
        view! { <span class="cell-note">{format!("by {name}")}</span> }
    });
    view! {
        <tr>
            <td class="cell-check"><RowCheckbox id=row.id.to_string() label=format!("Select {}", row.title) selection form=PLAIN_FORM/></td>
            <td class="cell-main">
                <a href=href>{row.title.clone()}</a>
                " "
                {sample}
                <span class="cell-note">{note}</span>
            </td>
            <td class="num" data-label="Words">{format_number(row.words)}</td>
            <td class="num" data-label="Images">{images}{failed}</td>
            <td data-label="Status">
                <StatusBadge label=row.status.label() tone=row.status.tone()/>
                {approved}
            </td>
            <td data-label="On the site">
                <StatusBadge label=row.site_status.label() tone=row.site_status.tone() moving=row.site_status == SiteStatus::Publishing/>
            </td>
            <td data-label="Updated"><Timestamp at=row.updated_at/></td>
            <td class="cell-actions"><RowActions><ContentMenu row actions may/></RowActions></td>
        </tr>
    }
    .into_any()
}

#[component]
fn ContentMenu(row: ContentRow, actions: ContentActions, may: ContentRights) -> impl IntoView {
    let (id, version) = (row.id, row.version);
    let images = row.picture_credits.filter(|_| may.run_ai).map(|credits| {
        let label = format!("Make images · about {}", count_of(credits, "credit", "credits"));
        view! {
            <ActionForm action=actions.images>
                <SelectionField value=one(id)/>
                <MenuItem submit=true icon=IconName::Image>{label}</MenuItem>
            </ActionForm>
        }
    });
    let review = (may.edit && row.status == ContentStatus::Draft).then(|| {
        view! {
            <ActionForm action=actions.review>
                <SelectionField value=one(id)/>
                <MenuItem submit=true icon=IconName::Eye>"Send to review"</MenuItem>
            </ActionForm>
        }
    });
    let approve = (may.review && row.status == ContentStatus::Review).then(|| {
        view! {
            <ActionForm action=actions.approve>
                <SelectionField value=one(id)/>
                <input type="hidden" name="version" value=version/>
                <MenuItem submit=true icon=IconName::Check>"Approve"</MenuItem>
            </ActionForm>
        }
    });
    let publish =
        (may.publish && row.status == ContentStatus::Approved && row.site_status.can_be_published()).then(|| {
            view! {
                <ActionForm action=actions.publish>
                    <SelectionField value=one(id)/>
                    <MenuItem submit=true icon=IconName::Send>"Publish"</MenuItem>
                </ActionForm>
            }
        });
    let delete = (may.edit && row.site_status != SiteStatus::Publishing).then(|| {
        view! {
            <MenuLine/>
            <ActionForm action=actions.delete>
                <SelectionField value=one(id)/>
                <MenuItem submit=true icon=IconName::Trash danger=true>"Delete"</MenuItem>
            </ActionForm>
        }
    });
    view! {
        <Menu id=format!("content-{id}") label=format!("Actions for {}", row.title)>
            <MenuLink href=href_here(&format!("/writer/content/{id}")) icon=IconName::FilePen>"Edit"</MenuLink>
            <MenuLink href=href_here(&format!("/writer/content/{id}/preview")) icon=IconName::Eye>"Preview"</MenuLink>
            {images}
            {review}
            {approve}
            {publish}
            {delete}
        </Menu>
    }
    .into_any()
}
