//! `/planner/ideas`: what could be written for a site.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::add_dialog::{ADD_DIALOG, AddDialog};
use super::bar::{IdeaBar, plain_bar};
use super::filters::IdeaFilters;
use super::row::IdeaTableRow;
use crate::jobs::live::use_live_jobs;
use crate::kit::answers::{Refusals, on_success, or_no_site, refusal};
use crate::kit::text::count_of;
use crate::kit::undo::{UndoNotice, undo_toast};
use crate::planner::idea::{IdeaFilter, IdeaList, IdeaQuery, IdeaSort};
use crate::planner::pages::filter_parts::{Offered, forget_with_filter};
use crate::planner::server_fns::ideas::{AddIdea, DeleteIdeas, SendIdeas, SwitchIdeas, list_idea_places, list_ideas};
use crate::sites::no_site::NoSite;
use crate::sites::use_scope;
use crate::ui::*;

/// The actions of the page, for its parts.
#[derive(Clone, Copy)]
pub(super) struct IdeaActions {
    pub send: ServerAction<SendIdeas>,
    pub delete: ServerAction<DeleteIdeas>,
    pub switch: ServerAction<SwitchIdeas>,
    /// Rises when something was taken back.
    pub undone: RwSignal<u32>,
}

#[component]
pub fn IdeasPage() -> impl IntoView {
    let params = use_query_map();
    let query = Memo::new(move |_| params.with(IdeaQuery::from_query));
    let live = use_live_jobs();
    let scope = use_scope();
    let add = ServerAction::<AddIdea>::new();
    let actions = IdeaActions {
        send: ServerAction::new(),
        delete: ServerAction::new(),
        switch: ServerAction::new(),
        undone: RwSignal::new(0),
    };
    let changed = move || {
        (
            live.ended().get(),
            actions.send.version().get(),
            actions.delete.version().get(),
            actions.switch.version().get(),
            actions.undone.get(),
        )
    };
    let ideas = Resource::new(
        move || (query.get(), changed()),
        |(query, _)| async move { or_no_site(list_ideas(query).await) },
    );
    let places =
        Resource::new(move || scope.named_site(), |site| async move { or_no_site(list_idea_places(site).await) });
    let selection = RowSelection::new();
    forget_with_filter(selection, Memo::new(move |_| query.with(|query| query.filter.clone())));
    tell(actions, selection);
    view! {
        <PageHead title="Ideas" sentence="What could be written: each idea becomes an article once you send it to the writer.">
            <Offered resource=ideas may=|list: &IdeaList| list.may_edit>
                <DialogButton opens=ADD_DIALOG icon=IconName::Plus>"Add an idea"</DialogButton>
            </Offered>
        </PageHead>
        <UndoNotice after=Callback::new(move |()| actions.undone.update(|n| *n += 1))/>
        <Refusals of=vec![refusal(*add), refusal(*actions.send), refusal(*actions.delete), refusal(*actions.switch)]/>
        <Load resource=ideas skeleton=|| view! { <SkeletonTable/> } let:list>
            {match list {
                Some(list) => view! { <IdeaListView list query selection actions/> }.into_any(),
                None => view! { <NoSite/> }.into_any(),
            }}
        </Load>
        <Offered resource=ideas may=|list: &IdeaList| list.may_edit>
            <Load resource=places skeleton=|| () let:places>
                {places.map(|places| view! { <AddDialog places action=add/> })}
            </Load>
        </Offered>
    }
    .into_any()
}

