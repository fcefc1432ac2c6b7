//! Languages, and the reduction of words to stems.

use rust_stemmers::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize};

/// The language of the keywords. Decides how words are reduced to stems; clusters are found in any
/// language, with `Other` by the words as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Language {
    Arabic,
    Danish,
    Dutch,
    #[default]
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
    Other,
}

impl Language {
    /// The language of a tag such as `de`, `pt-BR` or `en_GB`; `Other` when it has no stemmer here.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "ar" => Self::Arabic,
            "da" => Self::Danish,
            "nl" => Self::Dutch,
            "en" => Self::English,
            "fi" => Self::Finnish,
            "fr" => Self::French,
            "de" => Self::German,
            "el" => Self::Greek,
            "hu" => Self::Hungarian,
            "it" => Self::Italian,
            "no" | "nb" | "nn" => Self::Norwegian,
            "pt" => Self::Portuguese,
            "ro" => Self::Romanian,
            "ru" => Self::Russian,
            "es" => Self::Spanish,
            "sv" => Self::Swedish,
            "ta" => Self::Tamil,
            "tr" => Self::Turkish,
            _ => Self::Other,
        }
    }

    const fn algorithm(self) -> Option<Algorithm> {
        Some(match self {
            Self::Arabic => Algorithm::Arabic,
            Self::Danish => Algorithm::Danish,
            Self::Dutch => Algorithm::Dutch,
            Self::English => Algorithm::English,
            Self::Finnish => Algorithm::Finnish,
            Self::French => Algorithm::French,
            Self::German => Algorithm::German,
            Self::Greek => Algorithm::Greek,
            Self::Hungarian => Algorithm::Hungarian,
            Self::Italian => Algorithm::Italian,
            Self::Norwegian => Algorithm::Norwegian,
            Self::Portuguese => Algorithm::Portuguese,
            Self::Romanian => Algorithm::Romanian,
            Self::Russian => Algorithm::Russian,
            Self::Spanish => Algorithm::Spanish,
            Self::Swedish => Algorithm::Swedish,
            Self::Tamil => Algorithm::Tamil,
            Self::Turkish => Algorithm::Turkish,
            Self::Other => return None,
        })
    }
}

/// Reduces words of one language to stems.
pub(crate) struct Stems {
    language: Language,
    stemmer: Option<Stemmer>,
}

impl Stems {
    pub(crate) fn new(language: Language) -> Self {
        Self { language, stemmer: language.algorithm().map(Stemmer::create) }
    }

    /// The stem of a normalised word. Words with a digit are names of things and stay whole.
    pub(crate) fn stem(&self, word: &str) -> String {
        if word.contains(|c: char| c.is_ascii_digit()) {
            return word.to_owned();
        }
        if self.language == Language::English
            && let Some(singular) = irregular_singular(word)
        {
            return singular.to_owned();
        }
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(word).into_owned(),
            None => word.to_owned(),
        }
    }

    /// Whether the word only holds others together, so that leaving it out changes nothing:
    /// "plumber in london", "plumber london".
    pub(crate) fn is_glue(&self, word: &str) -> bool {
        self.language == Language::English
            && matches!(word, "a" | "an" | "and" | "at" | "for" | "in" | "of" | "on" | "the")
    }

    /// Whether the word says nothing about a subject, so that no description should rest on it.
    pub(crate) fn is_function_word(&self, word: &str) -> bool {
        self.language == Language::English
            && (self.is_glue(word) || ENGLISH_FUNCTION_WORDS.binary_search(&word).is_ok())
    }
}

/// Function words of English as searches use them, apostrophes gone; sorted.
const ENGLISH_FUNCTION_WORDS: &[&str] = &[
    "about", "after", "am", "any", "are", "as", "be", "been", "before", "but", "by", "can", "could", "did", "do",
    "does", "dont", "from", "get", "give", "go", "got", "had", "has", "have", "how", "i", "id", "if", "ill", "im",
    "into", "is", "it", "its", "ive", "just", "know", "let", "like", "make", "may", "me", "might", "mine", "much",
    "must", "my", "need", "no", "not", "or", "our", "out", "please", "right", "say", "should", "show", "so", "some",
    "tell", "than", "that", "thats", "their", "them", "then", "there", "they", "this", "to", "up", "us", "use",
    "using", "want", "was", "we", "were", "what", "whats", "when", "where", "which", "who", "whos", "why", "will",
    "with", "would", "you", "your",
];

/// Plurals that no suffix rule reduces.
fn irregular_singular(word: &str) -> Option<&'static str> {
    Some(match word {
        "children" => "child",
        "feet" => "foot",
        "geese" => "goos",
        "halves" => "half",
        "knives" => "knife",
        "leaves" => "leaf",
        "lives" => "life",
        "loaves" => "loaf",
        "men" => "man",
        "mice" => "mous",
        "people" => "person",
        "shelves" => "shelf",
        "teeth" => "tooth",
        "wives" => "wife",
        "wolves" => "wolf",
        "women" | "womens" => "woman",
        "mens" => "man",
        "knife" => "knife",
        "life" => "life",
        "wife" => "wife",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_share_the_stem_of_their_singular() {
        let stems = Stems::new(Language::English);
        for (one, many) in [
            ("grinder", "grinders"),
            ("knife", "knives"),
            ("woman", "women"),
            ("mouse", "mice"),
            ("goose", "geese"),
            ("battery", "batteries"),
        ] {
            assert_eq!(stems.stem(one), stems.stem(many), "{one}, {many}");
        }
        assert_ne!(stems.stem("iphone12"), stems.stem("iphone13"));
    }

    #[test]
    fn language_tags_are_understood_with_and_without_a_region() {
        assert_eq!(Language::from_tag("pt-BR"), Language::Portuguese);
        assert_eq!(Language::from_tag("EN_gb"), Language::English);
        assert_eq!(Language::from_tag("ja"), Language::Other);
    }

    #[test]
    fn the_list_of_function_words_can_be_searched() {
        assert!(ENGLISH_FUNCTION_WORDS.is_sorted());
        assert!(Stems::new(Language::English).is_function_word("would"));
        assert!(!Stems::new(Language::German).is_function_word("would"));
    }
}
