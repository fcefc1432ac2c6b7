//! Which rows of a table are selected.

use std::collections::BTreeSet;

use leptos::prelude::*;

/// The selected rows: by id, or all that match the filters.
#[derive(Debug, Clone, Copy)]
pub struct RowSelection {
    ids: RwSignal<BTreeSet<String>>,
    all_matching: RwSignal<bool>,
}

impl RowSelection {
    #[must_use]
    pub fn new() -> Self {
        Self { ids: RwSignal::new(BTreeSet::new()), all_matching: RwSignal::new(false) }
    }

    /// The selected ids, in order. Empty does not mean nothing where [`Self::all_matching`] holds.
    #[must_use]
    pub fn ids(&self) -> Vec<String> {
        self.ids.with(|ids| ids.iter().cloned().collect())
    }

    /// How many rows are selected one by one.
    #[must_use]
    pub fn count(&self) -> i64 {
        self.ids.with(|ids| i64::try_from(ids.len()).unwrap_or(i64::MAX))
    }

    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.ids.with(|ids| ids.contains(id))
    }

    /// Every row that matches the filters is meant, on whatever page.
    #[must_use]
    pub fn all_matching(&self) -> bool {
        self.all_matching.get()
    }

    pub fn select_all_matching(&self) {
        self.all_matching.set(true);
    }

    pub fn clear(&self) {
        self.all_matching.set(false);
        self.ids.update(BTreeSet::clear);
    }

    /// Selects one row, or not.
    pub fn set(&self, id: &str, selected: bool) {
        self.set_page(&[id.to_owned()], selected);
    }

    fn set_page(&self, page: &[String], selected: bool) {
        self.all_matching.set(false);
        self.ids.update(|ids| {
            for id in page {
                if selected {
                    ids.insert(id.clone());
                } else {
                    ids.remove(id);
                }
            }
        });
    }
}

impl Default for RowSelection {
    fn default() -> Self {
        Self::new()
    }
}

/// Selects one row. Without JavaScript a form sends it: the one it names as `ids[]`, else the one around the table as
/// `ids`.
#[component]
pub fn RowCheckbox(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    selection: RowSelection,
    /// The form's id, usually [`PLAIN_FORM`](super::PLAIN_FORM).
    #[prop(optional)]
    form: Option<&'static str>,
) -> impl IntoView {
    let changed = id.clone();
    let shown = {
        let id = id.clone();
        move || selection.all_matching() || selection.contains(&id)
    };
    view! {
        <input
            class="checkbox row-checkbox"
            type="checkbox"
            name=if form.is_some() { "ids[]" } else { "ids" }
            form=form
            value=id
            aria-label=label
            prop:checked=shown
            on:change=move |event| selection.set(&changed, event_target_checked(&event))
        />
    }
    .into_any()
}

/// Selects every row of the page.
#[component]
pub fn SelectAll(
    /// The ids of the page's rows.
    #[prop(into)]
    ids: Signal<Vec<String>>,
    selection: RowSelection,
) -> impl IntoView {
    let how_many = move || ids.with(|ids| ids.iter().filter(|id| selection.contains(id)).count());
    let all = move || selection.all_matching() || (how_many() > 0 && ids.with(Vec::len) == how_many());
    let some = move || !all() && how_many() > 0;
    view! {
        <input
            class="checkbox"
            type="checkbox"
            aria-label="Select all rows of this page"
            prop:checked=all
            prop:indeterminate=some
            on:change=move |event| {
                ids.with_untracked(|ids| selection.set_page(ids, event_target_checked(&event)));
            }
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::RowSelection;

    #[test]
    fn touching_a_row_ends_the_selection_of_all_that_match() {
        Owner::new().with(|| {
            let selection = RowSelection::new();
            selection.set_page(&["a".into(), "b".into()], true);
            selection.select_all_matching();
            selection.set("b", false);
            assert!(!selection.all_matching());
            assert_eq!(selection.ids(), ["a"]);
            selection.clear();
            assert_eq!(selection.count(), 0);
        });
    }
}
