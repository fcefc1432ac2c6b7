//! The mark by which a post of ours is found again.
//!
//! Plain WordPress offers outsiders no field of their own: meta keys must be registered by a
//! plugin, and unknown ones are dropped with a 201. What it keeps is the body, and an HTML comment
//! in it survives even the cleaning that the author role's posts go through, shows nothing on the
//! page, and is found by the `search` parameter in every status (measured on 6.1.9).

const LONGEST: usize = 100;

/// `<!-- name=id -->`: which product put the post there, and which of its records it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker(String);

/// A name or id that would not survive inside an HTML comment or a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a marker's name and id are 1 to {LONGEST} ASCII letters, digits, colons and single inner hyphens")]
pub struct InvalidMarker;

impl Marker {
    /// # Errors
    /// When `name` or `id` is empty, longer than 100 bytes, or has other characters than ASCII
    /// letters, digits, `:` and single inner `-`: WordPress shortens `--` within a comment, and
    /// splits a search at spaces and commas.
    pub fn new(name: &str, id: &str) -> Result<Self, InvalidMarker> {
        if is_plain(name) && is_plain(id) { Ok(Self(format!("{name}={id}"))) } else { Err(InvalidMarker) }
    }

    /// What to search for.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    pub(crate) fn comment(&self) -> String {
        format!("<!-- {} -->", self.0)
    }

    pub(crate) fn is_in(&self, body: &str) -> bool {
        body.contains(&self.comment())
    }

    /// Puts the marker into the last paragraph: after it, WordPress would make an empty paragraph
    /// of it.
    pub(crate) fn put_into(&self, body: &str) -> String {
        let at = body.rfind("</p>").unwrap_or(body.len());
        let (before, after) = body.split_at(at);
        format!("{before}{}{after}", self.comment())
    }

    pub(crate) fn take_out_of(&self, body: &str) -> String {
        body.replace(&self.comment(), "")
    }
}

fn is_plain(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-'))
        && !text.contains("--")
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker() -> Marker {
        Marker::new("shop:content", "0192f3aa-1111").expect("a marker")
    }

    #[test]
    fn goes_into_the_last_paragraph_and_out_again() {
        let body = "<p>One</p><ul><li>x</li></ul><p>Two</p>\n";
        let marked = marker().put_into(body);
        assert_eq!(marked, "<p>One</p><ul><li>x</li></ul><p>Two<!-- shop:content=0192f3aa-1111 --></p>\n");
        assert!(marker().is_in(&marked));
        assert_eq!(marker().take_out_of(&marked), body);
    }

    #[test]
    fn follows_a_body_without_paragraphs() {
        assert!(marker().put_into("<h2>x</h2>").ends_with("-1111 -->"));
    }

    #[test]
    fn another_record_is_not_recognised() {
        let longer = Marker::new("shop:content", "0192f3aa-11112").expect("a marker");
        assert!(!marker().is_in(&longer.comment()));
    }

    #[test]
    fn what_a_comment_or_a_search_would_change_is_refused() {
        for id in ["", "a b", "a,b", "a--b", "-a", "a-", "a>", "é"] {
            assert_eq!(Marker::new("x", id), Err(InvalidMarker), "{id}");
        }
    }
}
