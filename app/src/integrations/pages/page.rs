//! `/sites/:id/connection`: a site's connection, and every exchange with the site.

use leptos::prelude::*;

use super::panel::ConnectionPanel;
use crate::kit::id::SiteId;
use crate::kit::subject::Subject;
use crate::publishing::pages::SyncLog;
use crate::sites::pages::use_site;
use crate::sites::scope::href_of;
use crate::ui::*;

/// `/sites/:id/connection`
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let site = use_site(Signal::stored(0));
    view! {
        <Subject resource=site noun="site" list="/sites" skeleton=|| view! { <SkeletonPanel/> } let:detail>
            <PageHead
                title="Connection"
                sentence="Where this site's articles are published, whether that works, and what was exchanged."
                crumbs=crumbs(detail.site.id, detail.site.name)
            />
            <div class="stack">
                <ConnectionPanel site=detail.site.id/>
                <SyncLog site=detail.site.id/>
            </div>
        </Subject>
    }
    .into_any()
}

fn crumbs(site: SiteId, name: String) -> Vec<Crumb> {
    let own = href_of(&format!("/sites/{site}"), Some(site), None);
    vec![Crumb::new("Sites", href_of("/sites", Some(site), None)), Crumb::new(name, own)]
}
