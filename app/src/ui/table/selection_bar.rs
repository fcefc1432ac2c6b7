//! What can be done with the selected rows.

use leptos::prelude::*;

use super::RowSelection;
use crate::ui::format::{format_number, plural_or_more};
use crate::ui::{Button, ButtonKind, ButtonSize, IconButton, IconName};

/// Slides in while rows are selected. `total` is how many match the filters in all, or where the counting ended
/// (`more_than_total`); `estimate` is what the action will cost; children are the actions.
#[component]
pub fn SelectionBar(
    selection: RowSelection,
    #[prop(optional, into)] total: Signal<i64>,
    #[prop(optional)] more_than_total: bool,
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
                    {all_of(total.get(), more_than_total)}
                </Button>
            }
        })
    };
    // Without JavaScript the bar shows by CSS, and nobody has counted.
    let words = move || match count() {
        0 => format!("Selected {}", noun.1),
        count => {
            let is_more = more_than_total && selection.all_matching();
            format!("{} selected", plural_or_more(count, is_more, noun.0, noun.1))
        }
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

/// The words of the button that selects every row that matches.
fn all_of(total: i64, is_more: bool) -> String {
    let total = format_number(total);
    if is_more { format!("Select all, more than {total}") } else { format!("Select all {total}") }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_counted_to_its_end_is_never_told_as_a_number() {
        let html = |more_than_total: bool| {
            Owner::new_root(None).with(|| {
                let selection = RowSelection::new();
                selection.select_all_matching();
                view! {
                    <SelectionBar selection total=20_000_i64 more_than_total noun=("keyword", "keywords")>
                        <span></span>
                    </SelectionBar>
                }
                .to_html()
            })
        };
        assert!(html(true).contains("more than 20,000 keywords selected"), "{}", html(true));
        assert!(html(false).contains(">20,000 keywords selected"), "{}", html(false));
        assert_eq!(all_of(20_000, true), "Select all, more than 20,000");
        assert_eq!(all_of(20_000, false), "Select all 20,000");
    }
}
