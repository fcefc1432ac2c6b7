//! The one door for HTML into the database and out to a site: an allow-list of what an article is made of.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Most tags of a text. Cleaning HTML takes time by the square of how deep tags stand in one another, and a megabyte of
/// nothing but tags would keep a processor busy for minutes.
pub const MAX_TAGS: usize = 20_000;

/// Where our own pictures lie.
const OWN_PICTURES: &str = "/media/";

/// Whether a text has more tags than are cleaned. Counts every `<`, so a text of many comparisons has too many as well.
#[must_use]
pub fn has_too_many_tags(html: &str) -> bool {
    html.matches('<').count() > MAX_TAGS
}

/// Where an article's pictures may come from.
#[derive(Clone, Copy)]
enum Pictures {
    /// From here alone: a picture from elsewhere would tell its host who reads what, and could be another tomorrow.
    Own,
    /// From the site that the article is sent to, whatever its address.
    OfSite,
}

/// An article as it is stored and shown here: links by https only, pictures of our own only.
static ARTICLE: LazyLock<Builder<'static>> = LazyLock::new(|| allow_list(Pictures::Own));

/// An article on its way to its site, its pictures in the site's library.
static FOR_SITE: LazyLock<Builder<'static>> = LazyLock::new(|| allow_list(Pictures::OfSite));

/// What an article may be made of. No styles, classes, scripts, frames or forms; links by https, to our own files, or
/// within the article.
fn allow_list(pictures: Pictures) -> Builder<'static> {
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
        .url_schemes(match pictures {
            Pictures::Own => HashSet::from(["https"]),
            // a site of before https keeps its pictures under its own address
            Pictures::OfSite => HashSet::from(["https", "http"]),
        })
        .url_relative(UrlRelative::Custom(Box::new(own_files_and_anchors)))
        .attribute_filter(move |element, attribute, value| match (pictures, element, attribute) {
            (Pictures::Own, "img", "src") => value.starts_with(OWN_PICTURES).then(|| value.into()),
            _ => Some(value.into()),
        })
        .link_rel(Some("noopener"))
        .strip_comments(true);
    builder
}

/// Of relative addresses only our own files and anchors in the article stay.
fn own_files_and_anchors(url: &str) -> Option<Cow<'_, str>> {
    (url.starts_with(OWN_PICTURES) || url.starts_with('#')).then(|| url.into())
}

/// HTML that is safe to store and to show.
#[must_use]
pub fn sanitise(html: &str) -> String {
    ARTICLE.clean(html).to_string()
}

/// HTML that is safe to send to a site, with pictures from the site's own library. For a text that was sanitised before
/// its pictures were given their addresses there.
#[must_use]
pub fn sanitise_for_site(html: &str) -> String {
    FOR_SITE.clean(html).to_string()
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
    fn links_are_by_https_or_lead_within_the_article() {
        for (address, stays) in [
            ("https://x.example/a", true),
            ("#beans", true),
            ("/media/ab/1.webp", true),
            ("http://x.example/a", false),
            ("HTTP://x.example/a", false),
            ("//x.example/a", false),
            ("/planner/keywords", false),
            ("mailto:ada@x.example", false),
            ("java\nscript:alert(1)", false),
        ] {
            let clean = sanitise(&format!("<a href=\"{address}\">b</a>"));
            let left = clean.contains("href");
            assert_eq!(left, stays, "{address}: {clean}");
        }
    }

    #[test]
    fn pictures_are_our_own_and_for_its_site_those_of_its_library() {
        let own = r#"<img src="/media/ab/1.webp" alt="Beans">"#;
        assert_eq!(sanitise(own), own);
        for foreign in
            ["https://x.example/1.png", "http://x.example/1.png", "//x.example/1.png", "data:image/png;base64,AA"]
        {
            let html = format!(r#"<p>a<img src="{foreign}" alt="b"></p>"#);
            assert_eq!(sanitise(&html), r#"<p>a<img alt="b"></p>"#, "{foreign}");
        }
        let there = r#"<img src="http://site.example/uploads/1.webp" alt="Beans">"#;
        assert_eq!(sanitise_for_site(there), there);
        assert_eq!(sanitise_for_site(r#"<img src="data:image/png;base64,AA">"#), "<img>");
    }

    #[test]
    fn a_text_of_nothing_but_tags_is_told_before_it_is_cleaned() {
        assert!(!has_too_many_tags(&"<b>".repeat(MAX_TAGS)));
        assert!(has_too_many_tags(&"<b>".repeat(MAX_TAGS + 1)));
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
