//! The little HTML this crate has to understand: enough to compare, to quote and to name.

const QUOTED: usize = 80;

/// The form in which two bodies are compared. WordPress writes `&` as `&amp;`, `<br>` as `<br />`
/// and moves white space about, which changes nothing for a reader.
pub(crate) fn canonical(html: &str) -> String {
    let decoded = decode_entities(html);
    let mut out = String::with_capacity(decoded.len());
    for piece in decoded.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out.replace(" />", ">").replace("/>", ">").replace("> ", ">").replace(" <", "<")
}

/// Replaces the entities that WordPress writes: the five of XML, and numeric ones.
pub(crate) fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity =
            rest.find(';').filter(|&end| end <= 8).and_then(|end| Some((entity_char(&rest[1..end])?, end + 1)));
        let (char, length) = entity.unwrap_or(('&', 1));
        out.push(char);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn entity_char(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// The text without its tags: WordPress puts `<strong>` into messages.
pub(crate) fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for char in html.chars() {
        match char {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(char),
            _ => {}
        }
    }
    beginning(&decode_entities(&out))
}

/// The title of a page.
pub(crate) fn title(page: &str) -> Option<String> {
    // ASCII lower case keeps every byte where it was.
    let lower = page.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower[tag..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let title = without_tags(&page[start..end]);
    (!title.is_empty()).then_some(title)
}

/// At most 80 characters of one line, for quoting.
pub(crate) fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Where two texts part: the pieces that differ, each from a little before that place.
pub(crate) fn first_difference(wanted: &str, found: &str) -> (String, String) {
    let same = wanted.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
    let from = same.saturating_sub(20);
    let piece = |text: &str| beginning(&text.chars().skip(from).take(QUOTED).collect::<String>());
    (piece(wanted), piece(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wordpress_rewrites_without_harm_compares_equal() {
        let sent = "<p>Salt & pepper</p>\n<img src=\"a.png\" alt=\"x\"><br>";
        let kept = "<p>Salt &amp; pepper</p><img src=\"a.png\" alt=\"x\" />\r\n<br />\n";
        assert_eq!(canonical(sent), canonical(kept));
        assert_ne!(canonical("<p>a b</p>"), canonical("<p>ab</p>"));
        assert_ne!(canonical("<p>a</p>"), canonical("<p>a<script>b</script></p>"));
    }

    #[test]
    fn entities_are_decoded_and_stray_ampersands_kept() {
        assert_eq!(decode_entities("a &amp; b &#038; c &#x26; d"), "a & b & c & d");
        assert_eq!(decode_entities("AT&T; R&D &"), "AT&T; R&D &");
        assert_eq!(decode_entities("&é; &#xffffff;"), "&é; &#xffffff;");
    }

    #[test]
    fn a_title_is_found_in_a_page() {
        let page = "<!doctype html><html><head><TITLE lang=de>Wartung &amp; Pause</TITLE>";
        assert_eq!(title(page).as_deref(), Some("Wartung & Pause"));
        assert_eq!(title("<p>none</p>"), None);
    }

    #[test]
    fn the_place_where_texts_part_is_quoted() {
        let (wanted, found) = first_difference("the same and then this", "the same and then that");
        assert_eq!((wanted.as_str(), found.as_str()), ("the same and then this", "the same and then that"));
    }
}
