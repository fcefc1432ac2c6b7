//! `/writer/content`: every article of the site, with its pictures and where it stands. Review and the approved ones
//! are lists of the same build.

mod actions;
mod bar;
mod row;

use chrono::SecondsFormat;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_query_map;

use crate::jobs::live::use_live_jobs;
use crate::kit::answers::or_no_site;
use crate::kit::bulk::forget_with_filter;
use crate::kit::undo::UndoNotice;
use crate::sites::no_site::NoSite;
use crate::sites::use_scope;
use crate::ui::*;
use crate::writer::ContentStatus;
use crate::writer::content_list::{ContentFilters, ContentList, ContentQuery, ContentRights, ContentSort};
use crate::writer::server_fns::contents::{DeleteContents, MakeImages, get_content_filters, list_contents};
use crate::writer::server_fns::review::{ApproveContents, PublishContents, SendToReview};

pub(super) use actions::{ContentActions, SendBack};

/// Which of the three lists it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    All,
    Review,
    Approved,
}

impl Shelf {
    pub const fn path(self) -> &'static str {
        match self {
            Self::All => "/writer/content",
            Self::Review => "/writer/review",
            Self::Approved => "/writer/approved",
        }
    }

    /// The editorial state that all its articles are in.
    const fn only(self) -> Option<ContentStatus> {
        match self {
            Self::All => None,
            Self::Review => Some(ContentStatus::Review),
            Self::Approved => Some(ContentStatus::Approved),
        }
    }

    /// What a browser without our script does with ticked articles. Sending back is not among it: it takes a note, and is
    /// done from the article.
    fn plain_actions(self, may: ContentRights) -> Vec<PlainAction> {
        let of_shelf = match self {
            Self::All => vec![
                (may.run_ai, PlainAction::new("Make images", MakeImages::url())),
                (may.edit, PlainAction::new("Send to review", SendToReview::url())),
            ],
            Self::Review => vec![(may.review, PlainAction::new("Approve", ApproveContents::url()))],
            Self::Approved => vec![(may.publish, PlainAction::new("Publish", PublishContents::url()))],
        };
        let delete = (may.edit, PlainAction::new("Delete", DeleteContents::url()));
        of_shelf.into_iter().chain([delete]).filter_map(|(allowed, action)| allowed.then_some(action)).collect()
    }
}

#[component]
pub fn ContentsPage() -> impl IntoView {
    let scope = use_scope();
    view! {
        <PageHead title="Articles" sentence="Your articles: drafts, those in review, those approved, and where each stands on the site.">
            <ButtonLink href=Signal::derive(move || scope.href("/writer/tasks")) icon=IconName::ListTodo>"Tasks"</ButtonLink>
        </PageHead>
        <ContentShelf shelf=Shelf::All/>
    }
    .into_any()
}

