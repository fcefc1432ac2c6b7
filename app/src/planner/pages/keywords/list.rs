//! `/planner/keywords`: the keywords of a site.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::filters::KeywordFilters;
use super::table::KeywordTable;
use crate::jobs::live::use_live_jobs;
use crate::kit::answers::{Refusals, on_success, or_no_site, refusal, sentence};
use crate::kit::id::SiteId;
use crate::kit::selection::Selection;
use crate::kit::text::count_of;
use crate::kit::undo::{UndoNotice, Undoable, undo_toast};
use crate::planner::cluster::sectors_left_out;
use crate::planner::keyword::Intent;
use crate::planner::keyword_list::{KeywordFilter, KeywordList, KeywordQuery};
use crate::planner::pages::filter_parts::{Offered, forget_with_filter};
use crate::planner::server_fns::clusters::ClusterKeywords;
use crate::planner::server_fns::keywords::{
    DeleteKeywords, DisableKeywords, EnableKeywords, SetKeywordIntent, list_keywords,
};
use crate::sites::no_site::NoSite;
use crate::sites::use_scope;
use crate::ui::*;

/// The list's own path.
pub(super) const PATH: &str = "/planner/keywords";

/// What can be done on the page, for its parts.
#[derive(Clone, Copy)]
pub(super) struct KeywordActions {
    query: Memo<KeywordQuery>,
    delete: ServerAction<DeleteKeywords>,
    disable: ServerAction<DisableKeywords>,
    enable: ServerAction<EnableKeywords>,
    intent: ServerAction<SetKeywordIntent>,
    pub cluster: ServerAction<ClusterKeywords>,
    /// Rises when something was taken back.
    undone: RwSignal<u32>,
}

impl KeywordActions {
    fn new(query: Memo<KeywordQuery>) -> Self {
        Self {
            query,
            delete: ServerAction::new(),
            disable: ServerAction::new(),
            enable: ServerAction::new(),
            intent: ServerAction::new(),
            cluster: ServerAction::new(),
            undone: RwSignal::new(0),
        }
    }

    fn site(self) -> Option<SiteId> {
        self.query.with_untracked(|query| query.site)
    }

    pub fn delete(self, selection: Selection<KeywordFilter>) {
        self.delete.dispatch(DeleteKeywords { site: self.site(), selection });
    }

    pub fn disable(self, selection: Selection<KeywordFilter>) {
        self.disable.dispatch(DisableKeywords { site: self.site(), selection });
    }

    pub fn enable(self, selection: Selection<KeywordFilter>) {
        self.enable.dispatch(EnableKeywords { site: self.site(), selection });
    }

    pub fn set_intent(self, selection: Selection<KeywordFilter>, intent: Option<Intent>) {
        self.intent.dispatch(SetKeywordIntent { site: self.site(), selection, intent });
    }

    /// Whether a bulk action is at work.
    pub fn pending(self) -> Signal<bool> {
        Signal::derive(move || {
            self.delete.pending().get()
                || self.disable.pending().get()
                || self.enable.pending().get()
                || self.intent.pending().get()
        })
    }

    /// Whether deleting has ended well.
    pub fn deleted(self) -> Signal<bool> {
        Signal::derive(move || matches!(self.delete.value().get(), Some(Ok(_))))
    }

    /// Why nothing was deleted.
    pub fn not_deleted(self) -> Signal<Option<String>> {
        sentence(refusal(*self.delete))
    }

    /// Changes whenever an action may have changed the list.
    fn changes(self) -> [usize; 5] {
        [
            self.delete.version().get(),
            self.disable.version().get(),
            self.enable.version().get(),
            self.intent.version().get(),
            usize::try_from(self.undone.get()).unwrap_or_default(),
        ]
    }

