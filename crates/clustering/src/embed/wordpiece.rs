//! Words cut into the pieces of a BERT vocabulary, as the model was taught to read them.

use std::path::Path;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::EmbedError;
use crate::normalise::stands_alone;

/// Longer words are unknown without a try.
const LONGEST_WORD: usize = 100;

/// Pieces read at most, both marks included. Keywords have a dozen.
const MOST_PIECES: usize = 64;

/// An uncased vocabulary: one piece a line, its number being that of the line. A piece that
/// continues a word starts with `##`.
pub(super) struct WordPiece {
    pieces: FxHashMap<Box<str>, i32>,
    unknown: i32,
    start: i32,
    end: i32,
}

impl WordPiece {
    pub(super) fn load(path: &Path) -> Result<Self, EmbedError> {
        let failed = |reason: String| EmbedError::Load { path: path.display().to_string(), reason };
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        Self::parse(&text).map_err(failed)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let pieces: FxHashMap<Box<str>, i32> = text.lines().map(|piece| piece.trim_end().into()).zip(0..).collect();
        let mark = |name: &str| pieces.get(name).copied().ok_or(format!("it has no {name}"));
        Ok(Self { unknown: mark("[UNK]")?, start: mark("[CLS]")?, end: mark("[SEP]")?, pieces })
    }

    /// The numbers of the text's pieces, between the marks of start and end.
    pub(super) fn encode(&self, text: &str) -> Vec<i32> {
        let mut numbers = vec![self.start];
        for word in words(text) {
            self.encode_word(&word, &mut numbers);
        }
        numbers.truncate(MOST_PIECES - 1);
        numbers.push(self.end);
        numbers
    }

    /// The longest pieces from the front; a word that can't be cut without rest is unknown whole.
    fn encode_word(&self, word: &str, numbers: &mut Vec<i32>) {
        let before = numbers.len();
        let mut rest = if word.chars().count() > LONGEST_WORD { None } else { Some(word) };
        let mut prefix = "";
        while let Some(text) = rest.filter(|text| !text.is_empty()) {
            rest = self.longest_piece(prefix, text).map(|(number, length)| {
                numbers.push(number);
                &text[length..]
            });
            prefix = "##";
        }
        if rest.is_none() {
            numbers.truncate(before);
            numbers.push(self.unknown);
        }
    }

    fn longest_piece(&self, prefix: &str, text: &str) -> Option<(i32, usize)> {
        let mut piece = format!("{prefix}{text}");
        while piece.len() > prefix.len() {
            if let Some(&number) = self.pieces.get(piece.as_str()) {
                return Some((number, piece.len() - prefix.len()));
            }
            piece.pop();
        }
        None
    }
}

/// Lower case without accents; punctuation and characters that stand alone are words of their own.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars().flat_map(char::to_lowercase).nfd().filter(|c| !is_combining_mark(*c)) {
        let apart = stands_alone(c) || !(c.is_alphanumeric() || c.is_whitespace() || c.is_control());
        if apart || c.is_whitespace() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if apart {
                words.push(c.to_string());
            }
        } else if !c.is_control() {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\ncold\nbrew\n##ing\n##s\n'\ncafe\n咖";

    fn encode(text: &str) -> Vec<i32> {
        WordPiece::parse(VOCABULARY).expect("it has all marks").encode(text)
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces() {
        assert_eq!(encode("Cold BREWING"), [2, 4, 5, 6, 3]);
        assert_eq!(encode("brewings"), [2, 5, 6, 7, 3]);
    }

    #[test]
    fn a_word_with_a_rest_is_unknown_whole() {
        assert_eq!(encode("brewxyz cold"), [2, 1, 4, 3]);
        assert_eq!(encode(&"brew".repeat(30)), [2, 1, 3]);
    }

    #[test]
    fn accents_fall_and_punctuation_stands_alone() {
        assert_eq!(encode("café's"), [2, 9, 8, 1, 3]);
        assert_eq!(encode("咖cold"), [2, 10, 4, 3]);
    }

    #[test]
    fn long_texts_are_cut_off_and_keep_their_end_mark() {
        let numbers = encode(&"cold ".repeat(500));
        assert_eq!(numbers.len(), MOST_PIECES);
        assert_eq!(numbers.last(), Some(&3));
    }

    #[test]
    fn a_file_that_is_no_vocabulary_is_refused_by_name() {
        assert!(WordPiece::parse("cold\nbrew").is_err_and(|reason| reason == "it has no [UNK]"));
        let missing = WordPiece::load(Path::new("no-such-file")).err().expect("it is missing");
        assert!(missing.to_string().starts_with("no-such-file can't be read"));
    }
}
