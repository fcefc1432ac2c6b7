//! What can be done with the selected keywords.

use leptos::prelude::*;

use super::list::KeywordActions;
use crate::kit::selection::Selection;
use crate::kit::text::count_of;
use crate::planner::cluster::{Existing, Granularity, MIN_KEYWORDS};
use crate::planner::keyword::Intent;
use crate::planner::keyword_list::{KeywordFilter, KeywordQuery};
use crate::planner::server_fns::clusters::ClusterKeywords;
use crate::ui::*;

const DELETE: &str = "delete-keywords";

#[component]
pub(super) fn KeywordBar(
    query: Memo<KeywordQuery>,
    selection: RowSelection,
    total: i64,
    actions: KeywordActions,
    may_edit: bool,
) -> impl IntoView {
    if !may_edit {
        return view! { <SelectionBar selection total noun=("keyword", "keywords")><span class="muted">"Your role may look, not change."</span></SelectionBar> }.into_any();
    }
    let chosen = move || -> Selection<KeywordFilter> {
        if selection.all_matching() {
            Selection::AllMatching(query.get().filter)
        } else {
            Selection::of_ids(&selection.ids())
        }
    };
    let count = move || if selection.all_matching() { total } else { selection.count() };
    let title = Signal::derive(move || format!("Delete {}", count_of(count(), "keyword", "keywords")));
    let pending = actions.pending();
    close_dialog_when(DELETE, actions.deleted());
    let intents = Intent::ALL
        .iter()
        .map(|intent| {
            let intent = *intent;
            let on_click = Callback::new(move |_| actions.set_intent(chosen(), Some(intent)));
            view! { <MenuItem on_click>{format!("{}: {}", intent.label(), intent.meaning())}</MenuItem> }
        })
        .collect_view();
    let no_intent = Callback::new(move |_| actions.set_intent(chosen(), None));
    view! {
        <SelectionBar selection total noun=("keyword", "keywords")>
            <ClusterButton query selection total actions/>
            <Menu id="set-intent" label="Set the intent" text="Intent" kind=ButtonKind::Secondary size=ButtonSize::Small>
                <MenuLabel>"Who searches for it"</MenuLabel>
                {intents}
                <MenuLine/>
                <MenuItem on_click=no_intent>"No intent"</MenuItem>
            </Menu>
            <Button size=ButtonSize::Small icon=IconName::EyeOff pending on_click=move |_| actions.disable(chosen())>"Switch off"</Button>
            <Button size=ButtonSize::Small icon=IconName::Eye pending on_click=move |_| actions.enable(chosen())>"Switch on"</Button>
            <DialogButton opens=DELETE size=ButtonSize::Small icon=IconName::Trash>"Delete"</DialogButton>
        </SelectionBar>
        <Confirm id=DELETE title body="They leave their clusters; ideas and articles stay. You can undo this for 30 days.">
            <ConfirmActions dialog=DELETE label=title pending on_confirm=Callback::new(move |()| actions.delete(chosen()))/>
        </Confirm>
    }
    .into_any()
}

/// Starts clustering of the ticked keywords, or of all that wait where nothing narrows the list.
#[component]
fn ClusterButton(
    query: Memo<KeywordQuery>,
    selection: RowSelection,
    total: i64,
    actions: KeywordActions,
) -> impl IntoView {
    let all_of_site =
        move || query.with(|query| KeywordFilter { sector: None, ..query.filter.clone() } == KeywordFilter::default());
    let possible = move || {
        if selection.all_matching() {
            all_of_site() && total >= MIN_KEYWORDS
        } else {
            selection.count() >= MIN_KEYWORDS
        }
    };
    let start = move |_| {
        let keywords = if selection.all_matching() { String::new() } else { selection.ids().join(",") };
        let (site, sector) = query.with_untracked(|query| (query.site, query.filter.sector));
        actions.cluster.dispatch(ClusterKeywords {
            site,
            sector: sector.map(|id| id.to_string()).unwrap_or_default(),
            keywords,
            granularity: Granularity::Balanced,
            existing: Existing::Keep,
        });
    };
    view! {
        <Button
            kind=ButtonKind::Primary
            size=ButtonSize::Small
            icon=IconName::Cluster
            pending=actions.cluster.pending()
            disabled=Signal::derive(move || !possible())
            on_click=start
        >
            "Cluster"
        </Button>
    }
    .into_any()
}
