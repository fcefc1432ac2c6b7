//! Pages of a list.

use leptos::prelude::*;

use crate::ui::format::{format_number, plural};
use crate::ui::{Icon, IconName};

/// Links to the page before and the page after, and which rows these are ("1–50 of 1,204").
#[component]
pub fn Pager(
    #[prop(optional, into)] previous: Signal<Option<String>>,
    #[prop(optional, into)] next: Signal<Option<String>>,
    #[prop(into)] summary: Signal<String>,
) -> impl IntoView {
    let step = |href: Option<String>, rel: &'static str, label: &'static str, icon: IconName| match href {
        Some(href) => view! {
            <a class="button button-secondary button-small button-icon" href=href rel=rel aria-label=label title=label>
                <Icon name=icon/>
            </a>
        }
        .into_any(),
        None => view! {
            <span class="button button-secondary button-small button-icon button-off" aria-hidden="true">
                <Icon name=icon/>
            </span>
        }
        .into_any(),
    };
    view! {
        <nav class="pager" aria-label="Pages">
            <span class="pager-summary">{summary}</span>
            {move || step(previous.get(), "prev", "Previous page", IconName::ChevronLeft)}
            {move || step(next.get(), "next", "Next page", IconName::ChevronRight)}
        </nav>
    }
    .into_any()
}

/// Which rows of how many a page shows, as far as is known which page it is.
pub fn page_summary(rows: usize, total: i64, first: bool, noun: (&'static str, &'static str)) -> String {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    match (first, rows == total) {
        (true, true) => plural(total, noun.0, noun.1),
        (true, false) => format!("1–{} of {}", format_number(rows), format_number(total)),
        (false, _) => format!("{} of {}", format_number(rows), plural(total, noun.0, noun.1)),
    }
}
