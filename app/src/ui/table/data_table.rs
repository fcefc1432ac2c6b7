//! The table itself.

use leptos::prelude::*;

/// A table. `head` holds the cells of the head row, children the rows.
///
/// It scrolls sideways within itself; where there is room for all columns, the head of one that sorts stays in view. With
/// `cards`, on narrow screens each row becomes a card whose values are named by the cells' `data-label`, and what sorts
/// and selects stands above them.
#[component]
pub fn DataTable(
    #[prop(into)] label: String,
    #[prop(into)] head: ViewFn,
    /// Rows of 36 instead of 40 px.
    #[prop(optional)]
    compact: bool,
    #[prop(optional)] cards: bool,
    /// Rows of sums.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let caption = label.clone();
    view! {
        <div
            class="table-region"
            class:table-cards=cards
            role="region"
            aria-label=label
            tabindex="0"
        >
            <table class="data-table" class:data-table-compact=compact>
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{head.run()}</tr>
                </thead>
                <tbody>{children()}</tbody>
                {foot.map(|foot| view! { <tfoot>{foot.run()}</tfoot> })}
            </table>
        </div>
    }
    .into_any()
}

/// What can be done with one row; shows on hover and on focus, always on touch screens.
#[component]
pub fn RowActions(children: Children) -> impl IntoView {
    view! { <div class="row-actions">{children()}</div> }.into_any()
}
