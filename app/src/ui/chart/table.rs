//! The numbers behind a chart, for those who would rather read them.

use leptos::prelude::*;

/// Names and values behind a `<details>`.
#[component]
pub(super) fn ChartTable(
    caption: String,
    #[prop(into)] value_name: String,
    rows: Vec<(String, String)>,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(name, value)| view! { <tr><th scope="row">{name}</th><td class="num">{value}</td></tr> })
        .collect_view();
    view! {
        <details class="chart-table">
            <summary>"Show as a table"</summary>
            <table class="data-table data-table-compact">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col" class="num">{value_name}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}
