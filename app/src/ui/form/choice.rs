//! One of several things to choose from.

use leptos::prelude::*;

use crate::ui::IconName;

/// An option of a select or of radio cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) icon: Option<IconName>,
    pub(super) group: Option<String>,
    pub(super) disabled: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, icon: None, group: None, disabled: false }
    }

    /// A sentence below the label; radio cards show it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Radio cards show it.
    #[must_use]
    pub const fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }

    /// A heading in a select; choices of a group must follow one another.
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Shown, but not to be chosen.
    #[must_use]
    pub const fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }
}

/// The `<option>`s of a select, under their groups' headings.
pub(in crate::ui) fn choice_options(choices: Vec<Choice>, selected: Signal<Option<String>>) -> AnyView {
    let mut groups: Vec<(Option<String>, Vec<Choice>)> = Vec::new();
    for choice in choices {
        match groups.last_mut() {
            Some((group, members)) if *group == choice.group => members.push(choice),
            _ => groups.push((choice.group.clone(), vec![choice])),
        }
    }
    groups
        .into_iter()
        .map(|(group, members)| {
            let options = members.into_iter().map(|choice| option_of(choice, selected)).collect_view();
            match group {
                Some(group) => view! { <optgroup label=group>{options}</optgroup> }.into_any(),
                None => options.into_any(),
            }
        })
        .collect_view()
        .into_any()
}

fn option_of(choice: Choice, selected: Signal<Option<String>>) -> AnyView {
    let value = choice.value.clone();
    let is_selected = move || selected.get().is_some_and(|selected| selected == value);
    view! {
        <option value=choice.value disabled=choice.disabled selected=is_selected>
            {choice.label}
        </option>
    }
    .into_any()
}
