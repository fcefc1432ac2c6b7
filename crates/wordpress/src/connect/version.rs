//! The site's WordPress version, where it shows one.

use safe_http::{Client as Http, Method, Request};

use crate::RestRoot;

/// The feed names its generator, with or without permalinks. Not knowing it is no problem.
pub(super) async fn find_version(http: &Http, root: &RestRoot) -> Option<String> {
    let mut url = root.site();
    url.set_query(Some("feed=rss2"));
    let feed = http.send(Request::new(Method::GET, url)).await.ok()?;
    version_in(&feed.text())
}

fn version_in(feed: &str) -> Option<String> {
    let (_, rest) = feed.split_once("wordpress.org/?v=")?;
    let version: String =
        rest.chars().take_while(|char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-')).take(20).collect();
    (!version.is_empty()).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_of_the_feed_tells_the_version() {
        let feed = "<generator>https://wordpress.org/?v=6.1.9</generator>";
        assert_eq!(version_in(feed).as_deref(), Some("6.1.9"));
        assert_eq!(version_in("<rss></rss>"), None);
    }
}
