//! Bulk actions for a browser without our script, which ticks rows but shows no selection bar.

use leptos::prelude::*;

/// The form that ticked rows belong to: give it to the list's [`RowCheckbox`](super::RowCheckbox)es.
pub const PLAIN_FORM: &str = "ticked-rows";

/// A button that sends the ticked rows, as `ids[]`, to a server function.
#[derive(Debug, Clone, Copy)]
pub struct PlainAction {
    pub label: &'static str,
    /// The server function's address.
    pub to: &'static str,
    /// What is sent beside the rows.
    pub with: Option<(&'static str, &'static str)>,
}

impl PlainAction {
    #[must_use]
    pub const fn new(label: &'static str, to: &'static str) -> Self {
        Self { label, to, with: None }
    }

    #[must_use]
    pub const fn with(self, name: &'static str, value: &'static str) -> Self {
        Self { with: Some((name, value)), ..self }
    }
}

/// Stands above a list; seen only where there is no script. Children are fields that go with the rows.
#[component]
pub fn PlainBar(actions: Vec<PlainAction>, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let form = move || {
        let buttons = actions
            .into_iter()
            .map(|action| {
                let (name, value) = action.with.unzip();
                view! {
                    <button class="button button-secondary button-small" type="submit" formaction=action.to name=name value=value>
                        {action.label}
                    </button>
                }
            })
            .collect_view();
        view! {
            <form id=PLAIN_FORM class="plain-bar" method="post">
                <span class="muted">"With the ticked rows:"</span>
                {children.map(|children| children())}
                {buttons}
            </form>
        }
    };
    // on the server alone: within <noscript> our script would build a form like any other, and Enter on a row's
    // checkbox would send it by its first button
    view! { <noscript>{cfg!(feature = "ssr").then(form)}</noscript> }.into_any()
}
