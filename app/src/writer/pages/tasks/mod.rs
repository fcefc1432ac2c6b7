//! `/writer/tasks`: what is to be written, what is being written, what failed and why.

mod bar;
mod detail;
mod row;

use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_query_map;

use crate::jobs::job::Queued;
use crate::jobs::live::use_live_jobs;
use crate::kit::answers::{Refusals, on_success, or_no_site, refusal};
use crate::kit::bulk::forget_with_filter;
use crate::kit::text::count_of;
use crate::kit::undo::{UndoNotice, undo_toast};
use crate::sites::no_site::NoSite;
use crate::sites::scope::href_here;
use crate::sites::use_scope;
use crate::ui::*;
use crate::writer::server_fns::tasks::{DeleteTasks, WriteAgain, WriteArticles, get_task_filters, list_tasks};
use crate::writer::task::{TaskFilters, TaskList, TaskQuery, TaskSort};

pub use detail::TaskPage;

/// The actions of the page, for its parts.
#[derive(Clone, Copy)]
struct TaskActions {
    write: ServerAction<WriteArticles>,
    again: ServerAction<WriteAgain>,
    delete: ServerAction<DeleteTasks>,
}

/// What a browser without our script does with ticked tasks.
fn plain_actions() -> Vec<PlainAction> {
    vec![PlainAction::new("Write the articles", WriteArticles::url()), PlainAction::new("Delete", DeleteTasks::url())]
}

