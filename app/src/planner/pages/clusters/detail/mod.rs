//! `/planner/clusters/:id`: one cluster.

mod actions;
mod keywords;
mod why;
mod works;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::running::RunningNow;
use crate::billing::credits::Estimate;
use crate::jobs::JobKind;
use crate::jobs::live::use_live_jobs;
use crate::kit::AppError;
use crate::kit::answers::{Refusals, on_success, refusal};
use crate::kit::bulk::{SelectionField, one};
use crate::kit::id::ClusterId;
use crate::kit::subject::Subject;
use crate::kit::text::count_of;
use crate::kit::undo::UndoNotice;
use crate::planner::cluster::{ClusterDetail, ClusterQuery};
use crate::planner::server_fns::clusters::{
    DeleteClusters, MergeClusters, MoveKeywords, RenameCluster, SetClusterLock, SplitCluster, SwitchClusters,
    get_cluster,
};
use crate::planner::server_fns::ideas::{GenerateIdeas, estimate_ideas};
use crate::sites::scope::{href_here, href_of};
use crate::ui::*;
use actions::{ClusterDialogs, ClusterTools};
use keywords::KeywordsPanel;
pub(in crate::planner::pages) use why::reasons;
use works::{ArticlesPanel, IdeasPanel};

/// The actions of the page, for its parts.
#[derive(Clone, Copy)]
struct DetailActions {
    ideas: ServerAction<GenerateIdeas>,
    rename: ServerAction<RenameCluster>,
    lock: ServerAction<SetClusterLock>,
    switch: ServerAction<SwitchClusters>,
    moving: ServerAction<MoveKeywords>,
    merge: ServerAction<MergeClusters>,
    split: ServerAction<SplitCluster>,
    delete: ServerAction<DeleteClusters>,
    /// Rises when something was taken back.
    undone: RwSignal<u32>,
}

#[component]
pub fn ClusterPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<ClusterId>().ok())));
    let live = use_live_jobs();
    let actions = DetailActions {
        ideas: ServerAction::new(),
        rename: ServerAction::new(),
        lock: ServerAction::new(),
        switch: ServerAction::new(),
        moving: ServerAction::new(),
        merge: ServerAction::new(),
        split: ServerAction::new(),
        delete: ServerAction::new(),
        undone: RwSignal::new(0),
    };
    let changed = move || {
        (
            live.ended().get(),
            actions.rename.version().get(),
            actions.lock.version().get(),
            actions.switch.version().get(),
            actions.moving.version().get(),
            actions.undone.get(),
        )
    };
    let cluster = Resource::new(
        move || (id.get(), changed()),
        |(id, _)| async move {
            match id {
                Some(id) => get_cluster(id).await,
                None => Err(AppError::not_found("cluster")),
            }
        },
    );
    let selection = RowSelection::new();
    tell(actions, selection);
    view! {
        <UndoNotice after=Callback::new(move |()| actions.undone.update(|n| *n += 1))/>
        <Subject resource=cluster noun="cluster" list="/planner/clusters" skeleton=|| view! { <SkeletonFigures/> <SkeletonTable/> } let:cluster>
            <ClusterView cluster selection actions/>
        </Subject>
    }
    .into_any()
}

fn tell(actions: DetailActions, selection: RowSelection) {
    let toasts = use_toasts();
    on_success(*actions.ideas, move |_| {
        toasts.show(Toast::new("Ideas are on the way").tone(Tone::Green).link("Show jobs", href_here("/jobs")));
    });
    on_success(*actions.rename, move |()| toasts.success("Renamed, and locked against clustering runs"));
    on_success(*actions.moving, move |moved| {
        selection.clear();
        toasts.success(format!("{} moved", count_of(moved, "keyword", "keywords")));
    });
}

