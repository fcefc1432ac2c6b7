//! Why a form wasn't accepted.

use leptos::html;
use leptos::prelude::*;

use crate::ui::{Icon, IconName, browser};

/// Stands at the top of a form. When an error appears, the focus goes to the first invalid field, or
/// here where the trouble belongs to no field.
#[component]
pub fn FormError(#[prop(optional, into)] error: Signal<Option<String>>) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if error.get().is_some()
            && let Some(summary) = summary.get()
        {
            browser::focus_first_invalid(&summary);
        }
    });
    let text = move || error.get().map(|error| view! { <Icon name=IconName::Alert/> <span>{error}</span> });
    view! {
        <div
            node_ref=summary
            class="form-error"
            class:form-error-shown=move || error.get().is_some()
            role="alert"
            tabindex="-1"
        >
            {text}
        </div>
    }
    .into_any()
}
