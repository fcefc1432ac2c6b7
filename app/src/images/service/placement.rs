//! Puts an article's pictures where they belong: the featured one at its head, the others under their headings.

use crate::access::TenantTx;
use crate::ai::html::escape;
use crate::images::ImageKind;
use crate::images::store;
use crate::kit::AppResult;
use crate::kit::id::ContentId;
use crate::writer::headings::headings;

/// A picture on its way into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub src: String,
    pub alt: String,
    pub caption: String,
    /// Pixels.
    pub width: i32,
    pub height: i32,
    /// The heading it stands under; empty, or one that is there no more: the next heading without a picture.
    pub after_heading: String,
}

/// An article's body with its finished pictures, as it is shown here.
///
/// # Errors
/// 503 when the database is away.
pub async fn placed(tx: &mut TenantTx<'_>, content: ContentId, body: &str) -> AppResult<String> {
    let mut featured = String::new();
    let mut within = Vec::new();
    for image in store::images::of_contents(tx, &[content]).await? {
        let (Some(key), Some(width), Some(height)) = (image.file_key, image.width, image.height) else { continue };
        let src = address(&key);
        if body.contains(&src) {
            continue;
        }
        let figure =
            Figure { src, alt: image.alt, caption: image.caption, width, height, after_heading: image.after_heading };
        match image.kind {
            ImageKind::Featured => featured = figure.html(),
            ImageKind::InArticle => within.push(figure),
        }
    }
    Ok(featured + &place(body, &within))
}

/// Where a stored file is found on this server.
#[must_use]
pub fn address(key: &str) -> String {
    format!("/media/{key}")
}

impl Figure {
    fn html(&self) -> String {
        let caption = match self.caption.as_str() {
            "" => String::new(),
            caption => format!("<figcaption>{}</figcaption>", escape(caption)),
        };
        format!(
            r#"<figure><img src="{}" alt="{}" width="{}" height="{}">{caption}</figure>"#,
            escape(&self.src),
            escape(&self.alt),
            self.width,
            self.height
        )
    }
}

/// Puts figures under their headings. One whose heading is not there goes under the next `h2` without a picture, and
/// without any such to the end.
#[must_use]
pub fn place(body: &str, figures: &[Figure]) -> String {
    let headings = places(body);
    let mut under: Vec<Vec<&Figure>> = headings.iter().map(|_| Vec::new()).collect();
    let mut homeless = Vec::new();
    for figure in figures {
        let wanted = figure.after_heading.trim();
        match headings.iter().position(|heading| !wanted.is_empty() && heading.text == wanted) {
            Some(at) => under[at].push(figure),
            None => homeless.push(figure),
        }
    }
    let mut last = Vec::new();
    for figure in homeless {
        match under.iter_mut().find(|figures| figures.is_empty()) {
            Some(free) => free.push(figure),
            None => last.push(figure),
        }
    }
    let mut out = String::with_capacity(body.len() + figures.len() * 300);
    let mut from = 0;
    for (heading, figures) in headings.iter().zip(under) {
        out.push_str(&body[from..heading.end]);
        from = heading.end;
        out.extend(figures.into_iter().map(Figure::html));
    }
    out.push_str(&body[from..]);
    out.extend(last.into_iter().map(Figure::html));
    out
}

/// An `h2` of a body: its text as it is offered to people and models, and where it ends.
struct Heading {
    text: String,
    end: usize,
}

fn places(body: &str) -> Vec<Heading> {
    const END: &str = "</h2>";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = body[from..].find("<h2").map(|at| from + at) {
        let Some(end) = body[start..].find(END).map(|at| start + at + END.len()) else { break };
        let text = headings(&body[start..end]).pop().map(|heading| heading.text).unwrap_or_default();
        found.push(Heading { text, end });
        from = end;
    }
    found
}

/// Gives pictures in a body other addresses: `to` is asked for each of ours, by its key, and one it has no address for
/// is taken out.
#[must_use]
pub fn with_addresses(body: &str, to: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find("<img ") {
        let Some(length) = rest[at..].find('>').map(|end| end + 1) else { break };
        let (before, from_tag) = rest.split_at(at);
        let (tag, after) = from_tag.split_at(length);
        out.push_str(before);
        match key_of(tag) {
            None => out.push_str(tag),
            Some(key) => {
                if let Some(address) = to(key) {
                    out.push_str(&tag.replace(&self::address(key), &escape(&address)));
                }
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The key of one of our pictures in an `<img>`; `None` for somebody else's.
fn key_of(tag: &str) -> Option<&str> {
    let (_, rest) = tag.split_once("src=\"/media/")?;
    Some(rest.split_once('"')?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(src: &str, heading: &str) -> Figure {
        Figure {
            src: src.to_owned(),
            alt: String::new(),
            caption: String::new(),
            width: 4,
            height: 3,
            after_heading: heading.to_owned(),
        }
    }

    fn order(html: &str) -> Vec<&str> {
        html.split('"').filter(|part| part.len() == 1).collect()
    }

    const BODY: &str = r#"<p>Intro</p><h2 id="x">Salt &amp; oil</h2><p>a</p><h2>Heat</h2><p>b</p>"#;

    #[test]
    fn pictures_stand_under_their_headings() {
        let html = place(BODY, &[figure("1", "Heat"), figure("2", "Salt & oil")]);
        assert_eq!(order(&html).first(), Some(&"x"));
        assert!(html.contains(r#"Salt &amp; oil</h2><figure><img src="2""#), "{html}");
        assert!(html.contains(r#"Heat</h2><figure><img src="1""#), "{html}");
        assert_eq!(crate::kit::html::sanitise(&place(BODY, &[])), BODY);
    }

    #[test]
    fn a_heading_is_known_by_the_text_that_is_offered_of_it() {
        let body = "<h2>Heat</h2><p>a</p><h2>What is <em>cold brew</em>?</h2><p>b</p>";
        let offered = headings(body).pop().expect("a heading").text;
        let html = place(body, &[figure("1", &offered)]);
        assert!(html.contains(r#"</em>?</h2><figure><img src="1""#), "{html}");
    }

    #[test]
    fn a_picture_whose_heading_is_gone_takes_a_free_one_and_then_the_end() {
        let html = place(BODY, &[figure("1", "Gone"), figure("2", "Salt & oil"), figure("3", "")]);
        assert!(html.contains(r#"Heat</h2><figure><img src="1""#), "{html}");
        assert!(html.ends_with(r#"<p>b</p><figure><img src="3" alt="" width="4" height="3"></figure>"#), "{html}");
    }

    #[test]
    fn texts_are_escaped() {
        let mut one = figure("1", "");
        one.alt = "\"><script>".to_owned();
        assert!(!place("<p>x</p>", &[one]).contains("<script"));
    }

    #[test]
    fn our_pictures_get_other_addresses_and_those_without_one_go() {
        let body = r#"<p><img src="/media/ab/1.webp" alt="a"></p><img src="/media/ab/2.webp"><img src="https://x.example/3.png">"#;
        let to = |key: &str| (key == "ab/1.webp").then(|| "https://site.example/1.webp?a=1&b=2".to_owned());
        assert_eq!(
            with_addresses(body, to),
            r#"<p><img src="https://site.example/1.webp?a=1&amp;b=2" alt="a"></p><img src="https://x.example/3.png">"#
        );
    }
}
