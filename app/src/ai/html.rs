//! Reads HTML fragments far enough to count their words and to see which tags they use. It is no sanitiser: what is
//! stored passes the product's own.

/// A tag as it stands in a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// In lower case; empty for comments, doctypes and the like.
    pub name: String,
    pub closing: bool,
    pub has_attributes: bool,
}

/// Tags that stand within a word or a sentence, so that taking them out joins what is beside them.
const INLINE: &[&str] = &["strong", "em", "b", "i", "u", "a", "code", "span", "mark", "sub", "sup"];

enum Piece<'a> {
    Text(&'a str),
    Tag(Tag),
}

/// Splits a fragment. A `<` that opens no tag is text; a tag that never closes runs to the end.
fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if opens_tag(rest) {
            let end = rest.find('>').map_or(rest.len(), |at| at + 1);
            let (tag, after) = rest.split_at(end);
            rest = after;
            return Some(Piece::Tag(read_tag(tag)));
        }
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(at, character)| *character == '<' && opens_tag(&rest[*at..]))
            .map_or(rest.len(), |(at, _)| at);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(text))
    })
}

fn opens_tag(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next() == Some('<')
        && characters.next().is_some_and(|second| second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?'))
}

fn read_tag(tag: &str) -> Tag {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let closing = inner.starts_with('/');
    let inner = inner.trim_start_matches('/').trim_end_matches('/');
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    let has_attributes = !inner[name.len()..].trim().is_empty();
    Tag { name: name.to_ascii_lowercase(), closing, has_attributes }
}

/// The tags of a fragment, in order.
pub fn tags(html: &str) -> impl Iterator<Item = Tag> {
    pieces(html).filter_map(|piece| match piece {
        Piece::Tag(tag) => Some(tag),
        Piece::Text(_) => None,
    })
}

/// The text of a fragment, one space between blocks, the common entities decoded.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for piece in pieces(html) {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Tag(tag) if INLINE.contains(&tag.name.as_str()) => {}
            Piece::Tag(_) => text.push(' '),
        }
    }
    let text = text
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words of a fragment: runs between spaces with at least one letter or digit. Of scripts that are written without
/// spaces so many characters are a word as `characters_a_word` says, each run of them rounded up.
#[must_use]
pub fn word_count(html: &str) -> i64 {
    let words: usize = plain_text(html).split(' ').map(words_of_run).sum();
    i64::try_from(words).unwrap_or(i64::MAX)
}

fn words_of_run(run: &str) -> usize {
    let characters: Vec<char> = run.chars().collect();
    let pieces = characters.chunk_by(|one, next| characters_a_word(*one) == characters_a_word(*next));
    let words = pieces.map(|piece| match characters_a_word(piece[0]) {
        Some(characters) => piece.len().div_ceil(characters),
        None => usize::from(piece.iter().any(|one| one.is_alphanumeric())),
    });
    words.sum()
}

/// How many characters count as a word in a script without spaces between words; `None` for the others. Two of Chinese
/// and Japanese; four of Thai, Lao, Khmer and Burmese, whose vowels and tones are characters of their own. Good enough
/// for the length of an article: where one word ends only a dictionary knows.
const fn characters_a_word(character: char) -> Option<usize> {
    match character {
        // 々 〆 〇, kana, bopomofo, ideographs with their extensions, and kana of half the width
        '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{312F}'
        | '\u{31A0}'..='\u{31BF}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}' => Some(2),
        // Thai and Lao, Burmese, Khmer
        '\u{0E01}'..='\u{0E3A}'
        | '\u{0E40}'..='\u{0E4E}'
        | '\u{0E81}'..='\u{0ECE}'
        | '\u{1000}'..='\u{103F}'
        | '\u{1050}'..='\u{108F}'
        | '\u{1780}'..='\u{17D3}' => Some(4),
        _ => None,
    }
}

/// Writes plain text so that it is text in HTML too.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{escape, plain_text, tags, word_count};

    #[test]
    fn words_are_counted_across_blocks_and_through_emphasis() {
        assert_eq!(word_count("<p>Cold brew</p><p>is <strong>slow</strong>er – but good.</p>"), 6);
        assert_eq!(word_count("<ul><li>one</li><li>two</li></ul>"), 2);
        assert_eq!(word_count(""), 0);
    }

    #[test]
    fn scripts_without_spaces_are_counted_by_their_characters() {
        for (html, words) in [
            ("<p>冷萃咖啡需要时间。</p>", 4),
            ("<p>咖啡豆，</p><p>水！</p>", 3),
            ("<p>コーヒーは<em>美味しい</em></p>", 5),
            ("<p>กาแฟสกัดเย็น</p>", 3),
            ("<p>用Cold Brew做</p>", 4),
            ("<p>콜드브루 커피</p>", 2),
        ] {
            assert_eq!(word_count(html), words, "{html}");
        }
        assert_eq!(word_count(&"冷萃咖啡需要时间，".repeat(75)), 300);
    }

    #[test]
    fn tags_tell_their_attributes() {
        let found: Vec<_> = tags("<p class=x>a < b</p><BR/><!-- c -->").collect();
        assert_eq!(found.len(), 4);
        assert!(found[0].has_attributes && !found[0].closing);
        assert!(found[1].closing && !found[1].has_attributes);
        assert_eq!(found[2].name, "br");
        assert_eq!(found[3].name, "");
    }

    proptest! {
        #[test]
        fn any_text_survives_escaping(text in "\\PC{0,80}") {
            let expected = text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(plain_text(&format!("<p>{}</p>", escape(&text))), expected);
        }

        #[test]
        fn no_fragment_panics(html in "[<>/!a-z\"= &;é]{0,60}") {
            let _ = (plain_text(&html), tags(&html).count());
        }
    }
}