/// Says what was done, with the next step.
fn tell(actions: IdeaActions, selection: RowSelection) {
    let toasts = use_toasts();
    let scope = use_scope();
    let after = Callback::new(move |()| actions.undone.update(|n| *n += 1));
    on_success(*actions.send, move |sent| {
        selection.clear();
        let mut said = format!("{} for the writer", count_of(sent.made, "task", "tasks"));
        if sent.left_out > 0 {
            said = format!("{said}; {} left out", count_of(sent.left_out, "idea", "ideas"));
        }
        let tasks = untrack(|| scope.site_href("/writer/tasks"));
        toasts.show(Toast::new(said).tone(Tone::Green).link("Show tasks", tasks));
    });
    on_success(*actions.delete, move |done| {
        selection.clear();
        undo_toast(toasts, format!("{} deleted", count_of(done.value, "idea", "ideas")), done.undo, after);
    });
    on_success(*actions.switch, move |done| {
        selection.clear();
        undo_toast(toasts, format!("{} changed", count_of(done.value, "idea", "ideas")), done.undo, after);
    });
}

#[component]
fn IdeaListView(
    list: IdeaList,
    query: Memo<IdeaQuery>,
    selection: RowSelection,
    actions: IdeaActions,
) -> impl IntoView {
    let now = query.get_untracked();
    if list.of_site == 0 {
        return view! { <NoIdeas/> }.into_any();
    }
    let rows = if list.page.rows.is_empty() {
        let filter = IdeaFilter { site: now.filter.site, ..IdeaFilter::default() };
        let all = IdeaQuery { filter, at: None, ..now.clone() }.href();
        view! {
            <EmptyState title="No idea matches" body="No idea of this site matches the search and the filters." picture=Picture::Search>
                <ButtonLink href=all>"Show all ideas"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <IdeaTable list=list.clone() query selection actions/> }.into_any()
    };
    view! {
        <IdeaFilters options=list.options query=now/>
        {rows}
    }
    .into_any()
}

#[component]
fn IdeaTable(list: IdeaList, query: Memo<IdeaQuery>, selection: RowSelection, actions: IdeaActions) -> impl IntoView {
    let now = query.get_untracked();
    let page = list.page;
    let ids: Vec<String> = page.rows.iter().map(|row| row.id.to_string()).collect();
    let summary = page_summary(page.rows.len(), page.total, page.previous.is_none(), ("idea", "ideas"));
    let link = |at: Option<String>| at.map(|at| now.page(Some(at)).href());
    let (previous, next) = (link(page.previous), link(page.next));
    let (may_edit, may_send) = (list.may_edit, list.may_send);
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <IdeaTableRow row site=now.filter.site selection actions may_edit may_send/> })
        .collect_view();
    let head = move || {
        let column = |label: &'static str, sort: IdeaSort, numeric: bool| {
            let href = query.with_untracked(|query| query.sorted_by(sort).href());
            let direction = query.with_untracked(|query| SortDirection::of(query.sort == sort, query.descending));
            view! { <SortHeader label href direction numeric/> }
        };
        view! {
            <th class="cell-check"><SelectAll ids=ids.clone() selection/></th>
            {column("Title", IdeaSort::Title, false)}
            <th scope="col">"Structure"</th>
            <th scope="col">"Primary keyword"</th>
            {column("Words", IdeaSort::Words, true)}
            <th scope="col">"Status"</th>
            <th class="cell-actions"><span class="visually-hidden">"Actions"</span></th>
        }
    };
    view! {
        {plain_bar(may_edit, may_send)}
        <Panel flush=true>
            <DataTable label="Ideas" cards=true head>{rows}</DataTable>
        </Panel>
        <Pager previous next summary/>
        <IdeaBar query selection total=page.total actions may_edit may_send/>
    }
    .into_any()
}

#[component]
fn NoIdeas() -> impl IntoView {
    let scope = use_scope();
    view! {
        <EmptyState
            title="No ideas yet"
            body="An idea is an article in one line, with its outline. Choose clusters and have ideas made for them, or add your own."
            picture=Picture::Ideas
        >
            <ButtonLink href=Signal::derive(move || scope.href("/planner/clusters")) kind=ButtonKind::Primary icon=IconName::Cluster>
                "Choose clusters"
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
