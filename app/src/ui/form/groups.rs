//! Fields that belong together.

use leptos::prelude::*;

/// Fields side by side; one below the other on narrow screens.
#[component]
pub fn FieldRow(children: Children) -> impl IntoView {
    view! { <div class="field-row">{children()}</div> }.into_any()
}

/// Fields under a common heading.
#[component]
pub fn FieldGroup(#[prop(into)] legend: String, children: Children) -> impl IntoView {
    view! {
        <fieldset class="field-group">
            <legend>{legend}</legend>
            {children()}
        </fieldset>
    }
    .into_any()
}
