//! Whether a title says again what another one says already.
//!
//! Titles are compared as sets of words: without small words, without the words that every headline has, plurals and
//! singulars alike. Their similarity is the part of all their words that they share (the Jaccard index). A primary
//! keyword in common counts for a quarter, since two pages for one keyword compete with each other.

use std::collections::{BTreeSet, HashMap};

/// From here on two titles overlap. At 0.6 "How to clean a moka pot" and "How to descale a moka pot" (2 words of 4)
/// stay apart, and a word more or less in an otherwise equal title does not.
const OVERLAP: f64 = 0.6;
/// What a primary keyword in common adds.
const SAME_KEYWORD: f64 = 0.25;

/// Words that carry no subject: grammar, and what headlines are padded with.
const SMALL_WORDS: &[&str] = &[
    "a",
    "about",
    "all",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "by",
    "can",
    "complete",
    "definitive",
    "do",
    "does",
    "essential",
    "everything",
    "explained",
    "for",
    "from",
    "full",
    "guide",
    "how",
    "in",
    "introduction",
    "is",
    "it",
    "its",
    "know",
    "need",
    "of",
    "on",
    "or",
    "our",
    "overview",
    "should",
    "simple",
    "step",
    "that",
    "the",
    "their",
    "this",
    "to",
    "ultimate",
    "what",
    "which",
    "why",
    "with",
    "you",
    "your",
];

/// A title with the primary keyword of what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    title: String,
    words: BTreeSet<String>,
    keyword: BTreeSet<String>,
}

/// Titles that exist, found by their words.
#[derive(Debug, Default)]
pub struct Titles {
    known: Vec<Known>,
    by_word: HashMap<String, Vec<usize>>,
}

impl Titles {
    /// Adds a title.
    pub fn add(&mut self, title: &str, primary_keyword: &str) {
        let known = Known { title: title.to_owned(), words: words(title), keyword: words(primary_keyword) };
        for word in known.words.union(&known.keyword) {
            self.by_word.entry(word.clone()).or_default().push(self.known.len());
        }
        self.known.push(known);
    }

    /// The title that this one overlaps with most, if it overlaps with any.
    #[must_use]
    pub fn overlapping(&self, title: &str, primary_keyword: &str) -> Option<&str> {
        let (own, keyword) = (words(title), words(primary_keyword));
        let nearby: BTreeSet<usize> =
            own.union(&keyword).filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        nearby
            .into_iter()
            .map(|at| (&self.known[at], similarity(&own, &keyword, &self.known[at])))
            .filter(|(_, similarity)| *similarity >= OVERLAP)
            // of equals the first that was added
            .max_by(|(_, a), (_, b)| a.total_cmp(b).then(std::cmp::Ordering::Greater))
            .map(|(known, _)| known.title.as_str())
    }

    /// The titles that share most words with a text, nearest first, at most `limit`.
    #[must_use]
    pub fn nearest(&self, text: &str, limit: usize) -> Vec<&str> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for at in words(text).iter().filter_map(|word| self.by_word.get(word)).flatten() {
            *shared.entry(*at).or_default() += 1;
        }
        let mut ranked: Vec<(usize, usize)> = shared.into_iter().map(|(at, count)| (count, at)).collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().take(limit).map(|(_, at)| self.known[at].title.as_str()).collect()
    }
}

fn similarity(own: &BTreeSet<String>, keyword: &BTreeSet<String>, known: &Known) -> f64 {
    let shared = own.intersection(&known.words).count();
    let all = own.union(&known.words).count();
    let same_keyword = if !keyword.is_empty() && *keyword == known.keyword { SAME_KEYWORD } else { 0.0 };
    if all == 0 { same_keyword } else { count(shared) / count(all) + same_keyword }
}

/// A number of words; titles have few.
fn count(words: usize) -> f64 {
    f64::from(u32::try_from(words).unwrap_or(u32::MAX))
}

/// The words that carry the subject. When nothing else is left, the small ones do.
fn words(text: &str) -> BTreeSet<String> {
    let form = clustering::normalise(text);
    let all = || form.split_whitespace().filter(|word| !is_year(word)).map(singular);
    let telling: BTreeSet<String> = all().filter(|word| !SMALL_WORDS.contains(&word.as_str())).collect();
    if telling.is_empty() { all().collect() } else { telling }
}

/// "2026" dates a title, it does not set it apart.
fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The word without the endings of English plurals; a word cut wrongly is cut alike everywhere.
fn singular(word: &str) -> String {
    let cut = if word.len() > 4 && word.ends_with("ies") {
        return format!("{}y", &word[..word.len() - 3]);
    } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        &word[..word.len() - 1]
    } else {
        word
    };
    cut.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn titles(known: &[(&str, &str)]) -> Titles {
        let mut titles = Titles::default();
        for (title, keyword) in known {
            titles.add(title, keyword);
        }
        titles
    }

    #[test]
    fn the_same_said_in_other_words_overlaps() {
        let known = titles(&[("The Complete Guide to Cold Brew Ratios", "cold brew ratio")]);
        for again in [
            "Cold brew ratio: everything you need to know",
            "cold brew ratios 2026",
            "Your guide to the cold brew ratio",
        ] {
            assert_eq!(known.overlapping(again, ""), Some("The Complete Guide to Cold Brew Ratios"), "{again}");
        }
    }

    #[test]
    fn another_subject_of_the_same_cluster_does_not() {
        let known =
            titles(&[("How to clean a moka pot", "clean moka pot"), ("Moka pot sizes compared", "moka pot size")]);
        for other in ["How to descale a moka pot", "Best moka pot for induction", "Cold brew ratio"] {
            assert_eq!(known.overlapping(other, ""), None, "{other}");
        }
    }

    #[test]
    fn two_pages_for_one_keyword_overlap_sooner() {
        let known = titles(&[("Best burr coffee grinders", "burr grinder")]);
        let title = "Burr grinders compared";
        assert_eq!(known.overlapping(title, "blade grinder"), None);
        assert_eq!(known.overlapping("Burr grinders: best picks", "burr grinders"), Some("Best burr coffee grinders"));
    }

    #[test]
    fn the_most_alike_is_named() {
        let known = titles(&[("Cold brew ratio chart", ""), ("Cold brew ratio", "")]);
        assert_eq!(known.overlapping("Cold brew ratio", ""), Some("Cold brew ratio"));
    }

    #[test]
    fn nearest_titles_come_first() {
        let known = titles(&[("Espresso machines", ""), ("Cold brew coffee at home", ""), ("Coffee grinders", "")]);
        assert_eq!(known.nearest("cold brew coffee", 2), ["Cold brew coffee at home", "Coffee grinders"]);
    }

    proptest! {
        #[test]
        fn a_title_overlaps_with_itself(title in "[A-Za-z]{1,12}( [A-Za-z]{1,12}){0,8}") {
            let known = titles(&[(&title, "")]);
            prop_assert_eq!(known.overlapping(&title, ""), Some(title.as_str()));
        }

        #[test]
        fn whichever_comes_first(a in "[a-z ]{0,30}", b in "[a-z ]{0,30}") {
            let one = titles(&[(&a, "")]).overlapping(&b, "").is_some();
            let other = titles(&[(&b, "")]).overlapping(&a, "").is_some();
            prop_assert_eq!(one, other);
        }
    }
}
