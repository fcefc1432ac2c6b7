//! The words of a run: numbered in alphabetical order, so that numbers never depend on input order.

use rustc_hash::FxHashMap;

use crate::input::Options;
use crate::spelling::spelling_class;
use crate::stems::{Language, Stems};

/// All words of a run, and each keyword as a list of them.
pub(crate) struct Lexicon {
    words: Vec<Box<str>>,
    /// Per word, the class of its stem: equal for plurals and spellings of one word.
    class_of: Vec<u32>,
    classes: FxHashMap<Box<str>, u32>,
    /// Per class, its most used word.
    class_word: Vec<u32>,
    glue: Vec<bool>,
    function: Vec<bool>,
    offsets: Vec<usize>,
    tokens: Vec<u32>,
    stems: Stems,
    language: Language,
}

impl Lexicon {
    /// Reads normalised keywords.
    pub(crate) fn new(texts: &[String], options: &Options) -> Self {
        let (mut words, mut tokens, offsets) = number_words(texts);
        sort_words(&mut words, &mut tokens);

        let stems = Stems::new(options.language);
        let names: Vec<String> = words.iter().map(|word| class_name(word, &stems, options.language)).collect();
        let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let classes: FxHashMap<Box<str>, u32> = sorted.into_iter().map(Box::from).zip(0..).collect();
        let class_of: Vec<u32> = names.iter().map(|name| classes[name.as_str()]).collect();

        let mut uses = vec![0u32; words.len()];
        for &token in &tokens {
            uses[token as usize] += 1;
        }
        let mut class_word = vec![u32::MAX; classes.len()];
        for (word, &class) in (0u32..).zip(&class_of) {
            let best = &mut class_word[class as usize];
            if *best == u32::MAX || uses[word as usize] > uses[*best as usize] {
                *best = word;
            }
        }

        Self {
            class_of,
            classes,
            class_word,
            glue: words.iter().map(|word| stems.is_glue(word)).collect(),
            function: words.iter().map(|word| stems.is_function_word(word)).collect(),
            words: words.into_iter().map(Box::from).collect(),
            offsets,
            tokens,
            stems,
            language: options.language,
        }
    }

    /// The keyword's words in the order written.
    pub(crate) fn words_of(&self, keyword: usize) -> &[u32] {
        &self.tokens[self.offsets[keyword]..self.offsets[keyword + 1]]
    }

    pub(crate) fn word(&self, word: u32) -> &str {
        &self.words[word as usize]
    }

    pub(crate) fn word_count(&self) -> usize {
        self.words.len()
    }

    pub(crate) fn class(&self, word: u32) -> u32 {
        self.class_of[word as usize]
    }

    pub(crate) fn class_count(&self) -> usize {
        self.class_word.len()
    }

    /// The word a class is shown by.
    pub(crate) fn class_word(&self, class: u32) -> &str {
        self.word(self.class_word[class as usize])
    }

    /// Whether leaving the word out leaves the keyword's meaning.
    pub(crate) fn is_glue(&self, word: u32) -> bool {
        self.glue[word as usize]
    }

    /// Whether the class is shown by a word that names no subject.
    pub(crate) fn class_is_function_word(&self, class: u32) -> bool {
        self.function[self.class_word[class as usize] as usize]
    }

    /// The class of the two words written as one, when some keyword writes them so: `cold brew`,
    /// `coldbrew`. Numbers are never joined, nor function words (`in to`).
    pub(crate) fn compound(&self, first: u32, second: u32) -> Option<u32> {
        if self.function[first as usize] || self.function[second as usize] {
            return None;
        }
        let (first, second) = (self.word(first), self.word(second));
        let digits = |word: &str| word.chars().any(|c| c.is_ascii_digit());
        if digits(first) || digits(second) {
            return None;
        }
        let joined = format!("{first}{second}");
        let name = class_name(&joined, &self.stems, self.language);
        self.classes.get(name.as_str()).copied()
    }
}

fn class_name(word: &str, stems: &Stems, language: Language) -> String {
    if language == Language::English { spelling_class(word, stems) } else { stems.stem(word) }
}

/// Numbers words in the order met. Returns the words, every keyword's tokens, and where each starts.
fn number_words(texts: &[String]) -> (Vec<&str>, Vec<u32>, Vec<usize>) {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut words = Vec::new();
    let mut tokens = Vec::with_capacity(texts.len() * 4);
    let mut offsets = Vec::with_capacity(texts.len() + 1);
    offsets.push(0);
    for text in texts {
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let fresh = u32::try_from(words.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(word).or_insert(fresh);
            if number == fresh {
                words.push(word);
            }
            tokens.push(number);
        }
        offsets.push(tokens.len());
    }
    (words, tokens, offsets)
}

/// Renumbers words alphabetically.
fn sort_words(words: &mut Vec<&str>, tokens: &mut [u32]) {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_unstable_by_key(|&number| words[number]);
    let mut renumbered = vec![0u32; words.len()];
    for (new, &old) in (0u32..).zip(&order) {
        renumbered[old] = new;
    }
    *words = order.iter().map(|&old| words[old]).collect();
    for token in tokens {
        *token = renumbered[*token as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(texts: &[&str]) -> Lexicon {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        Lexicon::new(&texts, &Options::default())
    }

    #[test]
    fn word_numbers_do_not_depend_on_input_order() {
        let one = lexicon(&["moka pot", "cold brew"]);
        let other = lexicon(&["cold brew", "moka pot"]);
        assert_eq!(one.words, other.words);
        assert_eq!(one.words_of(0), other.words_of(1));
    }

    #[test]
    fn a_class_is_shown_by_its_most_used_word() {
        let lexicon = lexicon(&["grinder", "grinders best", "grinders cheap"]);
        let class = lexicon.class(lexicon.words_of(0)[0]);
        assert_eq!(lexicon.class_word(class), "grinders");
    }

    #[test]
    fn words_join_only_into_words_that_are_in_use() {
        let lexicon = lexicon(&["coldbrew recipe", "cold brew 1 2", "12", "into", "in to"]);
        let words = lexicon.words_of(1);
        assert_eq!(lexicon.compound(words[0], words[1]), Some(lexicon.class(lexicon.words_of(0)[0])));
        assert_eq!(lexicon.compound(words[2], words[3]), None);
        let function = lexicon.words_of(4);
        assert_eq!(lexicon.compound(function[0], function[1]), None);
    }
}
