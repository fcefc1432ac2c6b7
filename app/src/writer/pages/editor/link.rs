//! Where links of an article may lead: what the sanitiser would drop is refused where it is typed.

const REFUSED: &str =
    "This cannot be linked to. Type an address that begins with https://, or # and the id of a heading.";

/// The address that is meant by what somebody typed: by https, also where http or nothing was written before the host;
/// one of our own files; a part of the article.
///
/// # Errors
/// A sentence on what can be typed instead.
pub(super) fn address_of_link(typed: &str) -> Result<String, &'static str> {
    let typed = typed.trim();
    if typed.starts_with("/media/") || typed.starts_with('#') {
        return Ok(typed.to_owned());
    }
    let rest = match typed.split_once("://") {
        Some((scheme, rest)) if ["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => rest,
        _ => typed.strip_prefix("//").unwrap_or(typed),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if is_host(host) { Ok(format!("https://{rest}")) } else { Err(REFUSED) }
}

/// Whether it looks like the name of a site on the web, with or without a port.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.contains('.') && name.split('.').all(is_label) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::address_of_link;

    const MEANT: [(&str, &str); 9] = [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        (" HTTPS://Example.com ", "https://Example.com"),
        ("http://example.com/a", "https://example.com/a"),
        ("//example.com", "https://example.com"),
        ("example.com:8443/a b", "https://example.com:8443/a b"),
        ("www.käse.de?q=http://x", "https://www.käse.de?q=http://x"),
        ("bücher.example", "https://bücher.example"),
        ("#taste", "#taste"),
        ("/media/1/a.png", "/media/1/a.png"),
    ];

    #[test]
    fn what_is_meant_is_completed() {
        for (typed, address) in MEANT {
            assert_eq!(address_of_link(typed).as_deref(), Ok(address), "{typed}");
        }
    }

    #[test]
    fn what_the_article_would_lose_is_refused() {
        for typed in [
            "/about",
            "about us",
            "mailto:ada@example.com",
            "ada@example.com",
            "javascript:alert(1)",
            "javascript://example.com/%0aalert(1)",
            "ftp://example.com",
            "localhost",
            "https://",
            "https://..",
            "example.com:port",
        ] {
            assert!(address_of_link(typed).is_err(), "{typed}");
        }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn what_is_accepted_stays_in_the_article() {
        for (_, address) in MEANT {
            let html = crate::kit::html::sanitise(&format!("<a href=\"{address}\">a</a>"));
            assert!(html.contains(" href="), "{html}");
        }
    }
}
