//! What was found, kind by kind.

use leptos::prelude::*;

use crate::kit::id::SiteId;
use crate::search::found::{Found, Group, Hit, Kind};
use crate::sites::use_scope;
use crate::ui::*;

#[component]
pub(super) fn SearchResults(text: String, found: Found) -> impl IntoView {
    let scope = use_scope();
    let here = untrack(|| scope.site());
    let panels =
        found.groups.into_iter().map(|group| view! { <KindPanel text=text.clone() here group/> }).collect_view();
    view! { <div class="stack">{panels}</div> }.into_any()
}

#[component]
fn KindPanel(text: String, here: Option<SiteId>, group: Group) -> impl IntoView {
    let Group { kind, hits, more } = group;
    let list = list_of(kind, &text, here, &hits);
    let link = move || {
        list.clone().map(|(name, href)| {
            let words = format!("{} of {name} with “{text}”", kind.label());
            view! { <TextLink href>{words}</TextLink> }
        })
    };
    let sentence = more.then(|| format!("The first {}; there are more.", hits.len()));
    let rows = hits.into_iter().map(|hit| view! { <HitRow kind hit/> }).collect_view();
    view! {
        <Panel title=kind.label() sentence flush=true actions=link>
            <ul class="hits">{rows}</ul>
        </Panel>
    }
    .into_any()
}

/// The list that has the rest: of the site that is looked at where something was found there, else of the first row's.
fn list_of(kind: Kind, text: &str, here: Option<SiteId>, hits: &[Hit]) -> Option<(String, String)> {
    let hit = hits.iter().find(|hit| Some(hit.site) == here).or_else(|| hits.first())?;
    Some((hit.place.clone(), kind.list_href(text, hit.site)?))
}

#[component]
fn HitRow(kind: Kind, hit: Hit) -> impl IntoView {
    view! {
        <li>
            <a class="hit" href=kind.href(&hit)>
                <Icon name=kind.icon()/>
                <span class="hit-text">
                    <span class="hit-title">{hit.title.clone()}</span>
                    <span class="hit-note">{hit.note()}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn the_list_is_that_of_the_site_that_is_looked_at_where_it_has_a_row() {
        let site = |n| SiteId(Uuid::from_u128(n));
        let hit = |n| Hit {
            id: Uuid::from_u128(9),
            site: site(n),
            title: "Cold brew".into(),
            place: format!("Site {n}"),
            state: "New".into(),
        };
        let hits = [hit(1), hit(2)];
        let named = |here| list_of(Kind::Idea, "cold", here, &hits).map(|(name, _)| name);
        assert_eq!(named(Some(site(2))).as_deref(), Some("Site 2"));
        assert_eq!(named(Some(site(3))).as_deref(), Some("Site 1"));
        assert_eq!(named(None).as_deref(), Some("Site 1"));
        assert_eq!(list_of(Kind::Site, "cold", None, &hits), None);
    }
}