#[component]
pub fn TasksPage() -> impl IntoView {
    let params = use_query_map();
    let query = Memo::new(move |_| params.with(TaskQuery::from_query));
    let live = use_live_jobs();
    let scope = use_scope();
    let actions = TaskActions { write: ServerAction::new(), again: ServerAction::new(), delete: ServerAction::new() };
    let undone = RwSignal::new(0_u32);
    let changed = move || {
        let writing = actions.write.version().get() + actions.again.version().get();
        (writing, actions.delete.version().get(), undone.get())
    };
    let tasks = Resource::new(
        move || (query.get(), live.ended().get(), changed()),
        |(query, ..)| async move { or_no_site(list_tasks(query).await) },
    );
    let filters = Resource::new(
        move || (query.with(|query| query.site), live.ended().get(), changed()),
        |(site, ..)| async move { or_no_site(get_task_filters(site).await) },
    );
    let selection = RowSelection::new();
    forget_with_filter(selection, Memo::new(move |_| query.with(TaskQuery::filter)));
    let toasts = use_toasts();
    let on_the_way = move |queued: Queued| {
        selection.clear();
        let sentence = format!("{} on the way", count_of(queued.queued, "article", "articles"));
        toasts.show(Toast::new(sentence).tone(Tone::Green).link("Show jobs", href_here("/jobs")));
    };
    on_success(*actions.write, on_the_way);
    on_success(*actions.again, on_the_way);
    let after_undo = Callback::new(move |()| undone.update(|n| *n += 1));
    on_success(*actions.delete, move |done| {
        selection.clear();
        let sentence = format!("{} deleted", count_of(done.value, "task", "tasks"));
        undo_toast(toasts, sentence, done.undo, after_undo);
    });
    view! {
        <PageHead title="Tasks" sentence="Ideas that are ready to be written. Writing one makes a draft from its outline, its keywords, its audience and its tone.">
            <ButtonLink href=Signal::derive(move || scope.href("/planner/ideas")) icon=IconName::Idea>"Choose ideas"</ButtonLink>
        </PageHead>
        <UndoNotice after=after_undo/>
        <Refusals of=vec![refusal(*actions.write), refusal(*actions.again), refusal(*actions.delete)]/>
        <Load resource=filters skeleton=|| () let:filters>
            {filters.map(|filters| view! { <TaskFilterBar filters query/> })}
        </Load>
        <Load resource=tasks skeleton=|| view! { <SkeletonTable/> } let:list>
            {match list {
                Some(list) => view! { <TaskTable list query selection actions/> }.into_any(),
                None => view! { <NoSite/> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn TaskFilterBar(filters: TaskFilters, query: Memo<TaskQuery>) -> impl IntoView {
    let statuses = filters
        .statuses
        .into_iter()
        .map(|(status, count)| Choice::new(status.as_str(), format!("{} ({})", status.label(), format_number(count))))
        .collect();
    let clusters = filters
        .clusters
        .into_iter()
        .map(|cluster| {
            Choice::new(cluster.id.to_string(), format!("{} ({})", cluster.name, format_number(cluster.count)))
        })
        .collect();
    let site =
        query.get_untracked().site.map(|site| view! { <input type="hidden" name="site" value=site.to_string()/> });
    let sort = move || query.with(|query| query.sort.as_str());
    let order = move || if query.with(|query| query.descending) { "desc" } else { "asc" };
    let chips = move || {
        let now = query.get();
        let without = |change: fn(&mut TaskQuery)| {
            let mut less = now.at("");
            change(&mut less);
            less.href()
        };
        view! {
            {(!now.q.is_empty()).then(|| view! { <FilterChip label=format!("“{}”", now.q) href=without(|query| query.q.clear())/> })}
            {now.status.map(|status| view! { <FilterChip label=format!("Status: {}", status.label()) href=without(|query| query.status = None)/> })}
            {now.cluster.map(|_| view! { <FilterChip label="One cluster" href=without(|query| query.cluster = None)/> })}
        }
    };
    view! {
        <FilterBar
            action=TaskQuery::PATH
            search=Signal::derive(move || query.get().q)
            placeholder="Search titles and keywords"
            chips=move || view! { {chips} }
        >
            <FilterSelect name="status" label="Status" options=statuses selected=Signal::derive(move || query.get().status.map(|status| status.to_string()))/>
            <FilterSelect name="cluster" label="Cluster" options=clusters selected=Signal::derive(move || query.get().cluster.map(|id| id.to_string()))/>
            {site}
            // a change of filters leads to the first page, in the same order
            <input type="hidden" name="sort" value=sort/>
            <input type="hidden" name="order" value=order/>
        </FilterBar>
    }
    .into_any()
}

#[component]
fn TaskTable(list: TaskList, query: Memo<TaskQuery>, selection: RowSelection, actions: TaskActions) -> impl IntoView {
    let now = query.get_untracked();
    let page = list.page;
    if page.total == 0 {
        return view! { <NoTasks narrowed=now.is_narrowed()/> }.into_any();
    }
    let ids: Vec<String> = page.rows.iter().map(|row| row.id.to_string()).collect();
    let total = page.total;
    let summary = page_summary(page.rows.len(), total, page.previous.is_none(), ("task", "tasks"));
    let link = |cursor: &Option<String>| cursor.as_ref().map(|cursor| now.at(cursor).href());
    let (previous, next) = (link(&page.previous), link(&page.next));
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <row::TaskTableRow row selection actions may_write=list.may_write/> })
        .collect_view();
    let head = move || {
        let sorted = |sort: TaskSort| now.sorted_by(sort).href();
        let direction = |sort: TaskSort| {
            let towards = if now.descending { SortDirection::Descending } else { SortDirection::Ascending };
            (now.sort == sort).then_some(towards)
        };
        view! {
            <th class="cell-check"><SelectAll ids=ids.clone() selection/></th>
            <SortHeader label="Title" href=sorted(TaskSort::Title) direction=direction(TaskSort::Title)/>
            <th scope="col">"Structure"</th>
            <SortHeader label="Words" numeric=true href=sorted(TaskSort::Words) direction=direction(TaskSort::Words)/>
            <th scope="col">"Status"</th>
            <SortHeader label="Added" href=sorted(TaskSort::Added) direction=direction(TaskSort::Added)/>
            <th class="cell-actions"><span class="visually-hidden">"Actions"</span></th>
        }
    };
    view! {
        {list.may_write.then(|| view! { <PlainBar actions=plain_actions()/> })}
        <Panel flush=true>
            <DataTable label="Tasks" cards=true head>{rows}</DataTable>
        </Panel>
        <Pager previous next summary/>
        {list.may_write.then(|| view! { <bar::TaskBar query selection total actions/> })}
    }
    .into_any()
}

#[component]
fn NoTasks(narrowed: bool) -> impl IntoView {
    let scope = use_scope();
    if narrowed {
        return view! {
            <EmptyState title="No task matches" body="No task of this site matches the search and the filters." picture=Picture::Search>
                <ButtonLink href=Signal::derive(move || scope.site_href(TaskQuery::PATH))>"Show all tasks"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState
            title="Nothing to write yet"
            body="A task is an idea made ready to write. Choose ideas in the planner and queue them; they appear here."
            picture=Picture::Articles
        >
            <ButtonLink href=Signal::derive(move || scope.href("/planner/ideas")) kind=ButtonKind::Primary icon=IconName::Idea>
                "Choose ideas"
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
