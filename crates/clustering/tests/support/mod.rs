//! What the tests share: labelled keywords, and measures of agreement between groupings.

#![allow(dead_code, reason = "every test file uses its own part of this")]

use std::collections::HashMap;
use std::path::Path;

use clustering::{Clustering, Input, Keyword, Options, Unwatched, cluster};

/// Keywords with the group a person would put them in.
pub struct Labelled {
    pub texts: Vec<String>,
    pub labels: Vec<String>,
}

impl Labelled {
    pub fn read(file: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(file);
        let mut reader = csv::Reader::from_path(path).expect("the fixture is there");
        let mut labelled = Self { texts: Vec::new(), labels: Vec::new() };
        for row in reader.records() {
            let row = row.expect("the fixture is well formed");
            labelled.texts.push(row[0].to_owned());
            labelled.labels.push(row[1].to_owned());
        }
        labelled
    }

    pub fn coffee() -> Self {
        Self::read("topics.csv")
    }

    pub fn clinc() -> Self {
        Self::read("clinc150-test.csv")
    }

    pub fn keywords(&self) -> Vec<Keyword<'_>> {
        self.texts.iter().map(|text| Keyword::new(text)).collect()
    }
}

/// Clusters keywords that are in no cluster yet, with the default settings.
pub fn cluster_fresh(keywords: &[Keyword<'_>]) -> Clustering {
    let input = Input { keywords, locked: &[] };
    cluster(&input, &Options::default(), None, &Unwatched).expect("clustering succeeds")
}

/// The same for texts.
pub fn cluster_texts(texts: &[&str]) -> Clustering {
    let keywords: Vec<Keyword<'_>> = texts.iter().map(|text| Keyword::new(text)).collect();
    cluster_fresh(&keywords)
}

/// Each keyword's group, a loose end being a group of its own.
pub fn groups(found: &Clustering) -> Vec<usize> {
    let first = found.clusters.len();
    let alone = found.explanations.iter().enumerate();
    alone.map(|(keyword, explanation)| explanation.cluster.unwrap_or(first + keyword)).collect()
}

/// The cluster of a keyword, by its text.
pub fn cluster_of(found: &Clustering, texts: &[&str], text: &str) -> Option<usize> {
    let keyword = texts.iter().position(|other| *other == text).expect("a given text");
    found.explanations[keyword].cluster
}

/// The adjusted Rand index of two groupings (Hubert and Arabie 1985): 1 when they are the same,
/// about 0 when they have no more in common than chance.
pub fn adjusted_rand_index<A, B>(one: &[A], other: &[B]) -> f64
where
    A: std::hash::Hash + Eq,
    B: std::hash::Hash + Eq,
{
    fn pairs(counts: impl Iterator<Item = u32>) -> f64 {
        counts.map(|count| f64::from(count) * (f64::from(count) - 1.0) / 2.0).sum()
    }
    let (mut rows, mut columns, mut cells) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (a, b) in one.iter().zip(other) {
        *rows.entry(a).or_insert(0u32) += 1;
        *columns.entry(b).or_insert(0u32) += 1;
        *cells.entry((a, b)).or_insert(0u32) += 1;
    }
    let (rows, columns) = (pairs(rows.into_values()), pairs(columns.into_values()));
    let both = pairs(cells.into_values());
    let size = u32::try_from(one.len()).expect("a small set");
    let chance = rows * columns / pairs(std::iter::once(size));
    (both - chance) / (f64::midpoint(rows, columns) - chance)
}

/// Distinct invented keywords: a subject of one or two rare words and an aspect or two.
pub fn invented(count: usize) -> Vec<String> {
    let mut state = 1u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let word = |mut number: usize| {
        let mut word = String::new();
        while word.len() < 4 || number > 0 {
            word.push(char::from(b"bcdfghklmnprstvw"[number % 16]));
            word.push(char::from(b"aeiou"[number / 16 % 5]));
            number /= 80;
        }
        word
    };
    let subjects = count / 40 + 1;
    let mut texts = std::collections::BTreeSet::new();
    while texts.len() < count {
        let subject = draw(subjects);
        let mut text = format!("{} {}", word(subject), word(7_000 + draw(300)));
        if draw(2) == 0 {
            text = format!("{text} {}", word(9_000 + draw(20)));
        }
        texts.insert(text);
    }
    texts.into_iter().collect()
}
