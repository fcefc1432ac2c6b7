//! Why each keyword is where it is, read off the same graph and features that decided it.

use rustc_hash::FxHashMap;

use crate::features::{Features, Meaning};
use crate::graph::Graph;
use crate::lexicon::Lexicon;
use crate::near_duplicates::Items;
use crate::neighbours::Neighbours;
use crate::normalise::join_words;
use crate::result::{Explanation, Neighbour, RunnerUp, SharedTerm};

/// Neighbours shown at most.
const MOST_NEIGHBOURS: usize = 5;

/// Shared terms shown at most.
const MOST_TERMS: usize = 3;

/// What explaining looks at.
pub(crate) struct Explain<'a> {
    pub(crate) items: &'a Items,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) features: &'a Features,
    pub(crate) neighbours: &'a Neighbours,
    pub(crate) graph: &'a Graph,
    /// Per item, its cluster.
    pub(crate) cluster_of: &'a [Option<u32>],
}

/// Working memory of a thread.
#[derive(Default)]
pub(crate) struct Scratch {
    query: Vec<(u32, f32)>,
    wanted: FxHashMap<u32, f32>,
    carried: FxHashMap<Term, f32>,
    ties: Vec<(u32, f32)>,
}

/// What a feature is shown as: one stem, or two.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Term(u32, Option<u32>);

impl Explain<'_> {
    /// The explanation that all keywords of an item share.
    pub(crate) fn item(&self, item: usize, scratch: &mut Scratch) -> Explanation {
        Explanation {
            cluster: self.cluster_of[item].map(|cluster| cluster as usize),
            near_duplicate_of: None,
            neighbours: self
                .neighbours
                .of_item(item)
                .iter()
                .take(MOST_NEIGHBOURS)
                .map(|&(other, similarity)| Neighbour {
                    keyword: self.items.representative(other as usize),
                    similarity: similarity.clamp(0.0, 1.0),
                })
                .collect(),
            runner_up: self.runner_up(item, scratch),
            terms: self.terms(item, scratch),
        }
    }

    fn runner_up(&self, item: usize, scratch: &mut Scratch) -> Option<RunnerUp> {
        // A loose end has no ties; what little it resembles still tells where it might belong.
        let ties = match self.graph.ties(item) {
            [] => self.neighbours.of_item(item),
            ties => ties,
        };
        let all: f32 = ties.iter().map(|&(_, weight)| weight).sum();
        scratch.ties.clear();
        for &(other, weight) in ties {
            if let Some(cluster) = self.cluster_of[other as usize] {
                scratch.ties.push((cluster, weight));
            }
        }
        scratch.ties.sort_by_key(|&(cluster, _)| cluster);
        let mut own = 0.0;
        let mut best: Option<(u32, f32)> = None;
        for run in scratch.ties.chunk_by(|a, b| a.0 == b.0) {
            let (cluster, sum) = (run[0].0, run.iter().map(|&(_, weight)| weight).sum());
            if self.cluster_of[item] == Some(cluster) {
                own = sum;
            } else if best.is_none_or(|(_, most)| sum > most) {
                best = Some((cluster, sum));
            }
        }
        best.map(|(cluster, sum)| RunnerUp { cluster: cluster as usize, margin: ((own - sum) / all).clamp(-1.0, 1.0) })
    }

    /// The terms by which the item meets its nearest neighbours in the same cluster; for a loose
    /// end, its nearest neighbours anywhere.
    fn terms(&self, item: usize, scratch: &mut Scratch) -> Vec<SharedTerm> {
        self.features.query(item, &mut scratch.query);
        scratch.wanted.clear();
        for &(feature, weight) in &scratch.query {
            *scratch.wanted.entry(feature).or_default() += weight;
        }
        scratch.carried.clear();
        let own = self.cluster_of[item];
        let fellows = self
            .neighbours
            .of_item(item)
            .iter()
            .filter(|(other, _)| own.is_none() || self.cluster_of[*other as usize] == own)
            .take(MOST_NEIGHBOURS);
        let mut all = 0.0;
        for &(other, _) in fellows {
            for &(feature, weight) in self.features.of_item(other as usize) {
                if let Some(wanted) = scratch.wanted.get(&feature) {
                    let product = wanted * weight;
                    all += product;
                    let term = match self.features.meaning(feature) {
                        Meaning::Stem(stem) => Term(stem, None),
                        Meaning::Pair(first, second) => Term(first, Some(second)),
                        Meaning::Word(word) => Term(self.lexicon.class(word), None),
                    };
                    *scratch.carried.entry(term).or_default() += product;
                }
            }
        }
        let mut carried: Vec<(Term, f32)> = scratch.carried.drain().collect();
        carried.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        carried.truncate(MOST_TERMS);
        carried
            .into_iter()
            .map(|(Term(first, second), product)| SharedTerm {
                term: join_words(std::iter::once(first).chain(second).map(|stem| self.lexicon.class_word(stem))),
                share: (product / all).clamp(0.0, 1.0),
            })
            .collect()
    }
}