#[component]
fn ClusterView(cluster: ClusterDetail, selection: RowSelection, actions: DetailActions) -> impl IntoView {
    let row = cluster.row.clone();
    let badges = {
        let row = row.clone();
        move || {
            view! {
                <StatusBadge label=row.status.label() tone=row.status.tone()/>
                {row.locked.then(|| view! { <Badge icon=IconName::Lock>"Locked"</Badge> })}
                {row.disabled.then(|| view! { <Badge tone=Tone::Amber icon=IconName::EyeOff>"Switched off"</Badge> })}
            }
        }
    };
    let description = (!cluster.description.is_empty()).then(|| cluster.description.clone());
    let generate = (cluster.may_run && !row.disabled).then(|| view! { <GenerateButton id=row.id actions/> });
    let tools = cluster.may_edit.then(|| view! { <ClusterTools cluster=cluster.clone() actions/> });
    let dialogs = cluster.may_edit.then(|| view! { <ClusterDialogs cluster=cluster.clone() actions/> });
    let side = {
        let cluster = cluster.clone();
        move || view! { <ClusterSide cluster=cluster.clone()/> }
    };
    let list = href_of(ClusterQuery::PATH, Some(cluster.site), None);
    view! {
        <PageHead title=row.name.clone() sentence=description crumbs=vec![Crumb::new("Clusters", list)] badge=badges>
            {tools}
            {generate}
        </PageHead>
        <Refusals of=vec![
            refusal(*actions.ideas),
            refusal(*actions.rename),
            refusal(*actions.lock),
            refusal(*actions.switch),
            refusal(*actions.moving),
            refusal(*actions.merge),
            refusal(*actions.split),
            refusal(*actions.delete),
        ]/>
        <RunningNow kind=JobKind::GenerateIdeas/>
        <FigureRow>
            <Figure label="Keywords" value=format_number(row.keywords)/>
            <Figure label="Searches a month" value=format_number(row.volume)/>
            <Figure label="Average difficulty" value=row.difficulty.map_or_else(|| "–".to_owned(), |value| format_decimal(value, 0)) note="0 is easy, 100 is hard"/>
            <Figure label="Ideas" value=format_number(row.ideas)/>
        </FigureRow>
        <DetailLayout side>
            <KeywordsPanel cluster=cluster.clone() selection actions/>
            <IdeasPanel cluster=cluster.clone()/>
            <ArticlesPanel articles=cluster.articles site=cluster.site/>
        </DetailLayout>
        {dialogs}
    }
    .into_any()
}

/// The button that asks for ideas, with what they cost.
#[component]
fn GenerateButton(id: ClusterId, actions: DetailActions) -> impl IntoView {
    let live = use_live_jobs();
    let estimate = Resource::new(move || live.ended().get(), move |_| estimate_ideas(Some(one(id))));
    view! {
        <Load resource=estimate skeleton=|| () let:estimate>
            {estimate.map(|estimate| {
                let blocked = estimate.items == 0 || !estimate.affordable();
                view! {
                    <ActionForm action=actions.ideas>
                        <SelectionField value=one(id)/>
                        <Button submit=true kind=ButtonKind::Primary icon=IconName::Idea pending=actions.ideas.pending() disabled=blocked>
                            {label(&estimate)}
                        </Button>
                    </ActionForm>
                }
            })}
        </Load>
    }
    .into_any()
}

fn label(estimate: &Estimate) -> String {
    let credits = count_of(estimate.credits, "credit", "credits");
    match (estimate.items, estimate.affordable()) {
        (0, _) => "Nothing to write about now".to_owned(),
        (_, true) => format!("Generate ideas · about {credits}"),
        (_, false) => format!("Ideas need {credits}, {} available", format_number(estimate.available)),
    }
}

#[component]
fn ClusterSide(cluster: ClusterDetail) -> impl IntoView {
    let row = cluster.row;
    let dash = || "–".to_owned();
    let run = cluster.run.map(|run| {
        view! {
            <Property label="Last grouped"><Timestamp at=run.at/></Property>
            <Property label="By">{run.engine.sentence()}</Property>
        }
    });
    view! {
        <Panel title="Properties">
            <PropertyList>
                <Property label="Sector">{row.sector}</Property>
                <Property label="Primary keyword">{cluster.primary_keyword.unwrap_or_else(dash)}</Property>
                <Property label="Intent">
                    {row.intent.map(|intent| view! { <Tip text=intent.meaning()><Badge tone=intent.tone()>{intent.label()}</Badge></Tip> })}
                </Property>
                <Property label="Cohesion">
                    <Tip text="How much of its keywords' likeness stays inside: 1 is a subject of its own, below 0.5 it has no clear border.">
                        {row.cohesion.map_or_else(dash, |value| format_decimal(value, 2))}
                    </Tip>
                </Property>
                {run}
            </PropertyList>
        </Panel>
    }
    .into_any()
}
