//! What can be done with the selected clusters, and what ideas for them will cost.

use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::list::ClusterActions;
use crate::billing::credits::Estimate;
use crate::billing::price::Price;
use crate::kit::answers::{refusal, sentence};
use crate::kit::bulk::{SelectionField, selected};
use crate::kit::text::count_of;
use crate::planner::cluster::ClusterQuery;
use crate::planner::server_fns::clusters::{DeleteClusters, SwitchClusters};
use crate::planner::server_fns::ideas::{GenerateIdeas, estimate_ideas};
use crate::ui::*;

const DELETE: &str = "delete-clusters";

#[component]
pub(super) fn ClusterBar(
    query: Memo<ClusterQuery>,
    selection: RowSelection,
    total: i64,
    actions: ClusterActions,
    may_edit: bool,
    may_run: bool,
) -> impl IntoView {
    let filter = Memo::new(move |_| query.get().filter);
    let json = selected(selection, filter);
    let value = Signal::derive(move || json.get().unwrap_or_default());
    let title = move || {
        let count = if selection.all_matching() { total } else { selection.count() };
        format!("Delete {}", count_of(count, "cluster", "clusters"))
    };
    let price = Price::of(json, estimate_ideas);
    close_dialog_when(DELETE, Signal::derive(move || matches!(actions.delete.value().get(), Some(Ok(_)))));
    let ideas = may_run.then(|| {
        view! {
            <ActionForm action=actions.ideas>
                <SelectionField value/>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    size=ButtonSize::Small
                    icon=IconName::Idea
                    pending=actions.ideas.pending()
                    disabled=Signal::derive(move || price.rests())
                >
                    {move || price.label("Generate ideas", "Nothing to write about now", label)}
                </Button>
            </ActionForm>
        }
    });
    let switch = move |off: bool, label: &'static str, icon: IconName| {
        view! {
            <ActionForm action=actions.switch>
                <SelectionField value/>
                <input type="hidden" name="off" value=off.to_string()/>
                <Button submit=true size=ButtonSize::Small icon pending=actions.switch.pending()>{label}</Button>
            </ActionForm>
        }
    };
    let edit = may_edit.then(|| {
        view! {
            {switch(true, "Switch off", IconName::EyeOff)}
            {switch(false, "Switch on", IconName::Eye)}
            <DialogButton opens=DELETE size=ButtonSize::Small icon=IconName::Trash>"Delete"</DialogButton>
        }
    });
    view! {
        <SelectionBar selection total noun=("cluster", "clusters") estimate=Signal::derive(move || price.note())>{ideas} {edit}</SelectionBar>
        <Confirm
            id=DELETE
            title=Signal::derive(title)
            body="Their keywords wait to be clustered again; ideas and articles stay. You can undo this for 30 days, under Changes."
            error=sentence(refusal(*actions.delete))
        >
            <ActionForm action=actions.delete>
                <SelectionField value/>
                <ConfirmActions dialog=DELETE label=Signal::derive(title) pending=actions.delete.pending()/>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}

/// The words of the button for ideas, with their price.
fn label(estimate: Estimate) -> String {
    let clusters = count_of(estimate.items, "cluster", "clusters");
    format!("Ideas for {clusters} · about {}", count_of(estimate.credits, "credit", "credits"))
}

/// The same without script.
pub(super) fn plain_bar(may_edit: bool, may_run: bool) -> impl IntoView {
    let mut actions = Vec::new();
    if may_run {
        actions.push(PlainAction::new("Generate ideas", GenerateIdeas::url()));
    }
    if may_edit {
        let switch = |label, off| PlainAction::new(label, SwitchClusters::url()).with("off", off);
        actions.extend([switch("Switch off", "true"), switch("Switch on", "false")]);
        actions.push(PlainAction::new("Delete", DeleteClusters::url()));
    }
    (!actions.is_empty()).then(|| view! { <PlainBar actions/> })
}
