//! The address of a site, out of what people type or paste.

use safe_http::{Refusal, Url};

use crate::connect::Problem;

/// What people copy along from their browser's address bar. Everything from there on is cut.
const INSIDE: [&str; 5] = ["/wp-admin", "/wp-login.php", "/wp-json", "/xmlrpc.php", "/index.php"];

/// The site's address with a slash at its end. Without a scheme it is https.
pub(super) fn site_address(typed: &str) -> Result<Url, Problem> {
    let typed = typed.trim();
    let address = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let mut url = Url::parse(&address).map_err(|_| Problem::Address(Refusal::NotAnAddress))?;
    url.set_query(None);
    url.set_fragment(None);
    let path = url.path().to_owned();
    let end = INSIDE.iter().filter_map(|inside| path.find(inside)).min();
    let path = path[..end.unwrap_or(path.len())].trim_end_matches('/');
    url.set_path(&format!("{path}/"));
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_paste_becomes_the_sites_address() {
        let rows = [
            ("example.com", "https://example.com/"),
            ("  http://example.com/blog ", "http://example.com/blog/"),
            ("example.com/wp-admin/edit.php?x=1", "https://example.com/"),
            ("https://example.com/de/wp-login.php", "https://example.com/de/"),
            ("https://example.com/wp-json/wp/v2", "https://example.com/"),
            ("https://example.com/?p=1#top", "https://example.com/"),
        ];
        for (typed, expected) in rows {
            let site = site_address(typed).expect(typed);
            assert_eq!(site.as_str(), expected);
        }
        assert!(site_address("").is_err());
        assert!(site_address("two words").is_err());
    }
}
