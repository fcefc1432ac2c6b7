//! The imports of a site.

use leptos::prelude::*;

use crate::planner::import::{ImportRow, ImportState};
use crate::sites::scope::href_of;
use crate::ui::*;

#[component]
pub(super) fn History(imports: Vec<ImportRow>) -> impl IntoView {
    if imports.is_empty() {
        return ().into_any();
    }
    let rows = imports.into_iter().map(|import| view! { <HistoryRow import/> }).collect_view();
    let head = || {
        view! {
            <th scope="col">"File"</th>
            <th scope="col" class="num">"Imported"</th>
            <th scope="col" class="num">"There already"</th>
            <th scope="col" class="num">"Rejected"</th>
            <th scope="col" class="num">"Over the plan"</th>
            <th scope="col">"State"</th>
            <th scope="col">"When"</th>
        }
    };
    view! {
        <Panel title="Imports so far" flush=true>
            <DataTable label="Imports" compact=true cards=true head>{rows}</DataTable>
        </Panel>
    }
    .into_any()
}

#[component]
fn HistoryRow(import: ImportRow) -> impl IntoView {
    let (counts, state, label) = (import.counts, import.state, import.label());
    let figure = |label: &'static str, value: i64| {
        view! { <td class="num" data-label=label>{if value == 0 { "–".to_owned() } else { format_number(value) }}</td> }
    };
    view! {
        <tr>
            <td class="cell-main">
                <a href=href_of(&format!("/planner/import/{}", import.id), Some(import.site), None)>{import.file_name}</a>
                <span class="cell-note">{import.layout.tool.label()}</span>
            </td>
            {figure("Imported", counts.imported)}
            {figure("There already", counts.duplicates)}
            {figure("Rejected", counts.rejected)}
            {figure("Over the plan", counts.over_limit)}
            <td data-label="State">
                <StatusBadge label tone=state.tone() moving={state == ImportState::Importing}/>
            </td>
            <td class="nowrap" data-label="When"><Timestamp at=import.created_at/></td>
        </tr>
    }
    .into_any()
}
