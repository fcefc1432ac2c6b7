//! An empty place that teaches: what this is, why it is empty, the one thing to do.

use leptos::prelude::*;

use super::Picture;

/// Stands where a list would. Children are the one action.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(into)] body: String,
    #[prop(optional)] picture: Picture,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {picture.draw()}
            <h2 class="empty-title">{title}</h2>
            <p class="empty-body">{body}</p>
            {children.map(|children| view! { <div class="empty-action">{children()}</div> })}
        </div>
    }
    .into_any()
}
