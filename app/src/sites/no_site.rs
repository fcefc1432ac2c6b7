//! Stands where a list would, while the account has no site.

use leptos::prelude::*;

use crate::ui::*;

#[component]
pub fn NoSite() -> impl IntoView {
    view! {
        <EmptyState
            title="No site yet"
            body="Keywords, ideas and articles belong to a site. Add yours first; it takes a minute."
            picture=Picture::Sites
        >
            <ButtonLink href="/sites/new" kind=ButtonKind::Primary icon=IconName::Plus>"Add a site"</ButtonLink>
        </EmptyState>
    }
    .into_any()
}
