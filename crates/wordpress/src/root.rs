//! Where a site's REST API lives, and how its addresses are spelled.

use std::fmt;
use std::str::FromStr;

use safe_http::Url;

/// The API's root as an address: `https://example.com/wp-json/`, or
/// `https://example.com/?rest_route=/` where permalinks are switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestRoot(Url);

/// Text that is no root of a REST API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the address of a WordPress REST API")]
pub struct InvalidRoot;

const PLAIN: &str = "rest_route";

impl RestRoot {
    /// The root of a site with permalinks; `site` is its address with a slash at the end.
    pub(crate) fn pretty(site: &Url) -> Self {
        let mut url = site.clone();
        url.set_path(&format!("{}wp-json/", site.path()));
        Self(url)
    }

    /// The root that works on every site.
    pub(crate) fn plain(site: &Url) -> Self {
        let mut url = site.clone();
        url.set_query(Some("rest_route=/"));
        Self(url)
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.0.query_pairs().any(|(name, _)| name == PLAIN)
    }

    pub(crate) fn url(&self) -> &Url {
        &self.0
    }

    /// The site's front page.
    pub(crate) fn site(&self) -> Url {
        let mut url = self.0.clone();
        url.set_query(None);
        if !self.is_plain() {
            let path = self.0.path().trim_end_matches('/');
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            url.set_path(&format!("{parent}/"));
        }
        url
    }

    /// The address of a route such as `/wp/v2/posts`, with its query.
    pub(crate) fn route(&self, route: &str, query: &[(&str, &str)]) -> Url {
        let mut url = self.0.clone();
        if self.is_plain() {
            url.query_pairs_mut().clear().append_pair(PLAIN, route);
        } else {
            let base = self.0.path().trim_end_matches('/');
            url.set_path(&format!("{base}{route}"));
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }
}

impl fmt::Display for RestRoot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for RestRoot {
    type Err = InvalidRoot;

    fn from_str(text: &str) -> Result<Self, InvalidRoot> {
        let url = Url::parse(text).map_err(|_| InvalidRoot)?;
        if url.host_str().is_none() || !matches!(url.scheme(), "http" | "https") {
            return Err(InvalidRoot);
        }
        Ok(Self(url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_spelled_for_either_kind_of_site() {
        let site = Url::parse("https://example.com/blog/").expect("a URL");
        let query = [("search", "a=b c"), ("page", "2")];
        let pretty = RestRoot::pretty(&site);
        assert_eq!(
            pretty.route("/wp/v2/posts", &query).as_str(),
            "https://example.com/blog/wp-json/wp/v2/posts?search=a%3Db+c&page=2"
        );
        let plain = RestRoot::plain(&site);
        assert_eq!(
            plain.route("/wp/v2/posts", &query).as_str(),
            "https://example.com/blog/?rest_route=%2Fwp%2Fv2%2Fposts&search=a%3Db+c&page=2"
        );
        for root in [pretty, plain] {
            assert_eq!(root.site(), site);
            assert_eq!(root.to_string().parse(), Ok(root));
        }
    }
}
