//! The one door for HTML into the database and out to a site: an allow-list of what an article is made of.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// What an article may be made of. No styles, classes, scripts, frames or forms; links and pictures by https only
/// (`/media/` for our own pictures).
static ARTICLE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from([
            "h1",
            "h2",
            "h3",
            "h4",
            "p",
            "br",
            "hr",
            "ul",
            "ol",
            "li",
            "strong",
            "em",
            "b",
            "i",
            "u",
            "s",
            "sub",
            "sup",
            "blockquote",
            "code",
            "pre",
            "a",
            "img",
            "figure",
            "figcaption",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "dl",
            "dt",
            "dd",
            "mark",
            "cite",
            "abbr",
            "caption",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("img", HashSet::from(["src", "alt", "title", "width", "height"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ("ol", HashSet::from(["start"])),
            ("abbr", HashSet::from(["title"])),
        ]))
        .generic_attributes(HashSet::from(["id"]))
        .clean_content_tags(HashSet::from([
            "script", "style", "iframe", "object", "embed", "form", "svg", "math", "template", "noscript",
        ]))
        .url_schemes(HashSet::from(["https", "http", "mailto"]))
        .url_relative(UrlRelative::Custom(Box::new(own_pictures_and_anchors)))
        .link_rel(Some("noopener"))
        .strip_comments(true);
    builder
});

/// Of relative addresses only our own pictures and anchors in the article stay.
fn own_pictures_and_anchors(url: &str) -> Option<std::borrow::Cow<'_, str>> {
    (url.starts_with("/media/") || url.starts_with('#')).then(|| url.into())
}

/// HTML that is safe to store and to show.
#[must_use]
pub fn sanitise(html: &str) -> String {
    ARTICLE.clean(html).to_string()
}

/// The text of HTML, for counting, comparing and searching.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut spaced = String::with_capacity(html.len() + 64);
    for part in html.split_inclusive('>') {
        spaced.push_str(part);
        // a block's end separates words even where no space stands
        spaced.push(' ');
    }
    let bare = Builder::empty().clean_content_tags(HashSet::from(["script", "style"])).clean(&spaced).to_string();
    let text = bare
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_handlers_styles_and_odd_addresses_are_gone() {
        let html = r#"<h2 onclick="x()">Hi</h2><script>alert(1)</script><p style="color:red">a<img src="javascript:1" onerror="x"><a href="data:text/html,x">b</a></p><svg><script>1</script></svg>"#;
        let clean = sanitise(html);
        assert_eq!(clean, r#"<h2>Hi</h2><p>a<img><a rel="noopener">b</a></p>"#);
    }

    #[test]
    fn an_article_stays_as_it_was() {
        let html = r#"<h2 id="beans">Beans</h2><p>A <strong>good</strong> bean.</p><figure><img src="/media/a.webp" alt="Beans" width="1200" height="675"><figcaption>Beans</figcaption></figure>"#;
        assert_eq!(sanitise(html), html);
    }

    #[test]
    fn sanitising_twice_changes_nothing_more() {
        for html in [
            "<p>a<p>b",
            "<table><td>x",
            "<a href='https://x.example/?a=1&b=2'>l</a>",
            "&lt;script&gt;",
            "<b><i>x</b></i>",
        ] {
            let once = sanitise(html);
            assert_eq!(sanitise(&once), once);
        }
    }

    #[test]
    fn plain_text_keeps_words_apart() {
        assert_eq!(plain_text("<h2>One</h2><p>two &amp; three</p>"), "One two & three");
    }
}
