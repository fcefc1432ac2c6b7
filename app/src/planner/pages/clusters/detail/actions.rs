//! What can be done with a cluster as a whole.

use leptos::prelude::*;

use super::DetailActions;
use super::keywords::name_length;
use crate::kit::answers::{about_field, refusal, sentence, typed_or};
use crate::kit::bulk::{SelectionField, one};
use crate::planner::cluster::ClusterDetail;
use crate::ui::*;

const RENAME: &str = "rename-cluster";
const MERGE: &str = "merge-cluster";
const DELETE: &str = "delete-cluster";

/// The menu and the lock, at the top of the page.
#[component]
pub(super) fn ClusterTools(cluster: ClusterDetail, actions: DetailActions) -> impl IntoView {
    let row = cluster.row;
    let id = row.id;
    let (lock, lock_icon) = if row.locked { ("Unlock", IconName::LockOpen) } else { ("Lock", IconName::Lock) };
    let (switch, switch_icon) =
        if row.disabled { ("Switch on", IconName::Eye) } else { ("Switch off", IconName::EyeOff) };
    let merge = (!cluster.others.is_empty())
        .then(|| view! { <MenuItem icon=IconName::Layers opens=MERGE>"Merge with another"</MenuItem> });
    view! {
        <Menu id="cluster-actions" label="Edit this cluster" text="Edit".to_owned() kind=ButtonKind::Secondary icon=None>
            <MenuItem icon=IconName::Pen opens=RENAME>"Rename"</MenuItem>
            <ActionForm action=actions.lock>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="locked" value=(!row.locked).to_string()/>
                <MenuItem submit=true icon=lock_icon>{lock}</MenuItem>
            </ActionForm>
            {merge}
            <ActionForm action=actions.switch>
                <SelectionField value=one(id)/>
                <input type="hidden" name="off" value=(!row.disabled).to_string()/>
                <MenuItem submit=true icon=switch_icon>{switch}</MenuItem>
            </ActionForm>
            <MenuLine/>
            <MenuItem danger=true icon=IconName::Trash opens=DELETE>"Delete"</MenuItem>
        </Menu>
    }
    .into_any()
}

/// The dialogs that the menu opens.
#[component]
pub(super) fn ClusterDialogs(cluster: ClusterDetail, actions: DetailActions) -> impl IntoView {
    let row = cluster.row;
    let (id, site) = (row.id, cluster.site);
    let renaming = refusal(*actions.rename);
    close_dialog_when(MERGE, Signal::derive(move || matches!(actions.merge.value().get(), Some(Ok(_)))));
    close_dialog_when(RENAME, Signal::derive(move || matches!(actions.rename.value().get(), Some(Ok(())))));
    let typed = typed_or(renaming, "name", Some(row.name.clone()));
    let others =
        cluster.others.iter().map(|other| Choice::new(other.id.to_string(), other.name.clone())).collect::<Vec<_>>();
    let title = format!("Delete the cluster {}", row.name);
    view! {
        <Dialog id=RENAME title="Rename this cluster" sentence="It is locked from then on: clustering runs leave its keywords where they are.">
            <ActionForm action=actions.rename attr:class="form">
                <FormError error=sentence(renaming)/>
                <input type="hidden" name="id" value=id.to_string()/>
                <Field name="name" label="Name" value=typed required=true max_length=name_length() error=about_field(renaming, "name")/>
                <FormActions>
                    <DialogClose closes=RENAME>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary pending=actions.rename.pending()>"Rename"</Button>
                </FormActions>
            </ActionForm>
        </Dialog>
        <Dialog
            id=MERGE
            title="Merge with another cluster"
            sentence=format!(
                "All keywords, ideas and articles of {} go there, and {} is deleted. You can undo this for 30 days, under Changes.",
                row.name,
                row.name,
            )
        >
            <ActionForm action=actions.merge attr:class="form">
                <FormError error=sentence(refusal(*actions.merge))/>
                <input type="hidden" name="from" value=id.to_string()/>
                <SelectField name="into" label="Merge into" options=others required=true/>
                <FormActions>
                    <DialogClose closes=MERGE>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary pending=actions.merge.pending()>"Merge"</Button>
                </FormActions>
            </ActionForm>
        </Dialog>
        <Confirm
            id=DELETE
            title=title.clone()
            body="Its keywords wait to be clustered again; its ideas and articles stay. You can undo this for 30 days, under Changes."
            error=sentence(refusal(*actions.delete))
        >
            <ActionForm action=actions.delete>
                <SelectionField value=one(id)/>
                <input type="hidden" name="to_list_of" value=site.to_string()/>
                <ConfirmActions dialog=DELETE label=title pending=actions.delete.pending()/>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}
