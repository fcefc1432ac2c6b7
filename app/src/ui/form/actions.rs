//! The end of a form.

use leptos::prelude::*;

/// The buttons of a form, with a quiet note where it helps ("About 36 credits").
#[component]
pub fn FormActions(#[prop(optional, into)] note: Signal<Option<String>>, children: Children) -> impl IntoView {
    view! {
        <div class="form-actions">
            {children()}
            {move || note.get().map(|note| view! { <span class="form-note">{note}</span> })}
        </div>
    }
    .into_any()
}
