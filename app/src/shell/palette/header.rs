//! What stands in the header: a button that opens the palette, without JavaScript a form that leads to the page.

use leptos::prelude::*;

use super::ID;
use crate::search::text::{MAX_LENGTH, PATH};
use crate::sites::scope::SiteScope;
use crate::ui::{ButtonKind, IconButton, IconName, SearchButton};

#[component]
pub fn HeaderSearch(scope: SiteScope) -> impl IntoView {
    let form = move || {
        let site = scope.named_site().map(|site| view! { <input type="hidden" name="site" value=site.to_string()/> });
        view! {
            <form class="plain-search" method="get" action=PATH role="search">
                <input
                    class="input"
                    type="search"
                    name="q"
                    maxlength=MAX_LENGTH.to_string()
                    placeholder="Search"
                    aria-label="Search everything"
                />
                {site}
                <IconButton icon=IconName::Search label="Search" kind=ButtonKind::Secondary submit=true/>
            </form>
        }
    };
    // on the server alone: a browser with scripts reads the inside of <noscript> as text
    view! {
        <SearchButton opens=ID/>
        <noscript>{cfg!(feature = "ssr").then(form)}</noscript>
    }
    .into_any()
}
