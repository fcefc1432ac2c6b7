//! How alike two words are by their letters: `grinder` and `grinding`, `espresso` and `expresso`.
//!
//! Cosine similarity of character 3- to 5-grams between two keywords is a sum over their pairs of
//! words, because n-grams stay within words. Computing it once per pair of distinct *words* instead
//! of per pair of keywords makes a keyword a handful of features instead of a hundred, at the same
//! quality: that is where the engine's speed comes from.

use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;

/// Lengths of the character n-grams, with one space on either side of the word.
const GRAM_LENGTHS: RangeInclusive<usize> = 3..=5;

/// Words less alike than this cosine count as unlike. Below it there are only shared endings.
const LEAST_ALIKE: f32 = 0.2;

/// A word is compared with at most this many others, the most alike first.
const MOST_ALIKE: usize = 40;

/// N-grams in more words than this tell nothing (` co`, `ing `) and would cost most of the time.
const MOST_WORDS_A_GRAM: usize = 2_000;

/// Per word, the words alike to it (itself among them) with their unnormalised inner product.
pub(crate) struct WordKernel {
    offsets: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl WordKernel {
    /// Compares all words. `uses` counts the items each word occurs in, of `item_count`.
    pub(crate) fn new(lexicon: &Lexicon, uses: &[u32], item_count: usize) -> Self {
        let grams = Grams::new(lexicon, uses, item_count);
        let word_count = lexicon.word_count();
        let mut kernel = Self { offsets: Vec::with_capacity(word_count + 1), entries: Vec::new() };
        kernel.offsets.push(0);
        let mut products = vec![0f32; word_count];
        let mut touched = Vec::new();
        let mut row = Vec::new();
        for word in 0..word_count {
            let own = grams.square[word];
            row.clear();
            if !is_name(lexicon, word) {
                for &(gram, weight) in grams.of_word(word) {
                    for &(other, other_weight) in grams.words_with(gram) {
                        if products[other as usize] == 0.0 {
                            touched.push(other);
                        }
                        products[other as usize] += weight * other_weight;
                    }
                }
                for &other in &touched {
                    let product = std::mem::take(&mut products[other as usize]);
                    let cosine = product / (own * grams.square[other as usize]).sqrt();
                    if other as usize != word && cosine >= LEAST_ALIKE {
                        row.push((other, product, cosine));
                    }
                }
                touched.clear();
                row.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
                row.truncate(MOST_ALIKE);
            }
            kernel.entries.push((u32::try_from(word).unwrap_or(u32::MAX), own));
            kernel.entries.extend(row.iter().map(|&(other, product, _)| (other, product)));
            kernel.offsets.push(kernel.entries.len());
        }
        kernel
    }

    /// The words alike to `word` with their inner product; `word` itself comes first.
    pub(crate) fn alike(&self, word: u32) -> &[(u32, f32)] {
        &self.entries[self.offsets[word as usize]..self.offsets[word as usize + 1]]
    }

    /// The inner product of two words, 0 when they are unlike.
    pub(crate) fn product(&self, one: u32, other: u32) -> f32 {
        self.alike(one).iter().find_map(|&(word, product)| (word == other).then_some(product)).unwrap_or(0.0)
    }
}

/// Words with digits are names of models and years: `2024` is not nearly `2025`.
fn is_name(lexicon: &Lexicon, word: usize) -> bool {
    let word = u32::try_from(word).unwrap_or(u32::MAX);
    lexicon.word(word).bytes().any(|byte| byte.is_ascii_digit())
}

/// Every word's n-grams, weighted, and the other way round.
struct Grams {
    offsets: Vec<usize>,
    of_words: Vec<(u32, f32)>,
    posting_offsets: Vec<usize>,
    postings: Vec<(u32, f32)>,
    /// Per word, the sum of its squared weights.
    square: Vec<f32>,
}

impl Grams {
    fn new(lexicon: &Lexicon, uses: &[u32], item_count: usize) -> Self {
        let mut numbers: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let mut offsets = vec![0];
        let mut of_words: Vec<(u32, f32)> = Vec::new();
        let mut gram_uses: Vec<u32> = Vec::new();
        let mut word_counts: Vec<usize> = Vec::new();
        for (word, &used) in (0u32..).zip(uses) {
            let start = of_words.len();
            for_each_gram(lexicon.word(word), |gram| {
                let number = numbers.get(gram).copied().unwrap_or_else(|| {
                    let fresh = u32::try_from(gram_uses.len()).unwrap_or(u32::MAX);
                    numbers.insert(gram.into(), fresh);
                    gram_uses.push(0);
                    word_counts.push(0);
                    fresh
                });
                let own = &mut of_words[start..];
                if let Some(seen) = own.iter_mut().find(|(gram, _)| *gram == number) {
                    seen.1 += 1.0;
                } else {
                    of_words.push((number, 1.0));
                    gram_uses[number as usize] += used;
                    word_counts[number as usize] += 1;
                }
            });
            offsets.push(of_words.len());
        }

        let mut square = Vec::with_capacity(uses.len());
        for bounds in offsets.windows(2) {
            let own = &mut of_words[bounds[0]..bounds[1]];
            for (gram, weight) in own.iter_mut() {
                // Two words of one keyword may share a gram; counting it twice hardly matters.
                let used = gram_uses[*gram as usize] as usize;
                *weight *= rarity(used.min(item_count), item_count);
            }
            let sum: f32 = own.iter().map(|(_, weight)| weight * weight).sum();
            square.push(sum.max(f32::MIN_POSITIVE));
        }

        let mut grams = Self { offsets, of_words, posting_offsets: vec![0], postings: Vec::new(), square };
        grams.invert(&word_counts);
        grams
    }

