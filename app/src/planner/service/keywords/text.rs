//! What makes a text a keyword: cleaned, bounded, and in the one form that all its spellings share.

use crate::planner::keyword::MAX_KEYWORD;

/// Longest normalised form, in characters: scripts without spaces get one after each character.
const MAX_NORMALISED: usize = 2 * MAX_KEYWORD;

/// Why a text is no keyword.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeywordTextError {
    #[error("There is no keyword.")]
    Missing,
    #[error("The keyword is {0} characters long; at most {MAX_KEYWORD} are possible. Shorten it.")]
    TooLong(usize),
    #[error("“{0}” begins with an equals sign, like a spreadsheet formula. Remove the sign if it is a keyword.")]
    Formula(String),
    #[error("“{0}” has letters that cannot be read. Choose another encoding in the preview.")]
    Unreadable(String),
}

/// A keyword as it is kept, and the form that decides whether two spellings are the same keyword.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeywordText {
    pub keyword: String,
    pub normalised: String,
}

impl KeywordText {
    /// Cleans and checks a text: single spaces, no control or invisible characters.
    ///
    /// # Errors
    /// [`KeywordTextError`]; its sentence is for the person who typed or exported it.
    pub fn parse(text: &str) -> Result<Self, KeywordTextError> {
        let keyword = clean(text);
        if keyword.is_empty() {
            return Err(KeywordTextError::Missing);
        }
        let shown = || crate::kit::text::shorten(&keyword, 60);
        if keyword.contains(['\u{FFFD}', '\u{FFFE}']) {
            return Err(KeywordTextError::Unreadable(shown()));
        }
        if keyword.starts_with('=') {
            return Err(KeywordTextError::Formula(shown()));
        }
        let length = keyword.chars().count();
        if length > MAX_KEYWORD {
            return Err(KeywordTextError::TooLong(length));
        }
        let normalised = clustering::normalise(&keyword);
        let normalised_length = normalised.chars().count();
        if normalised_length > MAX_NORMALISED {
            return Err(KeywordTextError::TooLong(normalised_length));
        }
        if normalised.is_empty() {
            return Err(KeywordTextError::Missing);
        }
        Ok(Self { keyword, normalised })
    }
}

/// Single spaces, none at the ends, and nothing that cannot be seen.
fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        // control characters separate like spaces
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Marks of direction and joints of zero width: two keywords that differ in them look the same. The joiners that
/// shape letters of Indic and Arabic scripts stay.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(text: &str) -> KeywordText {
        KeywordText::parse(text).expect("a keyword")
    }

    #[test]
    fn spellings_of_one_keyword_share_their_normalised_form() {
        let first = parsed("café au lait");
        for other in ["Cafe Au Lait", "  CAFÉ  au\tlait ", "cafe\u{200B} au lait"] {
            assert_eq!(parsed(other).normalised, first.normalised, "{other}");
        }
        assert_eq!(parsed("  COLD BREW coffee ").keyword, "COLD BREW coffee");
    }

    #[test]
    fn what_is_no_keyword_is_told_why() {
        assert_eq!(KeywordText::parse(" \u{200B} "), Err(KeywordTextError::Missing));
        assert_eq!(KeywordText::parse(&"x".repeat(600)), Err(KeywordTextError::TooLong(600)));
        assert!(matches!(KeywordText::parse("=HYPERLINK(\"x\")"), Err(KeywordTextError::Formula(_))));
        assert!(matches!(KeywordText::parse("caf\u{FFFD}"), Err(KeywordTextError::Unreadable(_))));
    }

    #[test]
    fn two_hundred_characters_fit_in_any_script() {
        assert!(KeywordText::parse(&"x".repeat(200)).is_ok());
        assert!(KeywordText::parse(&"咖".repeat(200)).is_ok());
        assert_eq!(KeywordText::parse(&"咖".repeat(201)), Err(KeywordTextError::TooLong(201)));
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_fits_its_columns(text in "\\PC{0,300}") {
            if let Ok(found) = KeywordText::parse(&text) {
                prop_assert!((1..=MAX_KEYWORD).contains(&found.keyword.chars().count()));
                prop_assert!((1..=MAX_NORMALISED).contains(&found.normalised.chars().count()));
                prop_assert!(!found.keyword.contains('\0') && !found.normalised.contains('\0'));
            }
        }

        #[test]
        fn cleaning_twice_changes_nothing_more(text in "\\PC{0,100}") {
            if let Ok(found) = KeywordText::parse(&text) {
                prop_assert_eq!(KeywordText::parse(&found.keyword), Ok(found.clone()));
            }
        }
    }
}
