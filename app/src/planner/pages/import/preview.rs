//! The first rows of a file, as they will be imported.

use leptos::prelude::*;

use crate::planner::import::{Preview, PreviewOutcome, PreviewRow};
use crate::planner::pages::keywords::{difficulty_badge, format_cpc};
use crate::ui::*;

#[component]
pub(super) fn PreviewTable(preview: Preview) -> impl IntoView {
    if preview.rows.is_empty() {
        return view! { <Notice tone=Tone::Amber>"No row is left below the headings. Pass over fewer rows, or upload another file."</Notice> }.into_any();
    }
    let sentence = format!(
        "The first {} as they will be kept.",
        plural(i64::try_from(preview.rows.len()).unwrap_or(i64::MAX), "row", "rows")
    );
    let rows = preview.rows.into_iter().map(|row| view! { <PreviewTableRow row/> }).collect_view();
    let head = || {
        view! {
            <th scope="col" class="num">"Line"</th>
            <th scope="col">"Keyword"</th>
            <th scope="col" class="num">"Volume"</th>
            <th scope="col" class="num">"Difficulty"</th>
            <th scope="col" class="num">"CPC"</th>
            <th scope="col">"Intent"</th>
            <th scope="col">"Country"</th>
        }
    };
    view! {
        <Panel title="Preview" sentence flush=true>
            <DataTable label="Preview" compact=true cards=true head>{rows}</DataTable>
        </Panel>
    }
    .into_any()
}

#[component]
fn PreviewTableRow(row: PreviewRow) -> impl IntoView {
    let dash = || "–".to_owned();
    let line = view! { <td class="num muted" data-label="Line">{format_number(row.line)}</td> };
    match row.outcome {
        PreviewOutcome::Keyword { keyword, volume, difficulty, cpc_minor, intent, country } => view! {
            <tr>
                {line}
                <td class="strong" data-label="Keyword">{keyword}</td>
                <td class="num" data-label="Volume">{volume.map_or_else(dash, format_number)}</td>
                <td class="num" data-label="Difficulty">{difficulty_badge(difficulty)}</td>
                <td class="num" data-label="CPC">{cpc_minor.map_or_else(dash, format_cpc)}</td>
                <td data-label="Intent">{intent.unwrap_or_else(dash)}</td>
                <td data-label="Country">{if country.is_empty() { dash() } else { country }}</td>
            </tr>
        }
        .into_any(),
        PreviewOutcome::Rejected(reason) => view! {
            <tr>
                {line}
                <td class="muted" data-label="Row">{row.cells.join(" · ")}</td>
                <td colspan="5" data-label="What is wrong">
                    <Badge tone=Tone::Red icon=IconName::Alert>"Cannot be imported"</Badge>
                    " "
                    {reason}
                </td>
            </tr>
        }
        .into_any(),
    }
}
