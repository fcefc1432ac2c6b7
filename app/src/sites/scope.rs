//! Which site and sector a page is about: kept in the address, so that a link shows a colleague the same.

use leptos::prelude::*;
use leptos_router::hooks::{use_query_map, use_url};
use leptos_router::params::ParamsMap;

use crate::kit::id::{SectorId, SiteId};

/// The site the shell shows as current where the address names none.
#[derive(Clone, Copy, Debug)]
struct CurrentSite(Signal<Option<SiteId>>);

/// Tells every page below which site is current. Called once, by the shell.
pub fn provide_current_site(site: Signal<Option<SiteId>>) {
    provide_context(CurrentSite(site));
}

/// The scope of a page.
#[derive(Clone, Copy, Debug)]
pub struct SiteScope {
    site: Memo<Option<SiteId>>,
    sector: Memo<Option<SectorId>>,
    current: Option<CurrentSite>,
}

/// The scope of the page that is shown.
#[must_use]
pub fn use_scope() -> SiteScope {
    let query = use_query_map();
    SiteScope {
        site: Memo::new(move |_| query.with(site_in)),
        sector: Memo::new(move |_| query.with(|query| query.get_str("sector").and_then(|id| id.parse().ok()))),
        current: use_context(),
    }
}

impl SiteScope {
    /// The site of the address, else the current one. None: the account's first.
    #[must_use]
    pub fn site(&self) -> Option<SiteId> {
        self.site.get().or_else(|| self.current.and_then(|current| current.0.get()))
    }

    /// The site the address names, and no other: what a resource depends on, so that it is the same on the server
    /// and in the browser.
    #[must_use]
    pub fn named_site(&self) -> Option<SiteId> {
        self.site.get()
    }

    /// The sector of the address. None: all of the site's.
    #[must_use]
    pub fn sector(&self) -> Option<SectorId> {
        self.sector.get()
    }

    /// A path that keeps the site and the sector of this page.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        href_of(path, self.site(), self.sector())
    }

    /// A path that keeps the site but not the sector.
    #[must_use]
    pub fn site_href(&self, path: &str) -> String {
        href_of(path, self.site(), None)
    }
}

/// The site that an address names.
fn site_in(query: &ParamsMap) -> Option<SiteId> {
    query.get_str("site").and_then(|id| id.parse().ok())
}

/// A path within the site of the page, for what does not outlive that: a loaded row, the page of one thing, a toast.
/// What stays when the site changes follows it by [`SiteScope::site_href`].
#[must_use]
pub fn href_here(path: &str) -> String {
    let named = use_url().with_untracked(|url| site_in(url.search_params()));
    let current = || use_context::<CurrentSite>().and_then(|current| current.0.get_untracked());
    href_of(path, named.or_else(current), None)
}

/// Leads to a path within the site of the page that a form or a call came from.
#[cfg(feature = "ssr")]
pub fn redirect_here(path: &str) {
    let site = crate::kit::form::referrer_part("site").and_then(|id| id.parse().ok());
    leptos_axum::redirect(&href_of(path, site, None));
}

/// A path with a site and a sector; the path may carry a query already.
#[must_use]
pub fn href_of(path: &str, site: Option<SiteId>, sector: Option<SectorId>) -> String {
    let mut href = path.to_owned();
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            href.push(if href.contains('?') { '&' } else { '?' });
            href.push_str(&format!("{name}={value}"));
        }
    };
    add("site", site.map(|id| id.to_string()));
    add("sector", sector.map(|id| id.to_string()));
    href
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_the_site_and_what_they_carried() {
        let site: SiteId = "018f0000-0000-7000-8000-000000000001".parse().expect("an id");
        assert_eq!(href_of("/planner/keywords", None, None), "/planner/keywords");
        assert_eq!(href_of("/a", Some(site), None), format!("/a?site={site}"));
        assert_eq!(href_of("/a?q=x", Some(site), None), format!("/a?q=x&site={site}"));
    }
}
