//! `/search`: what the palette finds, as a page. It is where the search leads without JavaScript.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::results::SearchResults;
use crate::search::found::{Found, Shown};
use crate::search::server_fns::find_anything;
use crate::search::text::{PATH, SearchText};
use crate::sites::use_scope;
use crate::ui::*;

#[component]
pub fn SearchPage() -> impl IntoView {
    let params = use_query_map();
    let typed = Memo::new(move |_| params.with(|params| params.get("q").unwrap_or_default()));
    let scope = use_scope();
    // what cannot be searched for is not asked for
    let found = Resource::new(
        move || (typed.get(), scope.named_site()),
        |(typed, site)| async move {
            match SearchText::parse(&typed) {
                Ok(_) => find_anything(typed, site, Shown::Page).await.map(Some),
                Err(_) => Ok(None),
            }
        },
    );
    let site =
        move || scope.named_site().map(|site| view! { <input type="hidden" name="site" value=site.to_string()/> });
    view! {
        <PageHead title="Search" sentence="Sites, keywords, clusters, ideas, tasks and articles, by their names."/>
        <FilterBar action=PATH search=typed placeholder="Search everything">{site}</FilterBar>
        <Load resource=found let:found>
            <Outcome typed=typed.get_untracked() found/>
        </Load>
    }
    .into_any()
}

#[component]
fn Outcome(typed: String, found: Option<Found>) -> impl IntoView {
    match (SearchText::parse(&typed), found) {
        (Ok(text), Some(found)) if found.groups.is_empty() => view! {
            <EmptyState
                title=format!("Nothing found for “{}”", text.as_str())
                body="No site, keyword, cluster, idea, task or article has this in its name. Try a part of it, or another spelling."
                picture=Picture::Search
            />
        }
        .into_any(),
        (Ok(text), Some(found)) => view! { <SearchResults text=text.as_str().to_owned() found/> }.into_any(),
        (Err(refused), _) if !typed.trim().is_empty() => {
            view! { <Notice tone=Tone::Amber icon=IconName::Info>{refused.to_string()}</Notice> }.into_any()
        }
        _ => view! {
            <EmptyState
                title="What are you looking for?"
                body="Type a part of a name or title above. It is looked for in all sites of this account."
                picture=Picture::Search
            />
        }
        .into_any(),
    }
}
