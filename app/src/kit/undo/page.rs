//! `/changes`: what can still be taken back.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::server_fns::{UndoChange, list_changes};
use super::{DAYS, RecordedChange};
use crate::kit::answers::{Refusals, on_success, refusal};
use crate::sites::use_scope;
use crate::ui::*;

/// What was deleted, merged, switched or clustered lately, each with the button that takes it back.
#[component]
pub fn ChangesPage() -> impl IntoView {
    let query = use_query_map();
    let scope = use_scope();
    let take_back = ServerAction::<UndoChange>::new();
    let toasts = use_toasts();
    on_success(*take_back, move |sentence| toasts.success(sentence));
    let changes = Resource::new(
        move || (query.read().get("at").unwrap_or_default(), take_back.version().get()),
        |(at, _)| list_changes(at),
    );
    let link = move |at: Option<String>| {
        Signal::derive(move || at.as_ref().map(|at| scope.site_href(&format!("/changes?at={at}"))))
    };
    view! {
        <PageHead
            title="Changes"
            sentence=format!("What was deleted, merged, switched or clustered in the last {DAYS} days, and can be taken back.")
        />
        <Refusals of=vec![refusal(*take_back)]/>
        <Load resource=changes skeleton=|| view! { <SkeletonTable/> } let:changes>
            {if changes.rows.is_empty() {
                view! {
                    <EmptyState
                        title="Nothing to take back"
                        body="When something is deleted, merged, switched off or clustered, it is listed here, with a button that undoes it."
                        picture=Picture::Machine
                    />
                }
                .into_any()
            } else {
                let summary = page_summary(
                    changes.rows.len(),
                    changes.total,
                    changes.previous.is_none(),
                    ("change", "changes"),
                );
                view! {
                    <Panel flush=true>
                        <DataTable
                            label="Changes"
                            cards=true
                            head=|| view! {
                                <th scope="col">"What"</th>
                                <th scope="col">"Who"</th>
                                <th scope="col">"When"</th>
                                <th class="cell-actions"><span class="visually-hidden">"Undo"</span></th>
                            }
                        >
                            {changes.rows.into_iter().map(|change| view! { <ChangeRow change take_back/> }).collect_view()}
                        </DataTable>
                    </Panel>
                    <Pager previous=link(changes.previous) next=link(changes.next) summary/>
                }
                .into_any()
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn ChangeRow(change: RecordedChange, take_back: ServerAction<UndoChange>) -> impl IntoView {
    let names = change.names();
    let what = change.sentence;
    let undo = change.may_undo.then(|| {
        view! {
            <ActionForm action=take_back>
                <input type="hidden" name="undo" value=change.id.to_string()/>
                <Button submit=true size=ButtonSize::Small icon=IconName::Undo pending=take_back.pending()>"Undo"</Button>
            </ActionForm>
        }
    });
    view! {
        <tr>
            <td data-label="What">
                <span>
                    <span class="strong">{what}</span>
                    {names.map(|names| view! { <span class="muted">" " {names}</span> })}
                </span>
            </td>
            <td data-label="Who">{change.who.unwrap_or_else(|| "IGNY8".to_owned())}</td>
            <td class="nowrap" data-label="When"><Timestamp at=change.at/></td>
            <td class="cell-actions">{undo}</td>
        </tr>
    }
    .into_any()
}
