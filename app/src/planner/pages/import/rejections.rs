//! The rows an import rejected, each with its line and what is wrong with it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::kit::id::{ImportId, SiteId};
use crate::kit::text::shorten;
use crate::planner::import::RejectionPage;
use crate::planner::server_fns::imports::rejected_rows;
use crate::sites::scope::href_of;
use crate::ui::*;

/// Characters of a row that the table shows; the download has more.
const SHOWN: usize = 60;

#[component]
pub(super) fn Rejections(id: ImportId, site: SiteId, rejected: i64) -> impl IntoView {
    if rejected == 0 {
        return ().into_any();
    }
    let query = use_query_map();
    let at = Memo::new(move |_| query.with(|query| query.get("at")));
    let page = Resource::new(move || at.get(), move |at| rejected_rows(id, at));
    let download = move || {
        view! {
            <ButtonLink href=format!("/planner/import/{id}/rejected.csv") size=ButtonSize::Small icon=IconName::Download download=true>
                "Download them"
            </ButtonLink>
        }
    };
    view! {
        <Panel
            title="Rejected rows"
            sentence="Correct them in the file, or download just these, and upload again: what is here already is passed over."
            actions=download
            flush=true
        >
            <Load resource=page skeleton=|| view! { <SkeletonTable columns=3/> } let:page>
                <RejectionTable id site page/>
            </Load>
        </Panel>
    }
    .into_any()
}

#[component]
fn RejectionTable(id: ImportId, site: SiteId, page: RejectionPage) -> impl IntoView {
    let link = |at: Option<String>| at.map(|at| href_of(&format!("/planner/import/{id}?at={at}"), Some(site), None));
    let (previous, next) = (link(page.previous), link(page.next));
    let summary = format!(
        "{} of {}",
        format_number(i64::try_from(page.rows.len()).unwrap_or(i64::MAX)),
        plural(page.total, "row", "rows")
    );
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td class="num" data-label="Line">{format_number(row.line)}</td>
                    <td data-label="What is wrong">{row.reason}</td>
                    <td class="mono" data-label="Row">{shorten(&row.content, SHOWN)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = || {
        view! {
            <th scope="col" class="num">"Line"</th>
            <th scope="col">"What is wrong"</th>
            <th scope="col">"Row"</th>
        }
    };
    view! {
        <DataTable label="Rejected rows" compact=true cards=true head>{rows}</DataTable>
        <Pager previous next summary/>
    }
    .into_any()
}
