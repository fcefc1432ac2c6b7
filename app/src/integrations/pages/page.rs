//! `/sites/:id/connection`: a site's connection, and every exchange with the site.

use leptos::prelude::*;

use super::panel::ConnectionPanel;
use crate::kit::subject::Subject;
use crate::publishing::pages::SyncLog;
use crate::sites::pages::{SiteTab, SiteTabs, use_site};
use crate::sites::scope::href_of;
use crate::ui::*;

/// `/sites/:id/connection`
#[component]
pub fn ConnectionPage() -> impl IntoView {
    let site = use_site(Signal::stored(0));
    view! {
        <Subject resource=site noun="site" list="/sites" skeleton=|| view! { <SkeletonPanel/> } let:detail>
            <PageHead
                title=detail.site.name.clone()
                sentence="Where its articles are published, whether that works, and what was exchanged."
                crumbs=vec![Crumb::new("Sites", href_of("/sites", Some(detail.site.id), None))]
            />
            <SiteTabs site=detail.site.id current=SiteTab::Connection/>
            <div class="stack">
                <ConnectionPanel site=detail.site.id/>
                <SyncLog site=detail.site.id/>
            </div>
        </Subject>
    }
    .into_any()
}
