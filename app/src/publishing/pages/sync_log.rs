//! Every exchange with a site, the latest first.

use leptos::prelude::*;

use crate::jobs::live::use_live_jobs;
use crate::kit::id::SiteId;
use crate::publishing::publication::SyncEvent;
use crate::publishing::server_fns::list_exchanges;
use crate::sites::scope::href_of;
use crate::ui::*;

/// What was sent to a site and how that went.
#[component]
pub fn SyncLog(site: SiteId) -> impl IntoView {
    let live = use_live_jobs();
    let events = Resource::new(move || live.ended().get(), move |_| list_exchanges(site));
    view! {
        <Load resource=events skeleton=|| view! { <SkeletonTable/> } let:events>
            {if events.is_empty() {
                view! {
                    <Panel title="Exchanges">
                        <p class="muted">"Nothing was exchanged yet. What is sent to the site, and how long it took, is listed here."</p>
                    </Panel>
                }
                .into_any()
            } else {
                view! { <Events site events/> }.into_any()
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn Events(site: SiteId, events: Vec<SyncEvent>) -> impl IntoView {
    let rows = events.into_iter().map(|event| view! { <EventRow site event/> }).collect_view();
    let head = || {
        view! {
            <th scope="col">"What"</th>
            <th scope="col">"Article"</th>
            <th scope="col">"Outcome"</th>
            <th scope="col" class="num">"Took"</th>
            <th scope="col">"When"</th>
        }
    };
    view! {
        <Panel title="Exchanges" sentence="The last hundred, without anything secret." flush=true>
            <DataTable label="Exchanges with the site" compact=true cards=true head>{rows}</DataTable>
        </Panel>
    }
    .into_any()
}

#[component]
fn EventRow(site: SiteId, event: SyncEvent) -> impl IntoView {
    let number = event.remote_id.map(|id| view! { <span class="cell-note">{format!("Number {id}")}</span> });
    let article = match (event.content, event.title) {
        (Some(id), Some(title)) => {
            let href = href_of(&format!("/writer/content/{id}"), Some(site), None);
            view! { <TextLink href>{title}</TextLink> }.into_any()
        }
        _ => "–".into_any(),
    };
    let message = event.message.map(|message| view! { <span class="cell-note danger-text">{message}</span> });
    #[expect(clippy::cast_precision_loss, reason = "a duration to be read")]
    let took = format!("{} s", format_decimal(event.duration_ms as f64 / 1_000.0, 1));
    view! {
        <tr>
            <td class="cell-main">{event.action.label()} {number}</td>
            <td data-label="Article">{article}</td>
            <td data-label="Outcome"><StatusBadge label=event.outcome.label() tone=event.outcome.tone()/> {message}</td>
            <td class="num" data-label="Took">{took}</td>
            <td data-label="When"><Timestamp at=event.at/></td>
        </tr>
    }
    .into_any()
}
