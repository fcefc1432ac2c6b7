//! The pages of one site, side by side.

use leptos::prelude::*;

use crate::kit::id::SiteId;
use crate::sites::scope::href_of;
use crate::ui::*;

/// Which page of a site is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteTab {
    Overview,
    General,
    Sectors,
    Connection,
}

impl SiteTab {
    const ALL: [Self; 4] = [Self::Overview, Self::General, Self::Sectors, Self::Connection];

    const fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::General => "General",
            Self::Sectors => "Sectors",
            Self::Connection => "Connection",
        }
    }

    fn href(self, site: SiteId) -> String {
        let page = match self {
            Self::Overview => "",
            Self::General => "/settings",
            Self::Sectors => "/sectors",
            Self::Connection => "/connection",
        };
        href_of(&format!("/sites/{site}{page}"), Some(site), None)
    }
}

/// Links to the pages of a site.
#[component]
pub fn SiteTabs(site: SiteId, current: SiteTab) -> impl IntoView {
    let tabs = SiteTab::ALL
        .into_iter()
        .map(|tab| view! { <Tab href=tab.href(site) current={tab == current}>{tab.label()}</Tab> })
        .collect_view();
    view! { <Tabs label="Site">{tabs}</Tabs> }.into_any()
}
