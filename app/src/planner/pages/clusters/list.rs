//! `/planner/clusters`: the clusters of a site.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::bar::{ClusterBar, plain_bar};
use super::filters::ClusterFilters;
use super::last_run::LastRun;
use super::map::ClusterMap;
use super::row::ClusterTableRow;
use super::run_panel::RunPanel;
use super::running::RunningNow;
use crate::jobs::JobKind;
use crate::jobs::live::use_live_jobs;
use crate::kit::answers::{Refusals, on_success, or_no_site, refusal};
use crate::kit::text::count_of;
use crate::kit::undo::{UndoNotice, undo_toast};
use crate::planner::cluster::{ClusterFilter, ClusterList, ClusterQuery, ClusterSort, sectors_left_out};
use crate::planner::pages::filter_parts::{Offered, forget_with_filter};
use crate::planner::server_fns::clusters::{
    ClusterKeywords, DeleteClusters, SwitchClusters, get_clustering_choices, list_clusters,
};
use crate::planner::server_fns::ideas::GenerateIdeas;
use crate::sites::no_site::NoSite;
use crate::sites::scope::href_here;
use crate::sites::use_scope;
use crate::ui::*;

/// The actions of the page, for its parts.
#[derive(Clone, Copy)]
pub(super) struct ClusterActions {
    pub run: ServerAction<ClusterKeywords>,
    pub ideas: ServerAction<GenerateIdeas>,
    pub delete: ServerAction<DeleteClusters>,
    pub switch: ServerAction<SwitchClusters>,
    /// Rises when something was taken back.
    pub undone: RwSignal<u32>,
}

