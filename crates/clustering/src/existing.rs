//! Clusters that exist already: keywords join them when close enough, and new clusters inherit keys.

use rustc_hash::FxHashMap;

use crate::graph::Graph;
use crate::input::{ClusterKey, Keyword};

/// A keyword joins the cluster that holds more than this part of its ties to placed keywords.
const MAJORITY: f64 = 0.5;

/// At least this part of a keyword's ties must lead to placed keywords; with less, its like are new.
const PLACED: f64 = 1.0 / 3.0;

/// A keyword must be tied at least this closely, measured by the cluster's own mean tie.
const CLOSENESS: f64 = 0.5;

/// Newcomers that joined may bring further ones along, this often.
const ROUNDS: usize = 8;

/// Lets free items join the existing cluster that their ties lead to. `homes` holds each item's
/// cluster, by number below `home_count`. Each round looks at the state before it, so that the
/// outcome does not depend on any order.
pub(crate) fn join(graph: &Graph, homes: &mut [Option<u32>], home_count: usize) {
    let closeness = mean_ties(graph, homes, home_count);
    let mut weights: FxHashMap<u32, (f64, f64)> = FxHashMap::default();
    for _ in 0..ROUNDS {
        let mut joining = Vec::new();
        for item in 0..graph.len() {
            if homes[item].is_none()
                && let Some(home) = best_home(graph, homes, item, &closeness, &mut weights)
            {
                joining.push((item, home));
            }
        }
        if joining.is_empty() {
            return;
        }
        for (item, home) in joining {
            homes[item] = Some(home);
        }
    }
}

/// The cluster an item is close enough to, if any. `weights` is working memory.
fn best_home(
    graph: &Graph,
    homes: &[Option<u32>],
    item: usize,
    closeness: &[f64],
    weights: &mut FxHashMap<u32, (f64, f64)>,
) -> Option<u32> {
    weights.clear();
    let mut all = 0.0;
    let mut placed = 0.0;
    for &(other, weight) in graph.ties(item) {
        let weight = f64::from(weight);
        all += weight;
        if let Some(home) = homes[other as usize] {
            placed += weight;
            let (sum, ties) = weights.entry(home).or_default();
            *sum += weight;
            *ties += 1.0;
        }
    }
    if placed < PLACED * all {
        return None;
    }
    // More than half leads to one home at most, so there is no tie to break.
    weights
        .iter()
        .find(|(_, (sum, _))| *sum > MAJORITY * placed)
        .filter(|(home, (sum, ties))| sum / ties >= CLOSENESS * closeness[**home as usize])
        .map(|(&home, _)| home)
}

/// Each home's mean tie between its own items; for those without any, the mean of the whole graph.
fn mean_ties(graph: &Graph, homes: &[Option<u32>], home_count: usize) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); home_count];
    let mut all = (0.0, 0.0);
    for item in 0..graph.len() {
        for &(other, weight) in graph.ties(item) {
            let weight = f64::from(weight);
            all = (all.0 + weight, all.1 + 1.0);
            if let Some(home) = homes[item]
                && homes[other as usize] == Some(home)
            {
                let (sum, ties) = &mut sums[home as usize];
                *sum += weight;
                *ties += 1.0;
            }
        }
    }
    let mean = |(sum, ties): (f64, f64)| if ties > 0.0 { sum / ties } else { 0.0 };
    sums.into_iter().map(|own| if own.1 > 0.0 { mean(own) } else { mean(all) }).collect()
}

/// Gives new clusters the key of the old one they mostly consist of, each key once. `clusters` are
/// the new ones' keywords; `taken` tells the keys that are in use already.
pub(crate) fn inherit_keys(
    keywords: &[Keyword<'_>],
    clusters: &[Vec<usize>],
    taken: &dyn Fn(ClusterKey) -> bool,
) -> Vec<Option<ClusterKey>> {
    let mut claims = Vec::new();
    for (cluster, members) in clusters.iter().enumerate() {
        let mut old: Vec<ClusterKey> = members.iter().filter_map(|&keyword| keywords[keyword].cluster).collect();
        old.sort_unstable();
        let before = old.len();
        for run in old.chunk_by(|a, b| a == b) {
            if run.len() * 2 > before && !taken(run[0]) {
                claims.push((run.len(), run[0], cluster));
            }
        }
    }
    // The largest part of an old cluster carries its key on; between equals the first cluster.
    claims.sort_unstable_by_key(|&(size, key, cluster)| (key, std::cmp::Reverse(size), cluster));
    claims.dedup_by_key(|&mut (_, key, _)| key);
    let mut keys = vec![None; clusters.len()];
    for (_, key, cluster) in claims {
        keys[cluster] = Some(key);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_part_of_an_old_cluster_carries_its_key_on() {
        let keyword = |cluster: Option<u64>| Keyword { cluster: cluster.map(ClusterKey), ..Keyword::new("any") };
        let keywords = [Some(1), Some(1), Some(1), Some(2), Some(1), Some(3), None, None].map(keyword);
        let clusters = vec![vec![4, 6], vec![0, 1, 2], vec![3, 5], vec![7]];
        let keys = inherit_keys(&keywords, &clusters, &|_| false);
        // The second has most of 1; the third is half 2 and half 3, mostly neither.
        assert_eq!(keys, [None, Some(ClusterKey(1)), None, None]);
        let taken = inherit_keys(&keywords, &clusters, &|key| key == ClusterKey(1));
        assert_eq!(taken, [None; 4]);
    }
}
