//! Grey shapes that stand where data will, in the same size, so that nothing jumps.

use leptos::prelude::*;

/// Lines of text to come.
#[component]
pub fn Skeleton(#[prop(default = 3)] rows: usize) -> impl IntoView {
    let rows = (0..rows).map(|_| view! { <span class="skeleton-line"></span> }).collect_view();
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">"Loading"</span>
            {rows}
        </div>
    }
    .into_any()
}

/// A table to come.
#[component]
pub fn SkeletonTable(#[prop(default = 8)] rows: usize, #[prop(default = 5)] columns: usize) -> impl IntoView {
    let row = move |_| {
        let cells = (0..columns).map(|_| view! { <span class="skeleton-line"></span> }).collect_view();
        view! { <div class="skeleton-row">{cells}</div> }
    };
    view! {
        <div class="skeleton-table" role="status">
            <span class="visually-hidden">"Loading"</span>
            {(0..rows).map(row).collect_view()}
        </div>
    }
    .into_any()
}

/// A row of figures to come.
#[component]
pub fn SkeletonFigures(#[prop(default = 4)] count: usize) -> impl IntoView {
    let figure = |_| {
        view! {
            <div class="figure">
                <span class="skeleton-line"></span>
                <span class="skeleton-line skeleton-large"></span>
            </div>
        }
    };
    view! {
        <div class="figure-row" role="status">
            <span class="visually-hidden">"Loading"</span>
            {(0..count).map(figure).collect_view()}
        </div>
    }
    .into_any()
}

/// A panel to come.
#[component]
pub fn SkeletonPanel() -> impl IntoView {
    view! { <section class="panel"><div class="panel-body"><Skeleton rows=4/></div></section> }.into_any()
}
