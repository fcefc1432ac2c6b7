//! The headings of an article, for its outline. Works on the sanitised HTML that we store, and in the browser too.

use serde::{Deserialize, Serialize};

/// A heading as the outline shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 or 3.
    pub level: i64,
    pub text: String,
}

/// The `h2` and `h3` of an article, in order.
#[must_use]
pub fn headings(html: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<h") {
        let tag = &rest[at..];
        let level = match tag.as_bytes().get(2) {
            Some(b'2') => 2,
            Some(b'3') => 3,
            _ => {
                rest = &tag[2..];
                continue;
            }
        };
        let end = format!("</h{level}>");
        let (Some(open), Some(close)) = (tag.find('>'), tag.find(&end)) else { break };
        if open < close {
            let text = text_of(&tag[open + 1..close]);
            if !text.is_empty() {
                found.push(Heading { level, text });
            }
        }
        rest = &tag[close + end.len()..];
    }
    found
}

/// The text between tags, entities decoded, spaces collapsed.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    let text = text
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
    fn headings_come_in_order_with_their_text_only() {
        let html = "<p>a</p><h2 id=\"x\">Salt <em>&amp;</em> oil</h2><hr><h3>Which  oil</h3><h4>no</h4><h2></h2>";
        let found: Vec<(i64, String)> = headings(html).into_iter().map(|one| (one.level, one.text)).collect();
        assert_eq!(found, [(2, "Salt & oil".to_owned()), (3, "Which oil".to_owned())]);
    }

    #[test]
    fn unfinished_headings_end_the_outline() {
        assert!(headings("<h2>never closed").is_empty());
        assert!(headings("<h2").is_empty());
    }
}
