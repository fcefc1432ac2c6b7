//! Items as weighted features, so that the product of two items is their similarity.
//!
//! A similarity is a weighted mean of up to three cosines: of shared words (TF-IDF of stems and of
//! pairs of neighbouring stems), of shared letters ([`WordKernel`]), and of meaning (an embedding).

use rustc_hash::FxHashMap;

use crate::error::ClusterError;
use crate::lexicon::Lexicon;
use crate::near_duplicates::Items;
use crate::parallel;
use crate::watch::{Stage, Watch};
use crate::word_kernel::{WordKernel, rarity};

/// How much each kind of evidence weighs; they add up to 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shares {
    pub(crate) words: f32,
    pub(crate) letters: f32,
    pub(crate) meaning: f32,
}

impl Shares {
    /// Without a model.
    pub(crate) const LEXICAL: Self = Self { words: 0.5, letters: 0.5, meaning: 0.0 };
    /// With a model, which reads letters better than n-grams do.
    pub(crate) const WITH_MODEL: Self = Self { words: 0.3, letters: 0.0, meaning: 0.7 };
}

/// What a feature stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A stem class.
    Stem(u32),
    /// Two stem classes, one after the other.
    Pair(u32, u32),
    /// A word as written, met by words alike to it.
    Word(u32),
}

/// The lexical features of all items. Features are numbered: stems first, then pairs, then words.
pub(crate) struct Features {
    offsets: Vec<usize>,
    entries: Vec<(u32, f32)>,
    pairs: Vec<(u32, u32)>,
    stem_count: u32,
    feature_count: usize,
    kernel: Option<WordKernel>,
}

/// What weighing an item needs to know about all of them.
struct Census {
    stem_rarity: Vec<f32>,
    /// Pairs in at least two items: the only ones that can meet. With their rarity.
    pairs: FxHashMap<(u32, u32), (u32, f32)>,
    lone_pair_rarity: f32,
}

impl Features {
    pub(crate) fn new(
        items: &Items,
        lexicon: &Lexicon,
        shares: Shares,
        threads: usize,
        watch: &dyn Watch,
    ) -> Result<Self, ClusterError> {
        let (census, pairs) = take_census(items, lexicon);
        let kernel =
            (shares.letters > 0.0).then(|| WordKernel::new(lexicon, &count_words(items, lexicon), items.len()));
        let stem_count = u32::try_from(lexicon.class_count()).unwrap_or(u32::MAX);
        let first_word = stem_count as usize + pairs.len();

        let weigh = Weigh {
            lexicon,
            census: &census,
            kernel: kernel.as_ref(),
            shares,
            stem_count,
            first_word: u32::try_from(first_word).unwrap_or(u32::MAX),
        };
        let parts = parallel::chunks(
            items.len(),
            4096,
            threads,
            (watch, Stage::Weighing),
            || (),
            |(), range| {
                let mut entries = Vec::with_capacity(range.len() * 12);
                let mut sizes = Vec::with_capacity(range.len());
                for item in range {
                    let before = entries.len();
                    weigh.item(items.representative(item), &mut entries);
                    sizes.push(entries.len() - before);
                }
                Ok((entries, sizes))
            },
        )?;
        let mut offsets = Vec::with_capacity(items.len() + 1);
        offsets.push(0);
        let mut end = 0;
        for size in parts.iter().flat_map(|(_, sizes)| sizes) {
            end += size;
            offsets.push(end);
        }
        let mut entries = Vec::with_capacity(end);
        for (part, _) in parts {
            entries.extend(part);
        }
        Ok(Self {
            offsets,
            entries,
            pairs,
            stem_count,
            feature_count: first_word + if kernel.is_some() { lexicon.word_count() } else { 0 },
            kernel,
        })
    }

    pub(crate) fn feature_count(&self) -> usize {
        self.feature_count
    }

    pub(crate) fn item_count(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The item's features with their weights, by rising number.
    pub(crate) fn of_item(&self, item: usize) -> &[(u32, f32)] {
        &self.entries[self.offsets[item]..self.offsets[item + 1]]
    }

    /// What the item looks for in others: its own features, and words alike to its words. The
    /// product with another item's features is the lexical part of their similarity.
    pub(crate) fn query(&self, item: usize, query: &mut Vec<(u32, f32)>) {
        query.clear();
        let first_word = self.first_word();
        for &(feature, weight) in self.of_item(item) {
            match &self.kernel {
                Some(kernel) if feature >= first_word => {
                    let alike = kernel.alike(feature - first_word);
                    query.extend(alike.iter().map(|&(word, product)| (first_word + word, weight * product)));
                }
                _ => query.push((feature, weight)),
            }
        }
    }

    pub(crate) fn meaning(&self, feature: u32) -> Meaning {
        let first_word = self.first_word();
        if feature < self.stem_count {
            Meaning::Stem(feature)
        } else if feature < first_word {
            let (first, second) = self.pairs[(feature - self.stem_count) as usize];
            Meaning::Pair(first, second)
        } else {
            Meaning::Word(feature - first_word)
        }
    }

    fn first_word(&self) -> u32 {
        self.stem_count + u32::try_from(self.pairs.len()).unwrap_or(u32::MAX)
    }
}

struct Weigh<'a> {
    lexicon: &'a Lexicon,
    census: &'a Census,
    kernel: Option<&'a WordKernel>,
    shares: Shares,
    stem_count: u32,
    first_word: u32,
}

