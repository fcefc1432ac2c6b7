//! What a cluster is called and what sets it apart.

use crate::features::{Features, Meaning};
use crate::graph::Graph;
use crate::input::Keyword;
use crate::lexicon::Lexicon;
use crate::near_duplicates::Items;
use crate::normalise::join_words;

/// Terms a description rests on at most.
const MOST_TERMS: usize = 5;

/// What naming looks at.
pub(crate) struct Labels<'a> {
    pub(crate) keywords: &'a [Keyword<'a>],
    pub(crate) texts: &'a [String],
    pub(crate) items: &'a Items,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) features: &'a Features,
    pub(crate) graph: &'a Graph,
    /// Per feature, the number of items that have it.
    pub(crate) uses: &'a [u32],
    /// Per item, its cluster.
    pub(crate) cluster_of: &'a [Option<u32>],
}

/// Working memory: per feature, the items of the cluster at hand that have it.
pub(crate) struct Tally {
    uses: Vec<u32>,
    touched: Vec<u32>,
}

impl Tally {
    pub(crate) fn new(feature_count: usize) -> Self {
        Self { uses: vec![0; feature_count], touched: Vec::new() }
    }
}

impl Labels<'_> {
    /// Per item of a cluster, the weight of its ties inside; and of those, the part of all ties.
    pub(crate) fn ties_inside(&self, members: &[u32]) -> (Vec<f32>, f32) {
        let mut inside = Vec::with_capacity(members.len());
        let mut all = 0.0;
        for &item in members {
            let own = self.cluster_of[item as usize];
            let mut sum = 0.0;
            for &(other, weight) in self.graph.ties(item as usize) {
                all += weight;
                if self.cluster_of[other as usize] == own {
                    sum += weight;
                }
            }
            inside.push(sum);
        }
        let sum: f32 = inside.iter().sum();
        // Without any tie the cluster is one keyword in several forms: nothing is closer.
        let part = if all > 0.0 { (sum / all).clamp(0.0, 1.0) } else { 1.0 };
        (inside, part)
    }

    /// The keyword with the highest product of centrality and the logarithm of its volume.
    pub(crate) fn primary(&self, members: &[u32], inside: &[f32]) -> usize {
        let most = inside.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let mut best: Option<(f32, usize)> = None;
        for (&item, &weight) in members.iter().zip(inside) {
            let centrality = if members.len() == 1 { 1.0 } else { weight / most };
            for &keyword in self.items.keywords(item as usize) {
                let keyword = keyword as usize;
                let score = centrality * interest(self.keywords[keyword].volume);
                let better = best.is_none_or(|(best_score, best_keyword)| {
                    score.total_cmp(&best_score).then_with(|| self.plainer(keyword, best_keyword)).is_gt()
                });
                if better {
                    best = Some((score, keyword));
                }
            }
        }
        best.map_or(0, |(_, keyword)| keyword)
    }

    /// Orders the plainer of two keywords after the other: shorter, then first in the alphabet.
    fn plainer(&self, one: usize, other: usize) -> std::cmp::Ordering {
        let rank = |keyword: usize| {
            let text = &self.texts[keyword];
            (text.len(), text.as_str(), self.keywords[keyword].text, keyword)
        };
        rank(other).cmp(&rank(one))
    }

    /// The terms that are common here and rare elsewhere, the most telling first.
    pub(crate) fn terms(&self, members: &[u32], tally: &mut Tally) -> Vec<String> {
        for &item in members {
            for &(feature, _) in self.features.of_item(item as usize) {
                if self.is_telling(feature) {
                    if tally.uses[feature as usize] == 0 {
                        tally.touched.push(feature);
                    }
                    tally.uses[feature as usize] += 1;
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a score needs few digits")]
        let mut scored: Vec<(f32, u32)> = tally
            .touched
            .drain(..)
            .map(|feature| {
                let here = std::mem::take(&mut tally.uses[feature as usize]) as f32;
                let elsewhere = self.uses[feature as usize] as f32 - here;
                let part = here / members.len() as f32;
                (part * here / (here + elsewhere.sqrt()), feature)
            })
            .collect();
        scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));

        let mut chosen: Vec<Vec<u32>> = Vec::new();
        for (_, feature) in scored {
            if chosen.len() == MOST_TERMS {
                break;
            }
            let stems = match self.features.meaning(feature) {
                Meaning::Stem(stem) => vec![stem],
                Meaning::Pair(first, second) => vec![first, second],
                Meaning::Word(_) => continue,
            };
            // A pair says more than its words: it takes their place, and they don't follow it.
            if chosen.iter().any(|term| stems.iter().all(|stem| term.contains(stem))) {
                continue;
            }
            match chosen.iter_mut().find(|term| term.iter().all(|stem| stems.contains(stem))) {
                Some(term) => *term = stems,
                None => chosen.push(stems),
            }
        }
        chosen.iter().map(|stems| join_words(stems.iter().map(|&stem| self.lexicon.class_word(stem)))).collect()
    }

    fn is_telling(&self, feature: u32) -> bool {
        let empty = |stem| self.lexicon.class_is_function_word(stem);
        match self.features.meaning(feature) {
            Meaning::Stem(stem) => !empty(stem),
            Meaning::Pair(first, second) => !empty(first) && !empty(second),
            Meaning::Word(_) => false,
        }
    }
}

/// How much a search volume counts: tenfold searches add about as much as being twice as central.
fn interest(volume: Option<u64>) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "only its magnitude counts")]
    let volume = volume.unwrap_or(0) as f32;
    1.0 + volume.ln_1p()
}

/// One sentence about the cluster, if anything sets it apart. It holds no count: keywords come and go, and it stays.
pub(crate) fn describe(terms: &[String]) -> String {
    match terms {
        [] => String::new(),
        [only] => format!("About {only}."),
        [rest @ .., last] => format!("About {} and {last}.", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_reads_as_a_sentence() {
        let terms = |terms: &[&str]| terms.iter().map(|term| (*term).to_owned()).collect::<Vec<_>>();
        assert_eq!(describe(&[]), "");
        assert_eq!(describe(&terms(&["moka pot"])), "About moka pot.");
        assert_eq!(describe(&terms(&["cold brew", "ratio", "jar"])), "About cold brew, ratio and jar.");
    }
}
