//! The table of keywords: its head, its pages, and the form that works without JavaScript.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlInputElement;

use super::bar::KeywordBar;
use super::list::{KeywordActions, PATH};
use super::row::KeywordTableRow;
use crate::planner::keyword_list::{KeywordList, KeywordQuery, KeywordSort, PAGE_SIZES};
use crate::ui::*;

#[component]
pub(super) fn KeywordTable(
    list: KeywordList,
    query: Memo<KeywordQuery>,
    selection: RowSelection,
    actions: KeywordActions,
) -> impl IntoView {
    let now = query.get_untracked();
    let may_edit = list.may_edit;
    // where there is one only, it says nothing
    let show_sector = list.menus.sectors.len() > 1;
    let page = list.page;
    let summary = summary(page.rows.len(), page.total, list.more_than_total, page.previous.is_none());
    let link =
        |at: Option<String>| at.map(|at| format!("{PATH}{}", KeywordQuery { at: Some(at), ..now.clone() }.to_query()));
    let (previous, next) = (link(page.previous), link(page.next));
    let ids: Vec<String> = page.rows.iter().map(|row| row.id.to_string()).collect();
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <KeywordTableRow row site=now.site show_sector selection actions may_edit/> })
        .collect_view();
    // the table is made anew for every page it shows, so its head need not watch the address
    let order = now.clone();
    let head = move || {
        let column = |label: &'static str, sort: KeywordSort, numeric: bool| {
            let href = format!("{PATH}{}", order.sorted_by(sort).to_query());
            let direction = SortDirection::of(order.sort == sort, order.descending);
            view! { <SortHeader label href direction numeric/> }
        };
        view! {
            <th class="cell-check"><SelectAll ids=ids.clone() selection/></th>
            {column("Keyword", KeywordSort::Keyword, false)}
            {column("Volume", KeywordSort::Volume, true)}
            {column("Difficulty", KeywordSort::Difficulty, true)}
            {column("CPC", KeywordSort::Cpc, true)}
            <th scope="col">"Intent"</th>
            <th scope="col">"Country"</th>
            <th scope="col">"Cluster"</th>
            <th scope="col">"Status"</th>
            {column("Added", KeywordSort::Added, false)}
            <th class="cell-actions"><span class="visually-hidden">"Actions"</span></th>
        }
    };
    let plain_buttons = may_edit.then(|| view! { <PlainButtons/> });
    view! {
        <form method="post" action="/planner/keywords/bulk" on:keydown=send_nothing_by_enter>
            <input type="hidden" name="site" value=list.site.to_string()/>
            {plain_buttons}
            <Panel flush=true>
                <DataTable label="Keywords" cards=true head>{rows}</DataTable>
            </Panel>
        </form>
        <div class="row row-between">
            <PageSizes query=now/>
            <Pager previous next summary/>
        </div>
        <KeywordBar query selection total=page.total more_than_total=list.more_than_total actions may_edit/>
    }
    .into_any()
}

/// Enter on a checkbox sends the form by its first button, hidden or not. That is the first row's menu: a keyword that
/// nobody meant would be switched off.
fn send_nothing_by_enter(event: KeyboardEvent) {
    let on_checkbox = || event.target().is_some_and(|target| target.dyn_into::<HtmlInputElement>().is_ok());
    if event.key() == "Enter" && on_checkbox() {
        event.prevent_default();
    }
}

/// Bulk buttons for browsers without script, where the selection bar never appears.
#[component]
fn PlainButtons() -> impl IntoView {
    let button = |value: &'static str, label: &'static str| {
        view! { <Button submit=true size=ButtonSize::Small name="do" value>{label}</Button> }
    };
    view! {
        <noscript>
            <div class="row">
                <span class="muted">"With the ticked keywords:"</span>
                {button("disable", "Switch off")}
                {button("enable", "Switch on")}
                {button("delete", "Delete")}
            </div>
        </noscript>
    }
    .into_any()
}

/// How many rows a page has.
#[component]
fn PageSizes(query: KeywordQuery) -> impl IntoView {
    let sizes = PAGE_SIZES
        .into_iter()
        .map(|size| {
            let href = format!("{PATH}{}", query.with(|query| query.size = size).to_query());
            let current = (size == query.size).then_some("true");
            view! { <a class="link" href=href aria-current=current>{size}</a> }
        })
        .collect_view();
    view! { <nav class="row muted" aria-label="Rows per page"><span>"Rows"</span> {sizes}</nav> }.into_any()
}

/// Which rows of how many a page shows.
fn summary(rows: usize, total: i64, more: bool, first: bool) -> String {
    let rows = format_number(i64::try_from(rows).unwrap_or(i64::MAX));
    let total = plural_or_more(total, more, "keyword", "keywords");
    if first { format!("1–{rows} of {total}") } else { format!("{rows} of {total}") }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn a_page_says_which_rows_of_how_many_it_shows() {
        assert_eq!(summary(50, 1204, false, true), "1–50 of 1,204 keywords");
        assert_eq!(summary(50, 20_000, true, false), "50 of more than 20,000 keywords");
    }
}
