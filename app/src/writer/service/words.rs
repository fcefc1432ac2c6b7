//! Counting an article's words: of the text alone, the same everywhere.

/// Words of an article's HTML.
#[must_use]
pub fn count(html: &str) -> i64 {
    crate::ai::html::word_count(html)
}

/// The end of what is written, as plain text, for a model that goes on from there.
#[must_use]
pub fn tail(html: &str, characters: usize) -> String {
    let text = crate::ai::html::plain_text(html);
    let skip = text.chars().count().saturating_sub(characters);
    text.chars().skip(skip).collect()
}
