//! Neighbours in long lists: scored exactly, but only among chosen candidates.
//!
//! Time per item stays the same however long the list is. An item's most telling features propose
//! the items that share them; where a feature is too common to follow to the end, it proposes those
//! nearest in the order of items, so that no item is everybody's candidate.

use std::cmp::Ordering;

use super::Part;
use super::cells::Cells;
use super::index::Index;
use super::nearest::Nearest;
use crate::embed::Vectors;
use crate::error::ClusterError;
use crate::features::Features;
use crate::parallel;
use crate::watch::{Stage, Watch, checkpoint};

/// Items at most that one feature proposes.
const PROPOSED_BY_ONE: usize = 1_024;

/// Proposals after which no further feature is asked.
const PROPOSED: usize = 4_096;

/// Features that add less to a score than this part of what the best one adds propose nobody.
const LEAST_WORTH: f32 = 0.1;

/// Candidates whose similarity is computed in full, those with the best proposals. With a model,
/// as many again by meaning.
const SCORED: usize = 192;

const BLOCK: usize = 256;

pub(super) fn find(
    features: &Features,
    vectors: Option<&Vectors>,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Vec<Part>, ClusterError> {
    let index = Index::new(features);
    let cells = vectors.map(|vectors| Cells::new(vectors, threads)).transpose()?;
    checkpoint(watch, Stage::Neighbours, 0, features.item_count())?;
    let search = Search { features, index: &index, meaning: vectors.zip(cells.as_ref()) };
    parallel::chunks(
        features.item_count(),
        BLOCK,
        threads,
        (watch, Stage::Neighbours),
        || Scratch::new(features),
        |scratch, range| {
            let mut part = Part::default();
            for item in range {
                search.item(item, scratch);
                part.sizes.push(scratch.nearest.entries().len());
                part.entries.extend_from_slice(scratch.nearest.entries());
            }
            Ok(part)
        },
    )
}

struct Search<'a> {
    features: &'a Features,
    index: &'a Index,
    meaning: Option<(&'a Vectors, &'a Cells)>,
}

/// Working memory of a thread.
struct Scratch {
    query: Vec<(u32, f32)>,
    /// The query's weight by feature; zero between items.
    wanted: Vec<f32>,
    /// Proposals so far by item; zero between items.
    promise: Vec<f32>,
    proposed: Vec<u32>,
    /// Proposed items with their promise.
    ranked: Vec<(u32, f32)>,
    /// The same by meaning.
    close: Vec<(u32, f32)>,
    visits: Vec<(i32, usize)>,
    nearest: Nearest,
}

impl Scratch {
    fn new(features: &Features) -> Self {
        Self {
            query: Vec::new(),
            wanted: vec![0.0; features.feature_count()],
            promise: vec![0.0; features.item_count()],
            proposed: Vec::new(),
            ranked: Vec::new(),
            close: Vec::new(),
            visits: Vec::new(),
            nearest: Nearest::new(),
        }
    }
}

impl Search<'_> {
    fn item(&self, item: usize, scratch: &mut Scratch) {
        let unseen = self.propose(item, scratch);
        scratch.ranked.clear();
        for other in scratch.proposed.drain(..) {
            let promise = std::mem::take(&mut scratch.promise[other as usize]);
            if other as usize != item {
                scratch.ranked.push((other, promise));
            }
        }
        keep_best(&mut scratch.ranked);
        if let Some((vectors, cells)) = self.meaning {
            let around = cells.around(vectors, item, &mut scratch.visits).filter(|&other| other as usize != item);
            scratch.close.clear();
            scratch.close.extend(around.map(|other| (other, vectors.product(item, other as usize))));
            keep_best(&mut scratch.close);
            scratch.ranked.append(&mut scratch.close);
            scratch.ranked.sort_unstable_by_key(|&(other, _)| other);
            scratch.ranked.dedup_by_key(|&mut (other, _)| other);
        } else {
            scratch.ranked.sort_unstable_by(by_promise);
        }

        for &(feature, weight) in &scratch.query {
            scratch.wanted[feature as usize] += weight;
        }
        scratch.nearest.clear();
        for &(other, promise) in &scratch.ranked {
            if self.meaning.is_none() && promise + unseen < scratch.nearest.bar() {
                break;
            }
            let lexical: f32 = self
                .features
                .of_item(other as usize)
                .iter()
                .map(|&(feature, weight)| scratch.wanted[feature as usize] * weight)
                .sum();
            let meaning = self.meaning.map_or(0.0, |(vectors, _)| vectors.product(item, other as usize));
            scratch.nearest.offer(other, lexical + meaning);
        }
        for &(feature, _) in &scratch.query {
            scratch.wanted[feature as usize] = 0.0;
        }
    }

    /// Asks the item's features for candidates, those that add most to a score first. Returns what a
    /// score may gain, on average, by the features that were not followed to the end.
    fn propose(&self, item: usize, scratch: &mut Scratch) -> f32 {
        self.features.query(item, &mut scratch.query);
        let worth = |&(feature, weight): &(u32, f32)| weight * self.index.mean_weight(feature);
        scratch.query.sort_unstable_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.0.cmp(&b.0)));
        let least = LEAST_WORTH * scratch.query.first().map_or(0.0, worth);
        let mut budget = PROPOSED;
        let mut unseen = 0.0;
        for &(feature, weight) in &scratch.query {
            let worth = worth(&(feature, weight));
            let all = self.index.items_with(feature);
            let seen = if worth < least { &[] } else { window(all, item, budget) };
            if seen.len() < all.len() {
                unseen += worth;
            }
            budget -= seen.len();
            for &(other, other_weight) in seen {
                let promise = &mut scratch.promise[other as usize];
                if *promise == 0.0 {
                    scratch.proposed.push(other);
                }
                *promise += weight * other_weight;
            }
        }
        unseen
    }
}

/// Highest promise first; the item's number decides between equals.
fn by_promise(a: &(u32, f32), b: &(u32, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// Drops all but the candidates that promise most.
fn keep_best(ranked: &mut Vec<(u32, f32)>) {
    if ranked.len() > SCORED {
        ranked.select_nth_unstable_by(SCORED, by_promise);
        ranked.truncate(SCORED);
    }
}

/// The part of a posting list around an item, itself included, of limited length.
fn window(postings: &[(u32, f32)], item: usize, budget: usize) -> &[(u32, f32)] {
    let length = PROPOSED_BY_ONE.min(budget);
    if postings.len() <= length {
        return postings;
    }
    let middle = postings.partition_point(|&(other, _)| (other as usize) < item);
    let start = middle.saturating_sub(length / 2).min(postings.len() - length);
    &postings[start..start + length]
}
