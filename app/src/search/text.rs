//! What somebody types to search for.

use crate::kit::AppError;
use crate::kit::address::Address;
use crate::kit::id::SiteId;

/// The page of the search.
pub const PATH: &str = "/search";

/// Bounds of a search, in characters, once its white space is normalised.
pub const MIN_LENGTH: usize = 2;
pub const MAX_LENGTH: usize = 100;

/// A text that can be searched for: its words with single spaces, nothing that a database cannot take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchText(String);

/// Why a text cannot be searched for. The sentences may be shown to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchTextError {
    #[error("Type at least {MIN_LENGTH} characters.")]
    TooShort,
    #[error("Search for at most {MAX_LENGTH} characters.")]
    TooLong,
}

impl SearchText {
    /// # Errors
    /// [`SearchTextError`] where it is shorter or longer than can be searched for.
    pub fn parse(typed: &str) -> Result<Self, SearchTextError> {
        let words = typed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let text = words.collect::<Vec<_>>().join(" ");
        match text.chars().count() {
            length if length < MIN_LENGTH => Err(SearchTextError::TooShort),
            length if length > MAX_LENGTH => Err(SearchTextError::TooLong),
            _ => Ok(Self(text)),
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The page with everything that it finds.
    #[must_use]
    pub fn href(&self, site: Option<SiteId>) -> String {
        Address::new(PATH).with("q", &self.0).with_some("site", site).finish()
    }
}

impl From<SearchTextError> for AppError {
    fn from(error: SearchTextError) -> Self {
        let code = match error {
            SearchTextError::TooShort => "search_too_short",
            SearchTextError::TooLong => "search_too_long",
        };
        Self::invalid(code, error.to_string()).with_field("q", error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> Result<String, SearchTextError> {
        SearchText::parse(typed).map(|text| text.0)
    }

    #[test]
    fn white_space_does_not_matter() {
        assert_eq!(parsed("  cold\t\nbrew\0 ").as_deref(), Ok("cold brew"));
        assert_eq!(parsed("東京").as_deref(), Ok("東京"));
    }

    #[test]
    fn what_is_too_short_or_too_long_says_so() {
        for short in ["", "   ", "a", " a\0"] {
            assert_eq!(parsed(short), Err(SearchTextError::TooShort), "{short:?}");
        }
        assert!(parsed(&"é".repeat(MAX_LENGTH)).is_ok());
        assert_eq!(parsed(&"é".repeat(MAX_LENGTH + 1)), Err(SearchTextError::TooLong));
        assert_eq!(SearchTextError::TooShort.to_string(), "Type at least 2 characters.");
    }
}
