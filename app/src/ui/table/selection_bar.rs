//! What can be done with the selected rows.

use leptos::prelude::*;

use super::RowSelection;
use crate::ui::format::{format_number, plural};
use crate::ui::{Button, ButtonKind, ButtonSize, IconButton, IconName};

/// Slides in while rows are selected. `total` is how many match the filters in all; `estimate` is what
/// the action will cost; children are the actions.
#[component]
pub fn SelectionBar(
    selection: RowSelection,
    #[prop(optional, into)] total: Signal<i64>,
    /// The rows' noun, for one and for many.
    noun: (&'static str, &'static str),
    #[prop(optional, into)] estimate: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let count = move || if selection.all_matching() { total.get() } else { selection.count() };
    let more = move || {
        let offered = !selection.all_matching() && selection.count() > 0 && total.get() > selection.count();
        offered.then(|| {
            view! {
                <Button
                    kind=ButtonKind::Ghost
                    size=ButtonSize::Small
                    on_click=move |_| selection.select_all_matching()
                >
                    {format!("Select all {}", format_number(total.get()))}
                </Button>
            }
        })
    };
    // Without JavaScript the bar shows by CSS, and nobody has counted.
    let words = move || match count() {
        0 => format!("Selected {}", noun.1),
        count => format!("{} selected", plural(count, noun.0, noun.1)),
    };
    view! {
        <div
            class="selection-bar"
            class:selection-bar-shown=move || { count() > 0 }
            role="region"
            aria-label="Selected rows"
        >
            <span class="selection-count" aria-live="polite">
                {words}
            </span>
            {more}
            {move || estimate.get().map(|estimate| view! { <span class="selection-note">{estimate}</span> })}
            <div class="selection-actions">{children()}</div>
            <IconButton
                icon=IconName::Close
                label="Clear the selection"
                size=ButtonSize::Small
                on_click=move |_| selection.clear()
            />
        </div>
    }
    .into_any()
}
