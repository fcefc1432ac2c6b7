//! The jobs page: what runs, what waits, what failed and why.

mod words;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub use self::words::cost;
use self::words::{figures, message, reasons, try_again};
use super::BatchView;
use super::live::use_live_jobs;
use super::server_fns::{CancelJobs, RetryFailedJobs, list_jobs};
use crate::kit::answers::{Refusals, on_success, refusal};
use crate::kit::id::BatchId;
use crate::kit::text::count_of;
use crate::sites::use_scope;
use crate::ui::*;

/// `/jobs`
#[component]
pub fn JobsPage() -> impl IntoView {
    let live = use_live_jobs();
    let scope = use_scope();
    let cancel = ServerAction::<CancelJobs>::new();
    let retry = ServerAction::<RetryFailedJobs>::new();
    let toasts = use_toasts();
    on_success(*cancel, move |cancelled| toasts.success(format!("{} cancelled", count_of(cancelled, "job", "jobs"))));
    on_success(*retry, move |queued| {
        toasts.success(format!("{} on the way again", count_of(queued.queued, "job", "jobs")));
    });
    let query = use_query_map();
    let jobs = Resource::new(
        move || {
            let at = query.read().get("at").unwrap_or_default();
            (at, live.ended().get(), cancel.version().get(), retry.version().get())
        },
        |(at, ..)| list_jobs(at),
    );
    view! {
        <PageHead title="Jobs" sentence="Work that runs while you do something else: what it is doing, what waits, what failed and why."/>
        <Refusals of=vec![refusal(*cancel), refusal(*retry)]/>
        <Load resource=jobs let:jobs>
            {if jobs.at_work.is_empty() && jobs.over.total == 0 {
                view! {
                    <EmptyState
                        title="Nothing has run yet"
                        body="Imports, clustering, writing, images and publishing run here, one after another, while you go on. Start one from the planner or the writer."
                        picture=Picture::Machine
                    >
                        <ButtonLink href=Signal::derive(move || scope.site_href("/planner/keywords")) icon=IconName::ArrowRight>
                            "Go to keywords"
                        </ButtonLink>
                    </EmptyState>
                }
                .into_any()
            } else {
                let panels = jobs
                    .at_work
                    .iter()
                    .chain(&jobs.over.rows)
                    .map(|batch| {
                        let may_act = jobs.may_act_on(batch);
                        view! { <BatchPanel batch=batch.clone() may_act cancel retry/> }
                    })
                    .collect_view();
                let over = jobs.over;
                let first = over.previous.is_none();
                let summary = page_summary(over.rows.len(), over.total, first, ("earlier job", "earlier jobs"));
                let link = move |at: Option<String>| {
                    Signal::derive(move || at.as_ref().map(|at| scope.site_href(&format!("/jobs?at={at}"))))
                };
                view! {
                    <div class="stack">
                        {panels}
                        {(over.next.is_some() || over.previous.is_some())
                            .then(|| view! { <Pager previous=link(over.previous) next=link(over.next) summary/> })}
                    </div>
                }
                .into_any()
            }}
        </Load>
    }
    .into_any()
}

/// One batch; follows the live feed while it is at work.
#[component]
fn BatchPanel(
    batch: BatchView,
    /// Whether this person may do what is offered of it.
    may_act: bool,
    cancel: ServerAction<CancelJobs>,
    retry: ServerAction<RetryFailedJobs>,
) -> impl IntoView {
    let live = use_live_jobs();
    let id = batch.id;
    let loaded = batch.clone();
    let current =
        Memo::new(move |_| live.batches().into_iter().find(|moved| moved.id == id).unwrap_or_else(|| loaded.clone()));
    let over = batch.is_over();
    let actions = match over {
        _ if !may_act => None,
        true => try_again(&batch).map(|label| retry_button(retry, id, label)),
        false => Some(cancel_button(cancel, id)),
    };
    view! {
        <Panel title=batch.title.clone()>
            <div class="stack-tight">
                <div class="row">
                    {move || {
                        let batch = current.get();
                        view! { <StatusBadge label=batch.state_word() tone=batch.tone() moving=!batch.is_over()/> }
                    }}
                    <span class="muted num">{move || figures(&current.get())}</span>
                    <span class="push"><Timestamp at=batch.created_at/></span>
                </div>
                {(!over).then(|| view! {
                    <ProgressBar
                        label=batch.title.clone()
                        value=Signal::derive(move || Some(current.get().percent()))
                        note=Signal::derive(move || message(&current.get()))
                    />
                })}
                {failures(&batch)}
                {actions}
            </div>
        </Panel>
    }
    .into_any()
}

fn cancel_button(cancel: ServerAction<CancelJobs>, id: BatchId) -> AnyView {
    view! {
        <ActionForm action=cancel>
            <input type="hidden" name="batch" value=id.to_string()/>
            <Button submit=true size=ButtonSize::Small icon=IconName::Stop pending=cancel.pending()>"Cancel what is left"</Button>
        </ActionForm>
    }
    .into_any()
}

fn retry_button(retry: ServerAction<RetryFailedJobs>, id: BatchId, label: String) -> AnyView {
    view! {
        <ActionForm action=retry>
            <input type="hidden" name="batch" value=id.to_string()/>
            <Button submit=true size=ButtonSize::Small icon=IconName::Refresh pending=retry.pending()>{label}</Button>
        </ActionForm>
    }
    .into_any()
}

/// Why not all of it is done.
fn failures(batch: &BatchView) -> Option<AnyView> {
    let reasons = reasons(batch);
    let tone = if batch.stopped > 0 { Tone::Amber } else { Tone::Red };
    (!reasons.is_empty()).then(|| {
        view! {
            <Notice tone>
                <ul class="list-plain">
                    {reasons.into_iter().map(|reason| view! { <li>{reason}</li> }).collect_view()}
                </ul>
            </Notice>
        }
        .into_any()
    })
}
