//! What the palette shows: places and actions that match what is typed, and what the server has found.

use leptos::prelude::*;

use super::asking::{Asking, Outcome};
use crate::search::found::Group;
use crate::search::{Found, SearchText};
use crate::shell::data::ShellData;
use crate::shell::places::places;
use crate::sites::scope::{SiteScope, href_of};
use crate::ui::{Button, ButtonSize, IconName, PaletteGroup, PaletteLine, PaletteLink, plural};

/// Asks as somebody types. Places first, then what was found, then what can be done, then the page with the rest.
#[component]
pub fn PaletteResults(
    text: RwSignal<String>,
    asking: Asking,
    data: RwSignal<ShellData>,
    scope: SiteScope,
) -> impl IntoView {
    Effect::new(move |_| asking.ask(text.get(), untrack(|| scope.site())));
    let outcome = Memo::new(move |_| asking.outcome(&text.get()));
    let again = move |_| asking.ask(text.get_untracked(), untrack(|| scope.site()));
    let found = move || match outcome.get() {
        Outcome::Quiet => ().into_any(),
        Outcome::Refused(why) => view! { <PaletteLine>{why}</PaletteLine> }.into_any(),
        Outcome::Searching => view! { <PaletteLine>"Searching…"</PaletteLine> }.into_any(),
        Outcome::Nothing(text) => {
            view! { <PaletteLine>{format!("Nothing has “{}” in its name.", text.as_str())}</PaletteLine> }.into_any()
        }
        Outcome::Found(found) => groups(found).into_any(),
        Outcome::Failed(why) => view! {
            <PaletteLine>
                <span>{why}</span>
                <Button size=ButtonSize::Small icon=IconName::Refresh on_click=again>"Try again"</Button>
            </PaletteLine>
        }
        .into_any(),
    };
    let all = move || {
        let text = SearchText::parse(&text.get()).ok()?;
        let words = format!("All results for “{}”", text.as_str());
        let href = text.href(scope.named_site());
        Some(view! { <PaletteLink href icon=IconName::Search>{words}</PaletteLink> })
    };
    view! {
        <p class="visually-hidden" role="status">{move || outcome.with(|outcome| in_words(outcome, asking.busy().get()))}</p>
        {move || going(&text.get(), scope)}
        {found}
        {move || doing(&text.get(), data, scope)}
        {all}
    }
    .into_any()
}

/// What a screen reader says once an answer has come.
fn in_words(outcome: &Outcome, busy: bool) -> String {
    match outcome {
        _ if busy => String::new(),
        Outcome::Nothing(_) => "Nothing found".to_owned(),
        Outcome::Found(found) => plural(i64::try_from(found.count()).unwrap_or(i64::MAX), "result", "results"),
        Outcome::Failed(why) => why.clone(),
        Outcome::Quiet | Outcome::Refused(_) | Outcome::Searching => String::new(),
    }
}

/// Places whose name has a word that begins as what is typed.
fn going(text: &str, scope: SiteScope) -> Option<AnyView> {
    let links: Vec<AnyView> = places()
        .filter(|place| is_meant(place.name, text))
        .map(|place| {
            let href = href_of(place.path, scope.named_site(), scope.sector());
            view! { <PaletteLink href icon=place.icon note=format!("g {}", place.letter)>{place.name}</PaletteLink> }
                .into_any()
        })
        .collect();
    (!links.is_empty()).then(|| view! { <PaletteGroup label="Go to">{links}</PaletteGroup> }.into_any())
}

/// What can be begun from anywhere, by those who may.
fn doing(text: &str, data: RwSignal<ShellData>, scope: SiteScope) -> Option<AnyView> {
    let (may_add_sites, may_import) = data.with(|data| (data.may_add_sites, data.may_import));
    let actions = [
        (may_add_sites, "Add a site", IconName::Plus, scope.site_href("/sites/new")),
        (may_import, "Import keywords", IconName::Upload, scope.site_href("/planner/import")),
    ];
    let links: Vec<AnyView> = actions
        .into_iter()
        .filter(|(may, name, ..)| *may && is_meant(name, text))
        .map(|(_, name, icon, href)| view! { <PaletteLink href icon>{name}</PaletteLink> }.into_any())
        .collect();
    (!links.is_empty()).then(|| view! { <PaletteGroup label="Do">{links}</PaletteGroup> }.into_any())
}

/// Whether a name, or a word in it, begins with what is typed.
fn is_meant(name: &str, typed: &str) -> bool {
    let (name, typed) = (name.to_lowercase(), typed.trim().to_lowercase());
    name.starts_with(&typed) || name.contains(&format!(" {typed}"))
}

fn groups(found: Found) -> impl IntoView {
    let group = |Group { kind, hits, .. }: Group| {
        let links = hits
            .into_iter()
            .map(|hit| {
                let (href, detail) = (kind.href(&hit), hit.note());
                view! { <PaletteLink href icon=kind.icon() detail>{hit.title}</PaletteLink> }
            })
            .collect_view();
        view! { <PaletteGroup label=kind.label()>{links}</PaletteGroup> }
    };
    found.groups.into_iter().map(group).collect_view()
}

#[cfg(test)]
mod tests {
    use super::is_meant;

    #[test]
    fn a_name_is_meant_by_the_beginning_of_its_words() {
        assert!(is_meant("Keywords", ""));
        assert!(is_meant("Keywords", " KEY"));
        assert!(is_meant("Import keywords", "key"));
        assert!(is_meant("Add a site", "add a"));
        assert!(!is_meant("Keywords", "words"));
    }
}
