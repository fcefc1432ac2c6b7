//! From the graph to groups of items.

use rustc_hash::FxHashMap;

use crate::error::ClusterError;
use crate::existing;
use crate::graph::Graph;
use crate::input::{ClusterKey, Options};
use crate::leiden::{Aim, Network, Shuffle, aggregate, compact, improve};
use crate::near_duplicates::Items;
use crate::watch::{Stage, Watch, checkpoint};

/// Distinct keywords for each unit of resolution. Degrees are bounded, so the part of modularity
/// that chance plays shrinks as the list grows; a resolution that grows with it keeps the meaning of
/// "fine" the same at every size.
const KEYWORDS_A_UNIT: f64 = 170.0;

/// Short lists are searched from several starts and the best outcome is taken: about this many
/// items in all, and never more than [`MOST_STARTS`].
const ITEMS_IN_ALL_STARTS: usize = 5_000;
const MOST_STARTS: usize = 8;

/// Passes at most from one start; it usually settles in three or four.
const MOST_PASSES: usize = 8;

/// A pass that improves quality by less than this is the last.
const LEAST_GAIN: f64 = 1e-4;

/// Which items belong together.
pub(crate) struct Communities {
    /// Per item, the number of its community.
    pub(crate) of_item: Vec<u32>,
    /// Per community, the existing cluster it is.
    pub(crate) keys: Vec<Option<ClusterKey>>,
    pub(crate) resolution: f64,
    pub(crate) modularity: f64,
}

/// Finds the communities: existing clusters that hold their items stay whole, items close enough
/// join them, and the rest is grouped by the Leiden algorithm.
pub(crate) fn find(
    graph: &Graph,
    items: &Items,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Communities, ClusterError> {
    let tied = (0..graph.len()).filter(|&item| !graph.ties(item).is_empty()).count();
    #[expect(clippy::cast_precision_loss, reason = "far below 2⁵²")]
    let resolution = (tied as f64 / KEYWORDS_A_UNIT).max(1.0) * f64::from(options.granularity);

    let (mut homes, keys) = existing_homes(items);
    existing::join(graph, &mut homes, keys.len());
    let mut groups = homes_as_groups(&homes, keys.len());
    let group_count = compact(&mut groups);

    let mut network = Network::from_graph(graph);
    if !keys.is_empty() {
        for (item, home) in homes.iter().enumerate() {
            if home.is_some() {
                network.fix(item);
            }
        }
        network = aggregate(&network, &groups, group_count, &groups).0;
    }
    let strength = network.total_strength();
    let mut of_group: Vec<u32> = (0u32..).take(group_count).collect();
    let mut modularity = 0.0;
    if strength > 0.0 {
        let aim = Aim { gamma: resolution, strength };
        (of_group, modularity) = best_of_starts(&network, aim, watch)?;
    }

    let mut of_item: Vec<u32> = groups.iter().map(|&group| of_group[group as usize]).collect();
    let count = compact(&mut of_item);
    let mut community_keys = vec![None; count];
    for (item, &community) in of_item.iter().enumerate() {
        if let Some(home) = homes[item] {
            community_keys[community as usize] = Some(keys[home as usize]);
        }
    }
    Ok(Communities { of_item, keys: community_keys, resolution, modularity })
}

/// Numbers the existing clusters that hold items, and says which item is in which.
fn existing_homes(items: &Items) -> (Vec<Option<u32>>, Vec<ClusterKey>) {
    let mut keys: Vec<ClusterKey> = (0..items.len()).filter_map(|item| items.anchor(item)).collect();
    keys.sort_unstable();
    keys.dedup();
    let numbers: FxHashMap<ClusterKey, u32> = keys.iter().copied().zip(0..).collect();
    let homes = (0..items.len()).map(|item| items.anchor(item).map(|key| numbers[&key])).collect();
    (homes, keys)
}

/// All items of a home in one group, every other item in its own.
fn homes_as_groups(homes: &[Option<u32>], home_count: usize) -> Vec<u32> {
    let mut first: Vec<Option<u32>> = vec![None; home_count];
    (0u32..)
        .zip(homes)
        .map(|(item, home)| match home {
            Some(home) => *first[*home as usize].get_or_insert(item),
            None => item,
        })
        .collect()
}

/// Runs the algorithm from as many starts as the size allows; the best quality wins, the earlier of
/// equals.
fn best_of_starts(network: &Network, aim: Aim, watch: &dyn Watch) -> Result<(Vec<u32>, f64), ClusterError> {
    let starts = (ITEMS_IN_ALL_STARTS / network.len()).clamp(1, MOST_STARTS);
    let mut best: Option<(Vec<u32>, f64)> = None;
    for (start, seed) in (0u64..).take(starts).enumerate() {
        let mut shuffle = Shuffle::new(seed);
        let mut communities: Vec<u32> = (0u32..).take(network.len()).collect();
        let mut quality = aim.quality(network, &communities);
        for pass in 0..MOST_PASSES {
            checkpoint(watch, Stage::Communities, start * MOST_PASSES + pass, starts * MOST_PASSES)?;
            improve(network, aim, &mut communities, &mut shuffle);
            let improved = aim.quality(network, &communities);
            let gain = improved - quality;
            quality = improved;
            if gain < LEAST_GAIN {
                break;
            }
        }
        if best.as_ref().is_none_or(|(_, so_far)| quality > *so_far) {
            best = Some((communities, quality));
        }
    }
    checkpoint(watch, Stage::Communities, starts * MOST_PASSES, starts * MOST_PASSES)?;
    Ok(best.unwrap_or_default())
}