/// A list of articles with its filters and its bulk actions.
#[component]
pub(super) fn ContentShelf(shelf: Shelf) -> impl IntoView {
    let params = use_query_map();
    let query = Memo::new(move |_| {
        let read = params.with(ContentQuery::from_query);
        ContentQuery { status: shelf.only().or(read.status), ..read }
    });
    let live = use_live_jobs();
    let actions = ContentActions::new();
    let selection = RowSelection::new();
    forget_with_filter(selection, Memo::new(move |_| query.with(ContentQuery::filter)));
    actions.tell(selection);
    let contents = Resource::new(
        move || (query.get(), live.ended().get(), actions.version()),
        |(query, ..)| async move { or_no_site(list_contents(query).await) },
    );
    let filters = Resource::new(
        move || (query.with(|query| query.site), live.ended().get(), actions.version()),
        move |(site, ..)| async move { or_no_site(get_content_filters(site, shelf.only()).await) },
    );
    view! {
        <UndoNotice after=actions.after_undo()/>
        {actions.refusals()}
        <Load resource=filters skeleton=|| () let:filters>
            {filters.map(|filters| view! { <ContentFilterBar filters query shelf/> })}
        </Load>
        <Load resource=contents skeleton=|| view! { <SkeletonTable/> } let:list>
            {match list {
                Some(list) => view! { <ContentTable list query shelf selection actions/> }.into_any(),
                None => view! { <NoSite/> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn ContentFilterBar(filters: ContentFilters, query: Memo<ContentQuery>, shelf: Shelf) -> impl IntoView {
    let statuses = filters
        .statuses
        .into_iter()
        .map(|(status, count)| Choice::new(status.as_str(), format!("{} ({})", status.label(), format_number(count))))
        .collect();
    let site_statuses = filters
        .site_statuses
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
    let by_status = shelf.only().is_none().then(|| {
        let selected = Signal::derive(move || query.get().status.map(|status| status.to_string()));
        view! { <FilterSelect name="status" label="Status" options=statuses selected/> }
    });
    let chips = move || {
        let now = query.get();
        let without = |change: fn(&mut ContentQuery)| {
            let mut less = now.at("");
            change(&mut less);
            less.href(shelf.path())
        };
        let status = now.status.filter(|_| shelf.only().is_none());
        view! {
            {(!now.q.is_empty()).then(|| view! { <FilterChip label=format!("“{}”", now.q) href=without(|query| query.q.clear())/> })}
            {status.map(|status| view! { <FilterChip label=format!("Status: {}", status.label()) href=without(|query| query.status = None)/> })}
            {now.site_status.map(|status| view! { <FilterChip label=format!("On the site: {}", status.label()) href=without(|query| query.site_status = None)/> })}
            {now.cluster.map(|_| view! { <FilterChip label="One cluster" href=without(|query| query.cluster = None)/> })}
        }
    };
    view! {
        <FilterBar
            action=shelf.path()
            search=Signal::derive(move || query.get().q)
            placeholder="Search titles and keywords"
            chips=move || view! { {chips} }
        >
            {by_status}
            <FilterSelect name="site_status" label="On the site" options=site_statuses selected=Signal::derive(move || query.get().site_status.map(|status| status.to_string()))/>
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
fn ContentTable(
    list: ContentList,
    query: Memo<ContentQuery>,
    shelf: Shelf,
    selection: RowSelection,
    actions: ContentActions,
) -> impl IntoView {
    let now = query.get_untracked();
    let page = list.page;
    if page.total == 0 {
        let narrowed = !now.q.is_empty()
            || now.site_status.is_some()
            || now.cluster.is_some()
            || (now.status.is_some() && shelf.only().is_none());
        return view! { <NoContent shelf narrowed/> }.into_any();
    }
    let ids: Vec<String> = page.rows.iter().map(|row| row.id.to_string()).collect();
    let (total, may) = (page.total, list.may);
    let as_of = list.as_of.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let plain = shelf.plain_actions(may);
    let plain = (!plain.is_empty()).then(|| {
        let as_of = as_of.clone();
        view! { <PlainBar actions=plain><input type="hidden" name="as_of" value=as_of/></PlainBar> }
    });
    let summary = page_summary(page.rows.len(), total, page.previous.is_none(), ("article", "articles"));
    let link = |cursor: &Option<String>| cursor.as_ref().map(|cursor| now.at(cursor).href(shelf.path()));
    let (previous, next) = (link(&page.previous), link(&page.next));
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <row::ContentTableRow row shelf selection actions may/> })
        .collect_view();
    let head = move || {
        let sorted = |sort: ContentSort| now.sorted_by(sort).href(shelf.path());
        let direction = |sort: ContentSort| {
            let towards = if now.descending { SortDirection::Descending } else { SortDirection::Ascending };
            (now.sort == sort).then_some(towards)
        };
        view! {
            <th class="cell-check"><SelectAll ids=ids.clone() selection/></th>
            <SortHeader label="Title" href=sorted(ContentSort::Title) direction=direction(ContentSort::Title)/>
            <SortHeader label="Words" numeric=true href=sorted(ContentSort::Words) direction=direction(ContentSort::Words)/>
            <th scope="col" class="num">"Images"</th>
            <th scope="col">"Status"</th>
            <th scope="col">"On the site"</th>
            <SortHeader label="Updated" href=sorted(ContentSort::Updated) direction=direction(ContentSort::Updated)/>
            <th class="cell-actions"><span class="visually-hidden">"Actions"</span></th>
        }
    };
    view! {
        {plain}
        <Panel flush=true>
            <DataTable label="Articles" cards=true head>{rows}</DataTable>
        </Panel>
        <Pager previous next summary/>
        <bar::ContentBar query shelf selection total as_of actions may/>
    }
    .into_any()
}

#[component]
fn NoContent(shelf: Shelf, narrowed: bool) -> impl IntoView {
    let scope = use_scope();
    if narrowed {
        return view! {
            <EmptyState title="No article matches" body="No article of this list matches the search and the filters." picture=Picture::Search>
                <ButtonLink href=Signal::derive(move || scope.site_href(shelf.path()))>"Show all"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let (title, body, path, label) = match shelf {
        Shelf::All => (
            "No articles yet",
            "Articles are written from tasks. Write the first one, and it appears here as a draft.",
            "/writer/tasks",
            "Go to tasks",
        ),
        Shelf::Review => (
            "Nothing to review",
            "A draft comes here when its last picture is done, or when somebody sends it. You read it as it will appear, then approve it or send it back.",
            "/writer/content",
            "Show drafts",
        ),
        Shelf::Approved => (
            "Nothing approved yet",
            "Articles that a person has approved wait here for being published.",
            "/writer/review",
            "Go to review",
        ),
    };
    view! {
        <EmptyState title body picture=Picture::Articles>
            <ButtonLink href=Signal::derive(move || scope.href(path)) kind=ButtonKind::Primary icon=IconName::ArrowRight>{label}</ButtonLink>
        </EmptyState>
    }
    .into_any()
}
