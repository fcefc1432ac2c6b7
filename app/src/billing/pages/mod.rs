//! `/usage`: what credits went on, and the ledger that explains the balance.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::credits::{EntryKind, Operation, Pool};
use super::server_fns::get_usage;
use super::usage::{LedgerEntry, Usage};
use crate::jobs::live::use_live_jobs;
use crate::kit::text::{count_of, thousands};
use crate::sites::use_scope;
use crate::ui::*;

/// The balance, usage by day and by operation, and every entry.
#[component]
pub fn UsagePage() -> impl IntoView {
    let query = use_query_map();
    let live = use_live_jobs();
    let usage = Resource::new(
        move || (query.read().get("at").unwrap_or_default(), live.ended().get()),
        |(at, _)| get_usage(at),
    );
    view! {
        <PageHead title="Usage" sentence="Where credits went. Work holds its estimate first, is charged what it used, and gives back the rest."/>
        <Load resource=usage skeleton=|| view! { <SkeletonFigures count=3/> <SkeletonTable/> } let:usage>
            <UsageView usage/>
        </Load>
    }
    .into_any()
}

#[component]
fn UsageView(usage: Usage) -> impl IntoView {
    let balance = usage.balance;
    let bars: Vec<Bar> =
        usage.by_day.iter().map(|day| Bar::new(day.day.format("%-d %b").to_string(), as_figure(day.credits))).collect();
    let rows: Vec<BarRow> = usage
        .by_operation
        .iter()
        .map(|spent| {
            BarRow::new(
                operation_label(spent.operation),
                as_figure(spent.credits),
                count_of(spent.credits, "credit", "credits"),
            )
        })
        .collect();
    let nothing_spent = rows.is_empty();
    let entries = usage.entries;
    let scope = use_scope();
    let link = move |at: Option<String>| {
        Signal::derive(move || at.as_ref().map(|at| scope.site_href(&format!("/usage?at={at}"))))
    };
    view! {
        <div class="stack-loose">
            <FigureRow>
                <Figure label="Credits left" value=thousands(balance.available()) icon=IconName::Coins/>
                <Figure
                    label="From the plan"
                    value=thousands(balance.plan)
                    note=format!("of {} a period", thousands(balance.plan_size))
                />
                <Figure label="Bonus" value=thousands(balance.bonus) note="never expires"/>
            </FigureRow>
            <div class="grid-2">
                <Panel title="By day" sentence="The last 30 days">
                    <BarChart title="Credits by day" bars unit="credits"/>
                </Panel>
                <Panel title="By operation" sentence="The last 30 days">
                    {if nothing_spent {
                        view! { <p class="muted">"Nothing has been charged yet."</p> }.into_any()
                    } else {
                        view! { <BarList label="Credits by operation" rows/> }.into_any()
                    }}
                </Panel>
            </div>
            <Panel title="Ledger" flush=true>
                <DataTable
                    label="Ledger"
                    cards=true
                    head=|| view! {
                        <th>"When"</th>
                        <th>"What"</th>
                        <th>"For"</th>
                        <th>"Pool"</th>
                        <th class="num">"Credits"</th>
                        <th class="num">"Balance after"</th>
                    }
                >
                    {entries.rows.into_iter().map(|entry| view! { <EntryRow entry/> }).collect_view()}
                </DataTable>
                <Pager
                    previous=link(entries.previous)
                    next=link(entries.next)
                    summary=count_of(entries.total, "entry", "entries")
                />
            </Panel>
        </div>
    }
    .into_any()
}

#[component]
fn EntryRow(entry: LedgerEntry) -> impl IntoView {
    let sign = if entry.amount > 0 { "+" } else { "" };
    view! {
        <tr>
            <td data-label="When"><Timestamp at=entry.at/></td>
            <td data-label="What">{kind_label(entry.kind)}</td>
            <td data-label="For">{entry.operation.map_or("", operation_label)}</td>
            <td data-label="Pool">{if entry.pool == Pool::Plan { "Plan" } else { "Bonus" }}</td>
            <td class="num" data-label="Credits">{format!("{sign}{}", thousands(entry.amount))}</td>
            <td class="num" data-label="Balance after">{thousands(entry.balance_after)}</td>
        </tr>
    }
    .into_any()
}

const fn operation_label(operation: Operation) -> &'static str {
    match operation {
        Operation::Clustering => "Clustering",
        Operation::Ideas => "Ideas",
        Operation::Content => "Writing",
        Operation::ImagePrompts => "Image prompts",
        Operation::Images => "Images",
    }
}

const fn kind_label(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::PlanReset => "Plan credits",
        EntryKind::PlanExpiry => "Plan ended",
        EntryKind::Package => "Credit package",
        EntryKind::Reserve => "Held for work",
        EntryKind::Settle => "Charged, rest back",
        EntryKind::Release => "Given back",
        EntryKind::Refund => "Refund",
        EntryKind::Adjustment => "Adjustment",
    }
}

#[expect(clippy::cast_precision_loss, reason = "a bar's length")]
const fn as_figure(credits: i64) -> f64 {
    credits as f64
}