    /// Says what was done, and offers to take it back.
    fn tell(self, selection: RowSelection) {
        let toasts = use_toasts();
        let scope = use_scope();
        let after = Callback::new(move |()| self.undone.update(|n| *n += 1));
        let say = move |what: &'static str| {
            move |done: Undoable<i64>| {
                selection.clear();
                undo_toast(toasts, format!("{} {what}", count_of(done.value, "keyword", "keywords")), done.undo, after);
            }
        };
        on_success(*self.delete, say("deleted"));
        on_success(*self.disable, say("switched off"));
        on_success(*self.enable, say("switched on"));
        on_success(*self.intent, say("given another intent"));
        on_success(*self.cluster, move |started| {
            selection.clear();
            let mut said = format!("{} being clustered", count_of(started.keywords, "keyword is", "keywords are"));
            if let Some(left_out) = sectors_left_out(&started.left_out) {
                said = format!("{said}. {left_out}");
            }
            let clusters = untrack(|| scope.site_href("/planner/clusters"));
            toasts.show(Toast::new(said).tone(Tone::Green).link("Show clusters", clusters));
        });
    }
}

#[component]
pub fn KeywordsPage() -> impl IntoView {
    let params = use_query_map();
    let query = Memo::new(move |_| params.with(KeywordQuery::from_query));
    let scope = use_scope();
    let live = use_live_jobs();
    let actions = KeywordActions::new(query);
    let selection = RowSelection::new();
    forget_with_filter(selection, Memo::new(move |_| query.with(|query| (query.site, query.filter.clone()))));
    actions.tell(selection);
    let keywords = Resource::new(
        move || (query.get(), actions.changes(), live.ended().get()),
        |(query, _, _)| async move { or_no_site(list_keywords(query).await) },
    );
    view! {
        <PageHead title="Keywords" sentence="What people type when they look for what you offer.">
            <ButtonLink href=move || export_href(&query.get()) icon=IconName::Download download=true>"Export"</ButtonLink>
            <Offered resource=keywords may=|list: &KeywordList| list.may_edit>
                <ButtonLink href=move || scope.site_href("/planner/import") kind=ButtonKind::Primary icon=IconName::Plus>
                    "Add keywords"
                </ButtonLink>
            </Offered>
        </PageHead>
        <UndoNotice after=Callback::new(move |()| actions.undone.update(|n| *n += 1))/>
        <Refusals of=vec![
            refusal(*actions.delete),
            refusal(*actions.disable),
            refusal(*actions.enable),
            refusal(*actions.intent),
            refusal(*actions.cluster),
        ]/>
        <Load resource=keywords skeleton=|| view! { <SkeletonTable columns=8/> } let:list>
            {match list {
                Some(list) => view! { <KeywordListView list query selection actions/> }.into_any(),
                None => view! { <NoSite/> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

/// The file with everything that the list as it is filtered holds.
fn export_href(query: &KeywordQuery) -> String {
    format!("/planner/keywords.csv{}", query.with(|_| ()).to_query())
}

#[component]
fn KeywordListView(
    list: KeywordList,
    query: Memo<KeywordQuery>,
    selection: RowSelection,
    actions: KeywordActions,
) -> impl IntoView {
    let now = query.get_untracked();
    if !list.has_any {
        return view! { <NoKeywords may_edit=list.may_edit/> }.into_any();
    }
    let rows = if list.page.rows.is_empty() {
        let all = KeywordQuery { site: now.site, ..KeywordQuery::default() }.to_query();
        view! {
            <EmptyState
                title="No keyword matches"
                body="No keyword of this site matches the search and the filters. Remove one, or look at all of them."
                picture=Picture::Search
            >
                <ButtonLink href=format!("{PATH}{all}")>"Show all keywords"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <KeywordTable list=list.clone() query selection actions/> }.into_any()
    };
    view! {
        <KeywordFilters menus=list.menus query=now/>
        {rows}
    }
    .into_any()
}

#[component]
fn NoKeywords(may_edit: bool) -> impl IntoView {
    let scope = use_scope();
    let add = may_edit.then(|| {
        view! {
            <ButtonLink href=move || scope.site_href("/planner/import") kind=ButtonKind::Primary icon=IconName::Upload>
                "Import or paste keywords"
            </ButtonLink>
        }
    });
    view! {
        <EmptyState
            title="No keywords yet"
            body="Keywords are the searches you want to be found for. Export them from Google Keyword Planner, Ahrefs, Semrush or \
                  Search Console, or paste a list of your own; they are grouped into clusters afterwards, and become articles."
            picture=Picture::Keywords
        >
            {add}
        </EmptyState>
    }
    .into_any()
}
