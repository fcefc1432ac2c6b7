//! `/sites/:id/connection`: a site's connection, and every exchange with the site.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::panel::ConnectionPanel;
use crate::kit::id::SiteId;
use crate::publishing::pages::SyncLog;
use crate::ui::*;

/// `/sites/:id/connection`
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let params = use_params_map();
    let site = Memo::new(move |_| params.with(|params| params.get_str("id").and_then(|id| id.parse::<SiteId>().ok())));
    move || {
        match site.get() {
        Some(site) => view! {
            <PageHead
                title="Connection"
                sentence="Where this site's articles are published, whether that works, and what was exchanged."
                crumbs=vec![Crumb::new("Sites", "/sites"), Crumb::new("Site", format!("/sites/{site}"))]
            />
            <div class="stack">
                <ConnectionPanel site/>
                <SyncLog site/>
            </div>
        }
        .into_any(),
        None => view! { <ErrorPage code=404 title="There is no such site" body="The address may be mistyped, or the site has been deleted."><TextLink href="/sites">"Go to sites"</TextLink></ErrorPage> }
            .into_any(),
    }
    }
}
