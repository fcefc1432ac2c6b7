//! Exact neighbours: every pair that shares anything is scored.

use super::Part;
use super::index::Index;
use super::nearest::Nearest;
use crate::embed::Vectors;
use crate::error::ClusterError;
use crate::features::Features;
use crate::parallel;
use crate::watch::{Stage, Watch};

/// Items scored together: their embeddings stay in cache while all others stream past.
const BLOCK: usize = 32;

pub(super) fn find(
    features: &Features,
    vectors: Option<&Vectors>,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Vec<Part>, ClusterError> {
    let index = Index::new(features);
    let total = features.item_count();
    parallel::chunks(
        total,
        BLOCK,
        threads,
        (watch, Stage::Neighbours),
        || Scratch::new(total),
        |scratch, range| {
            if let Some(vectors) = vectors {
                scratch.meaning.resize(range.len() * total, 0.0);
                vectors.products(range.clone(), &mut scratch.meaning);
            }
            let mut part = Part::default();
            for (place, item) in range.enumerate() {
                features.query(item, &mut scratch.query);
                scratch.nearest.clear();
                if vectors.is_some() {
                    let scores = &mut scratch.meaning[place * total..(place + 1) * total];
                    everything(&index, &scratch.query, scores);
                    scores[item] = 0.0;
                    for (other, &score) in (0u32..).zip(&*scores) {
                        scratch.nearest.offer(other, score);
                    }
                } else {
                    scratch.sharing(&index, item);
                }
                part.sizes.push(scratch.nearest.entries().len());
                part.entries.extend_from_slice(scratch.nearest.entries());
            }
            Ok(part)
        },
    )
}

/// Working memory of a thread.
struct Scratch {
    /// Similarities of one item to all; zero between items.
    scores: Vec<f32>,
    touched: Vec<u32>,
    query: Vec<(u32, f32)>,
    nearest: Nearest,
    /// Similarities of meaning of a block of items to all.
    meaning: Vec<f32>,
}

impl Scratch {
    fn new(total: usize) -> Self {
        Self {
            scores: vec![0.0; total],
            touched: Vec::new(),
            query: Vec::new(),
            nearest: Nearest::new(),
            meaning: Vec::new(),
        }
    }

    /// Scores the items that share a feature with the query; nothing else can be near.
    fn sharing(&mut self, index: &Index, item: usize) {
        for &(feature, weight) in &self.query {
            for &(other, other_weight) in index.items_with(feature) {
                let score = &mut self.scores[other as usize];
                if *score == 0.0 {
                    self.touched.push(other);
                }
                *score += weight * other_weight;
            }
        }
        for other in self.touched.drain(..) {
            let score = std::mem::take(&mut self.scores[other as usize]);
            if other as usize != item {
                self.nearest.offer(other, score);
            }
        }
    }
}

/// Adds the lexical part to scores of meaning.
fn everything(index: &Index, query: &[(u32, f32)], scores: &mut [f32]) {
    for &(feature, weight) in query {
        for &(other, other_weight) in index.items_with(feature) {
            scores[other as usize] += weight * other_weight;
        }
    }
}
