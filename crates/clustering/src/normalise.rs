//! One form for every way of writing the same keyword.

use std::iter::once;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The keyword in lower case, without accents or punctuation, words separated by single spaces.
///
/// - Compatibility forms are folded (NFKC), so full-width letters and ligatures read as plain ones.
/// - Accents of European scripts are dropped: people leave them out when they search.
/// - Apostrophes vanish (`what's` → `whats`), other punctuation separates words.
/// - `+` and `#` after a letter stay (`c++`, `c#`), and so does the point in `3.5`.
/// - Chinese and Japanese characters become words of their own, since spaces don't separate words.
/// - A keyword of nothing but symbols stays as it is, so that `★` remains something.
#[must_use]
pub fn normalise(text: &str) -> String {
    let folded: Vec<char> = if text.is_ascii() {
        text.chars().map(|c| c.to_ascii_lowercase()).collect()
    } else {
        text.nfkc().flat_map(char::to_lowercase).nfd().filter(|c| !is_european_accent(*c)).nfc().collect()
    };
    let words = separate_words(&folded);
    if words.is_empty() {
        let symbols: String = folded.into_iter().collect();
        return symbols.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    words
}

/// Whether the character is written without spaces around words, so that each stands for itself.
pub(crate) fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30FF}'      // kana
        | '\u{3400}'..='\u{4DBF}'    // CJK extension A
        | '\u{4E00}'..='\u{9FFF}'    // CJK
        | '\u{F900}'..='\u{FAFF}'    // compatibility ideographs
        | '\u{20000}'..='\u{3FFFF}') // the later extensions
}

/// Words written one after another: with spaces, except between characters that stand alone.
pub(crate) fn join_words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for word in words {
        let tight =
            joined.chars().next_back().is_some_and(stands_alone) && word.chars().next().is_some_and(stands_alone);
        if !joined.is_empty() && !tight {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

fn separate_words(folded: &[char]) -> String {
    let mut words = String::with_capacity(folded.len());
    let mut gap = false;
    let mut before = ' ';
    for (&c, &after) in folded.iter().zip(folded.iter().skip(1).chain(once(&' '))) {
        let alone = stands_alone(c);
        let kept = c.is_alphanumeric()
            || alone
            || is_combining_mark(c)
            || (matches!(c, '+' | '#') && (before.is_alphanumeric() || before == c))
            || (c == '.' && before.is_ascii_digit() && after.is_ascii_digit());
        if kept {
            if (gap || alone) && !words.is_empty() {
                words.push(' ');
            }
            words.push(c);
            gap = alone;
        } else if !is_apostrophe(c) {
            gap = true;
        }
        before = if kept { c } else { ' ' };
    }
    words
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '`' | '\u{00B4}')
}

/// Combining marks of Latin, Greek and Cyrillic. Marks of other scripts carry vowels and stay.
fn is_european_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_one_keyword_become_one_form() {
        for written in ["Café  Crème", "cafe creme", "CAFÉ-CRÈME", " café, crème! "] {
            assert_eq!(normalise(written), "cafe creme");
        }
        assert_eq!(normalise("what's the ﬁlter’s size?"), "whats the filters size");
        assert_eq!(normalise("ＣＯＦＦＥＥ"), "coffee");
    }

    #[test]
    fn signs_that_carry_meaning_stay() {
        assert_eq!(normalise("C++ vs C#"), "c++ vs c#");
        assert_eq!(normalise("3.5 mm, 10.000 pcs."), "3.5 mm 10.000 pcs");
        assert_eq!(normalise("a + b"), "a b");
    }

    #[test]
    fn scripts_without_spaces_are_split_and_others_keep_their_vowels() {
        assert_eq!(normalise("咖啡机 best"), "咖 啡 机 best");
        assert_eq!(join_words(["咖", "啡", "best"]), "咖啡 best");
        assert_eq!(normalise("हिन्दी"), "हिन्दी");
    }

    #[test]
    fn nothing_but_symbols_stays_something() {
        assert_eq!(normalise(" ★  ☆ "), "★ ☆");
        assert_eq!(normalise("  "), "");
    }
}