    fn invert(&mut self, word_counts: &[usize]) {
        let mut next = Vec::with_capacity(word_counts.len());
        let mut total = 0;
        for &count in word_counts {
            next.push(total);
            total += if count > MOST_WORDS_A_GRAM { 0 } else { count };
            self.posting_offsets.push(total);
        }
        self.postings = vec![(0, 0.0); total];
        for (word, bounds) in (0u32..).zip(self.offsets.windows(2)) {
            for &(gram, weight) in &self.of_words[bounds[0]..bounds[1]] {
                if word_counts[gram as usize] <= MOST_WORDS_A_GRAM {
                    self.postings[next[gram as usize]] = (word, weight);
                    next[gram as usize] += 1;
                }
            }
        }
    }

    fn of_word(&self, word: usize) -> &[(u32, f32)] {
        &self.of_words[self.offsets[word]..self.offsets[word + 1]]
    }

    fn words_with(&self, gram: u32) -> &[(u32, f32)] {
        let gram = gram as usize;
        &self.postings[self.posting_offsets[gram]..self.posting_offsets[gram + 1]]
    }
}

/// Smoothed inverse document frequency, at least 1: `ln((1 + n) / (1 + df)) + 1`.
#[expect(clippy::cast_precision_loss, reason = "a weight needs few digits")]
pub(crate) fn rarity(uses: usize, item_count: usize) -> f32 {
    ((1 + item_count) as f32 / (1 + uses) as f32).ln() + 1.0
}

/// Calls `found` for each n-gram of the word, spaces around it. A word shorter than a length counts
/// whole, once.
fn for_each_gram(word: &str, mut found: impl FnMut(&str)) {
    let padded = format!(" {word} ");
    let mut bounds: Vec<usize> = padded.char_indices().map(|(at, _)| at).collect();
    bounds.push(padded.len());
    let length = bounds.len() - 1;
    for size in GRAM_LENGTHS {
        if size >= length {
            found(&padded);
            return;
        }
        for start in 0..=length - size {
            found(&padded[bounds[start]..bounds[start + size]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Options;

    fn cosine(one: &str, other: &str) -> f32 {
        let texts = [one, other, "filler words"].map(str::to_owned);
        let lexicon = Lexicon::new(&texts, &Options::default());
        let kernel = WordKernel::new(&lexicon, &vec![1; lexicon.word_count()], 3);
        let (one, other) = (lexicon.words_of(0)[0], lexicon.words_of(1)[0]);
        let scale = kernel.product(one, one) * kernel.product(other, other);
        kernel.product(one, other) / scale.sqrt()
    }

    #[test]
    fn words_are_alike_by_their_letters() {
        assert!(cosine("espresso", "expresso") > 0.3);
        assert!(cosine("grinder", "grinding") > 0.3);
        assert_eq!(cosine("moka", "latte"), 0.0);
    }

    #[test]
    fn numbers_are_alike_only_to_themselves() {
        assert_eq!(cosine("20240", "20241"), 0.0);
    }

    #[test]
    fn grams_stay_within_the_word_and_short_words_count_once() {
        let mut grams = Vec::new();
        for_each_gram("tea", |gram| grams.push(gram.to_owned()));
        assert_eq!(grams, [" te", "tea", "ea ", " tea", "tea ", " tea "]);
        grams.clear();
        for_each_gram("a", |gram| grams.push(gram.to_owned()));
        assert_eq!(grams, [" a "]);
    }
}
