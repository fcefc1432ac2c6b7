//! `/writer/approved`: what may be published.

use leptos::prelude::*;

use super::contents::{ContentShelf, Shelf};
use crate::sites::use_scope;
use crate::ui::*;

#[component]
pub fn ApprovedPage() -> impl IntoView {
    let scope = use_scope();
    view! {
        <PageHead title="Approved" sentence="Articles that a person has approved: publish up to five at once, and see where each stands on the site.">
            <ButtonLink href=Signal::derive(move || scope.href("/writer/review")) icon=IconName::Eye>"Review"</ButtonLink>
        </PageHead>
        <ContentShelf shelf=Shelf::Approved/>
    }
    .into_any()
}
