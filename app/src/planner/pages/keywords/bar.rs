//! What can be done with the selected keywords.

use leptos::prelude::*;

use super::cluster_button::{ClusterButton, too_few};
use super::list::KeywordActions;
use crate::billing::price::Price;
use crate::kit::bulk::selected;
use crate::kit::selection::Selection;
use crate::planner::keyword::Intent;
use crate::planner::keyword_list::{KeywordFilter, KeywordQuery};
use crate::planner::server_fns::clusters::estimate_clustering;
use crate::ui::*;

const DELETE: &str = "delete-keywords";

#[component]
pub(super) fn KeywordBar(
    query: Memo<KeywordQuery>,
    selection: RowSelection,
    total: i64,
    /// The counting ended at `total`.
    more_than_total: bool,
    actions: KeywordActions,
    may_edit: bool,
) -> impl IntoView {
    if !may_edit {
        return view! { <SelectionBar selection total more_than_total noun=("keyword", "keywords")><span class="muted">"Your role may look, not change."</span></SelectionBar> }.into_any();
    }
    let chosen = move || -> Selection<KeywordFilter> {
        if selection.all_matching() {
            Selection::AllMatching(query.get().filter)
        } else {
            Selection::of_ids(&selection.ids())
        }
    };
    let site = Memo::new(move |_| query.get().site);
    let json = selected(selection, Memo::new(move |_| query.get().filter));
    let price = Price::of(json, move |json| estimate_clustering(site.try_get_untracked().flatten(), json));
    let note = Signal::derive(move || price.known().and_then(too_few).or_else(|| price.note()));
    let title = Signal::derive(move || {
        let all = selection.all_matching();
        let count = if all { total } else { selection.count() };
        format!("Delete {}", plural_or_more(count, all && more_than_total, "keyword", "keywords"))
    });
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
        <SelectionBar selection total more_than_total noun=("keyword", "keywords") estimate=note>
            <ClusterButton site json price hindrance=note action=actions.cluster/>
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
        <Confirm
            id=DELETE
            title
            body="They leave their clusters; ideas and articles stay. You can undo this for 30 days, under Changes."
            error=actions.not_deleted()
        >
            <ConfirmActions dialog=DELETE label=title pending on_confirm=Callback::new(move |()| actions.delete(chosen()))/>
        </Confirm>
    }
    .into_any()
}