impl Weigh<'_> {
    /// Appends the features of a keyword.
    fn item(&self, keyword: usize, entries: &mut Vec<(u32, f32)>) {
        let words = self.lexicon.words_of(keyword);
        let start = entries.len();
        self.stems_and_pairs(words, entries);
        entries[start..].sort_unstable_by_key(|&(feature, _)| feature);
        if let Some(kernel) = self.kernel {
            self.letters(words, kernel, entries);
        }
    }

    fn stems_and_pairs(&self, words: &[u32], entries: &mut Vec<(u32, f32)>) {
        let start = entries.len();
        let classes: Vec<u32> = words.iter().map(|&word| self.lexicon.class(word)).collect();
        let mut squares = 0.0;
        for (stem, times) in count(&classes) {
            let weight = sublinear(times) * self.census.stem_rarity[stem as usize];
            squares += weight * weight;
            entries.push((stem, weight));
        }
        let pairs: Vec<(u32, u32)> = classes.windows(2).map(|pair| (pair[0], pair[1])).collect();
        for (pair, times) in count(&pairs) {
            // A pair found nowhere else meets nothing, yet takes its part of the length.
            let met = self.census.pairs.get(&pair);
            let rarity = met.map_or(self.census.lone_pair_rarity, |&(_, rarity)| rarity);
            let weight = sublinear(times) * rarity;
            squares += weight * weight;
            if let Some(&(number, _)) = met {
                entries.push((self.stem_count + number, weight));
            }
        }
        scale(&mut entries[start..], squares, self.shares.words);
    }

    fn letters(&self, words: &[u32], kernel: &WordKernel, entries: &mut Vec<(u32, f32)>) {
        let start = entries.len();
        let counted = count(words);
        let mut square = 0.0;
        for &(word, times) in &counted {
            for &(other, other_times) in &counted {
                square += sublinear(times) * sublinear(other_times) * kernel.product(word, other);
            }
            entries.push((self.first_word + word, sublinear(times)));
        }
        scale(&mut entries[start..], square, self.shares.letters);
    }
}

/// Divides by the length, and multiplies so that the product of two items carries the share.
fn scale(entries: &mut [(u32, f32)], square: f32, share: f32) {
    let factor = if square > 0.0 { (share / square).sqrt() } else { 0.0 };
    for (_, weight) in entries {
        *weight *= factor;
    }
}

/// Sublinear term frequency.
fn sublinear(times: u32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a keyword repeats a word a few times at most")]
    let times = times as f32;
    1.0 + times.ln()
}

/// Each distinct value with its number of occurrences, sorted. Keywords are short.
fn count<T: Copy + Ord>(values: &[T]) -> Vec<(T, u32)> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX))).collect()
}

fn count_words(items: &Items, lexicon: &Lexicon) -> Vec<u32> {
    let mut uses = vec![0; lexicon.word_count()];
    for item in 0..items.len() {
        for (word, _) in count(lexicon.words_of(items.representative(item))) {
            uses[word as usize] += 1;
        }
    }
    uses
}

/// Counts stems and pairs over all items; also returns the pairs that occur more than once, sorted.
fn take_census(items: &Items, lexicon: &Lexicon) -> (Census, Vec<(u32, u32)>) {
    let item_count = items.len();
    let mut stem_uses = vec![0usize; lexicon.class_count()];
    let mut pair_uses: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for item in 0..item_count {
        let words = lexicon.words_of(items.representative(item));
        let classes: Vec<u32> = words.iter().map(|&word| lexicon.class(word)).collect();
        for (stem, _) in count(&classes) {
            stem_uses[stem as usize] += 1;
        }
        let pairs: Vec<(u32, u32)> = classes.windows(2).map(|pair| (pair[0], pair[1])).collect();
        for (pair, _) in count(&pairs) {
            *pair_uses.entry(pair).or_default() += 1;
        }
    }
    pair_uses.retain(|_, uses| *uses > 1);
    let mut sorted: Vec<((u32, u32), u32)> = pair_uses.into_iter().collect();
    sorted.sort_unstable();
    let census = Census {
        stem_rarity: stem_uses.iter().map(|&uses| rarity(uses, item_count)).collect(),
        pairs: (0u32..)
            .zip(&sorted)
            .map(|(number, &(pair, uses))| (pair, (number, rarity(uses as usize, item_count))))
            .collect(),
        lone_pair_rarity: rarity(1, item_count),
    };
    (census, sorted.into_iter().map(|(pair, _)| pair).collect())
}
