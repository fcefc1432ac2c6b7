//! Exact neighbours against the definition, and chosen candidates against exact neighbours.

use super::*;
use crate::embed::{EmbedError, Embedder};
use crate::features::Shares;
use crate::input::{Existing, Input, Keyword, Options};
use crate::lexicon::Lexicon;
use crate::near_duplicates;
use crate::normalise::normalise;
use crate::watch::Unwatched;

fn features(file: &str, shares: Shares) -> Features {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(file);
    let mut reader = csv::Reader::from_path(path).expect("the fixture is there");
    let raw: Vec<String> = reader.records().map(|row| row.expect("well formed")[0].to_owned()).collect();
    let keywords: Vec<Keyword<'_>> = raw.iter().map(|text| Keyword::new(text)).collect();
    let texts: Vec<String> = raw.iter().map(|text| normalise(text)).collect();
    let lexicon = Lexicon::new(&texts, &Options::default());
    let input = Input { keywords: &keywords, locked: &[] };
    let items = near_duplicates::merge(&input, &texts, &lexicon, Existing::Keep);
    Features::new(&items, &lexicon, shares, 2, &Unwatched).expect("nobody cancels")
}

/// A way of finding neighbours.
type Search = fn(&Features, Option<&Vectors>, usize, &dyn Watch) -> Result<Vec<Part>, ClusterError>;

/// Points on a few rays, with noise: vectors with structure, the same every time.
struct Rays;

impl Embedder for Rays {
    fn id(&self) -> &str {
        "rays"
    }

    fn dimensions(&self) -> usize {
        16
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<f32>, EmbedError> {
        let numbers = texts.iter().enumerate().flat_map(|(text, _)| {
            (0..16).map(move |at: usize| {
                let noise = (text * 7919 + at * 104_729) % 101;
                let ray = if text % 16 == at { 150.0 } else { 0.0 };
                ray + f32::from(u8::try_from(noise).expect("below 101"))
            })
        });
        Ok(numbers.collect())
    }
}

fn vectors(count: usize, share: f32) -> Vectors {
    Vectors::new(&Rays, &vec!["any"; count], share, &Unwatched).expect("the rays are sound")
}

/// The similarity of two items straight from its definition.
fn similarity(features: &Features, vectors: Option<&Vectors>, one: usize, other: usize) -> f32 {
    let mut query = Vec::new();
    features.query(one, &mut query);
    let theirs = features.of_item(other);
    let lexical: f32 = query
        .iter()
        .flat_map(|&(wanted, weight)| theirs.iter().filter(move |(f, _)| *f == wanted).map(move |(_, w)| w * weight))
        .sum();
    lexical + vectors.map_or(0.0, |vectors| vectors.product(one, other))
}

/// The part of the exact neighbours that are found among the others.
fn recall(exact: &Neighbours, found: &Neighbours) -> f64 {
    let mut hits = 0u32;
    let mut all = 0u32;
    for item in 0..exact.item_count() {
        for &(other, _) in exact.of_item(item) {
            all += 1;
            hits += u32::from(found.of_item(item).iter().any(|&(candidate, _)| candidate == other));
        }
    }
    f64::from(hits) / f64::from(all)
}

#[test]
fn exact_neighbours_are_the_most_similar_of_all() {
    for with_model in [false, true] {
        let shares = if with_model { Shares::WITH_MODEL } else { Shares::LEXICAL };
        let features = features("topics.csv", shares);
        let vectors = with_model.then(|| vectors(features.item_count(), shares.meaning));
        let parts = exact::find(&features, vectors.as_ref(), 2, &Unwatched).expect("nobody cancels");
        let neighbours = Neighbours::from_parts(parts);
        for item in (0..features.item_count()).step_by(17) {
            let mut scores: Vec<f32> = (0..features.item_count())
                .filter(|&other| other != item)
                .map(|other| similarity(&features, vectors.as_ref(), item, other))
                .collect();
            scores.sort_by(|a, b| b.total_cmp(a));
            for (&(other, given), &expected) in neighbours.of_item(item).iter().zip(&scores) {
                assert_ne!(other as usize, item);
                assert!((given - expected).abs() < 1e-4, "{given} for {expected}");
            }
        }
    }
}

#[test]
fn a_keyword_is_wholly_similar_to_itself() {
    let features = features("topics.csv", Shares::LEXICAL);
    for item in 0..features.item_count() {
        // Pairs of words found nowhere else count for the length and meet nothing, so less than 1.
        let own = similarity(&features, None, item, item);
        assert!((0.6..1.0001).contains(&own), "{own}");
    }
}

#[test]
fn candidates_hold_nearly_all_of_the_nearest() {
    let features = features("clinc150-test.csv", Shares::LEXICAL);
    let exact = Neighbours::from_parts(exact::find(&features, None, 2, &Unwatched).expect("nobody cancels"));
    let found = Neighbours::from_parts(candidates::find(&features, None, 2, &Unwatched).expect("nobody cancels"));
    let recall = recall(&exact, &found);
    assert!(recall > 0.9, "{recall:.3}");
}

#[test]
fn candidates_by_meaning_hold_nearly_all_of_the_nearest() {
    let features = features("clinc150-test.csv", Shares::WITH_MODEL);
    let vectors = vectors(features.item_count(), Shares::WITH_MODEL.meaning);
    let find = |search: Search| {
        Neighbours::from_parts(search(&features, Some(&vectors), 2, &Unwatched).expect("nobody cancels"))
    };
    let recall = recall(&find(exact::find), &find(candidates::find));
    assert!(recall > 0.9, "{recall:.3}");
}