#[component]
pub fn ClustersPage() -> impl IntoView {
    let params = use_query_map();
    let query = Memo::new(move |_| params.with(ClusterQuery::from_query));
    let live = use_live_jobs();
    let scope = use_scope();
    let actions = ClusterActions {
        run: ServerAction::new(),
        ideas: ServerAction::new(),
        delete: ServerAction::new(),
        switch: ServerAction::new(),
        undone: RwSignal::new(0),
    };
    let changed = move || {
        (live.ended().get(), actions.delete.version().get(), actions.switch.version().get(), actions.undone.get())
    };
    let clusters = Resource::new(
        move || (query.get(), changed()),
        |(query, _)| async move { or_no_site(list_clusters(query).await) },
    );
    let choices = Resource::new(
        move || (query.with(|query| query.run), scope.named_site(), changed()),
        |(wanted, site, _)| async move {
            // counting what waits takes a moment on a large site: only for who asks
            if wanted { or_no_site(get_clustering_choices(site).await) } else { Ok(None) }
        },
    );
    let selection = RowSelection::new();
    forget_with_filter(selection, Memo::new(move |_| query.with(|query| query.filter.clone())));
    tell(actions, query, selection);
    view! {
        <PageHead title="Clusters" sentence="Keywords that belong together: each cluster becomes a subject with its articles.">
            <Offered resource=clusters may=|list: &ClusterList| list.may_run>
                {move || {
                    (!query.get().run).then(|| view! {
                        <ButtonLink href=run_href(query) kind=ButtonKind::Primary icon=IconName::Cluster>"Cluster keywords"</ButtonLink>
                    })
                }}
            </Offered>
        </PageHead>
        <Load resource=choices skeleton=|| () let:choices>
            {choices.map(|choices| {
                let filter = query.get_untracked().filter;
                let without = Signal::derive(move || query.get().with_run(false).href());
                view! { <RunPanel choices filter action=actions.run without/> }
            })}
        </Load>
        <UndoNotice after=Callback::new(move |()| actions.undone.update(|n| *n += 1))/>
        <Refusals of=vec![refusal(*actions.ideas), refusal(*actions.delete), refusal(*actions.switch)]/>
        <RunningNow kind=JobKind::ClusterKeywords/>
        <RunningNow kind=JobKind::GenerateIdeas/>
        <Load resource=clusters skeleton=|| view! { <SkeletonTable/> } let:list>
            {match list {
                Some(list) => view! { <ClusterListView list query selection actions/> }.into_any(),
                None => view! { <NoSite/> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

/// The address of this list with the form that starts clustering.
fn run_href(query: Memo<ClusterQuery>) -> Signal<String> {
    Signal::derive(move || query.get().with_run(true).href())
}

/// Says what was done, with the next step.
fn tell(actions: ClusterActions, query: Memo<ClusterQuery>, selection: RowSelection) {
    let toasts = use_toasts();
    let scope = use_scope();
    let navigate = use_navigate();
    let after = Callback::new(move |()| actions.undone.update(|n| *n += 1));
    on_success(*actions.run, move |started| {
        let mut said = format!("{} are being clustered", count_of(started.keywords, "keyword", "keywords"));
        if let Some(left_out) = sectors_left_out(&started.left_out) {
            said = format!("{said}. {left_out}");
        }
        toasts.show(Toast::new(said).tone(Tone::Green).link("Show jobs", href_here("/jobs")));
        navigate(
            &query.get_untracked().with_run(false).href(),
            NavigateOptions { scroll: false, ..NavigateOptions::default() },
        );
    });
    on_success(*actions.ideas, move |queued| {
        selection.clear();
        let said = format!("Ideas for {} on the way", count_of(queued.queued, "cluster", "clusters"));
        let ideas = untrack(|| scope.site_href("/planner/ideas"));
        toasts.show(Toast::new(said).tone(Tone::Green).link("Show ideas", ideas));
    });
    on_success(*actions.delete, move |done| {
        selection.clear();
        undo_toast(toasts, format!("{} deleted", count_of(done.value, "cluster", "clusters")), done.undo, after);
    });
    on_success(*actions.switch, move |done| {
        selection.clear();
        undo_toast(toasts, format!("{} changed", count_of(done.value, "cluster", "clusters")), done.undo, after);
    });
}

#[component]
fn ClusterListView(
    list: ClusterList,
    query: Memo<ClusterQuery>,
    selection: RowSelection,
    actions: ClusterActions,
) -> impl IntoView {
    let now = query.get_untracked();
    if list.of_site == 0 {
        return view! { <NoClusters query may_run=list.may_run/> }.into_any();
    }
    let (table, map) =
        (ClusterQuery { map: false, ..now.page(None) }.href(), ClusterQuery { map: true, ..now.page(None) }.href());
    let is_map = now.map;
    let run = list.last_run.clone().map(|run| view! { <LastRun run may_edit=list.may_edit undone=actions.undone/> });
    let rows = if list.page.rows.is_empty() {
        let filter = ClusterFilter { site: now.filter.site, ..ClusterFilter::default() };
        let all = ClusterQuery { filter, at: None, ..now.clone() }.href();
        view! {
            <EmptyState title="No cluster matches" body="No cluster of this site matches the search and the filters." picture=Picture::Search>
                <ButtonLink href=all>"Show all clusters"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else if is_map {
        view! { <ClusterMap rows=list.page.rows total=list.page.total site=now.filter.site/> }.into_any()
    } else {
        view! { <ClusterTable list=list.clone() query selection actions/> }.into_any()
    };
    view! {
        {run}
        <Tabs label="How clusters are shown">
            <Tab href=table current=!is_map count=list.page.total>"Table"</Tab>
            <Tab href=map current=is_map>"Map"</Tab>
        </Tabs>
        <ClusterFilters options=list.options query=now/>
        {rows}
    }
    .into_any()
}

#[component]
fn ClusterTable(
    list: ClusterList,
    query: Memo<ClusterQuery>,
    selection: RowSelection,
    actions: ClusterActions,
) -> impl IntoView {
    let now = query.get_untracked();
    let page = list.page;
    let ids: Vec<String> = page.rows.iter().map(|row| row.id.to_string()).collect();
    let summary = page_summary(page.rows.len(), page.total, page.previous.is_none(), ("cluster", "clusters"));
    let link = |at: Option<String>| at.map(|at| now.page(Some(at)).href());
    let (previous, next) = (link(page.previous), link(page.next));
    let (may_edit, may_run) = (list.may_edit, list.may_run);
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <ClusterTableRow row site=now.filter.site selection actions may_edit may_run/> })
        .collect_view();
    let head = move || {
        let column = |label: &'static str, sort: ClusterSort, numeric: bool| {
            let href = query.with_untracked(|query| query.sorted_by(sort).href());
            let direction = query.with_untracked(|query| SortDirection::of(query.sort == sort, query.descending));
            view! { <SortHeader label href direction numeric/> }
        };
        view! {
            <th class="cell-check"><SelectAll ids=ids.clone() selection/></th>
            {column("Cluster", ClusterSort::Name, false)}
            {column("Keywords", ClusterSort::Keywords, true)}
            {column("Volume", ClusterSort::Volume, true)}
            {column("Difficulty", ClusterSort::Difficulty, true)}
            <th scope="col">"Intent"</th>
            {column("Ideas", ClusterSort::Ideas, true)}
            {column("Cohesion", ClusterSort::Cohesion, true)}
            <th scope="col">"Status"</th>
            <th class="cell-actions"><span class="visually-hidden">"Actions"</span></th>
        }
    };
    view! {
        {plain_bar(may_edit, may_run)}
        <Panel flush=true>
            <DataTable label="Clusters" cards=true head>{rows}</DataTable>
        </Panel>
        <Pager previous next summary/>
        <ClusterBar query selection total=page.total actions may_edit may_run/>
    }
    .into_any()
}

#[component]
fn NoClusters(query: Memo<ClusterQuery>, may_run: bool) -> impl IntoView {
    let scope = use_scope();
    let action = if may_run {
        view! { <ButtonLink href=run_href(query) kind=ButtonKind::Primary icon=IconName::Cluster>"Cluster keywords"</ButtonLink> }.into_any()
    } else {
        view! { <ButtonLink href=Signal::derive(move || scope.href("/planner/keywords"))>"Go to keywords"</ButtonLink> }
            .into_any()
    };
    view! {
        <EmptyState
            title="No clusters yet"
            body="A cluster holds the keywords that one subject answers. Import keywords, then let them fall into clusters; five are enough to begin."
            picture=Picture::Clusters
        >
            {action}
        </EmptyState>
    }
    .into_any()
}
