//! The Leiden algorithm: communities of a weighted graph that are connected and cannot be improved
//! by moving single nodes.
//!
//! After Traag, Waltman and van Eck, "From Louvain to Leiden: guaranteeing well-connected
//! communities", Scientific Reports 9, 5233 (2019). It maximises modularity with a resolution γ
//! (Reichardt and Bornholdt 2006): the weight inside communities, less γ times what chance would put
//! there given every node's strength. Nodes may be fixed, which is not in the paper: a fixed node
//! keeps its community, and no community ever holds two.

mod aggregate;
mod moving;
mod network;
mod refine;
mod shuffle;

pub(crate) use aggregate::{aggregate, compact};
pub(crate) use network::Network;
pub(crate) use shuffle::Shuffle;

use moving::move_nodes;
use refine::refine;

/// What a run of the algorithm aims at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aim {
    /// The resolution: higher makes smaller communities. Positive.
    pub(crate) gamma: f64,
    /// Twice the weight of the whole graph that chance is reckoned by.
    pub(crate) strength: f64,
}

impl Aim {
    /// What chance would put between two groups of nodes, by their strengths.
    fn expected(&self, one: f64, other: f64) -> f64 {
        self.gamma * one * other / self.strength
    }

    /// Modularity with resolution, between -γ and 1: what moves aim to increase.
    pub(crate) fn quality(&self, network: &Network, communities: &[u32]) -> f64 {
        let mut inside = 0.0;
        let mut strengths = vec![0.0; network.len()];
        for node in 0..network.len() {
            let own = communities[node];
            strengths[own as usize] += network.strength(node);
            inside += network.inside(node);
            for &(other, weight) in network.ties(node) {
                if communities[other as usize] == own {
                    inside += f64::from(weight);
                }
            }
        }
        let chance: f64 = strengths.iter().map(|&s| self.expected(s, s)).sum();
        (inside - chance) / self.strength
    }
}

/// One pass: moves nodes, then whole groups of them, level by level, until no level improves.
/// `communities` is the start and becomes the outcome; its numbers are below the number of nodes.
pub(crate) fn improve(network: &Network, aim: Aim, communities: &mut [u32], shuffle: &mut Shuffle) {
    let mut place: Vec<u32> = (0u32..).take(network.len()).collect();
    let mut own: Vec<u32> = communities.to_vec();
    let mut level: Option<Network> = None;
    loop {
        let current = level.as_ref().unwrap_or(network);
        move_nodes(current, aim, &mut own, shuffle);
        let community_count = compact(&mut own);
        let mut refined = refine(current, aim, &own, community_count, shuffle);
        let refined_count = compact(&mut refined);
        if refined_count == current.len() {
            break;
        }
        let (smaller, communities_there) = aggregate(current, &refined, refined_count, &own);
        for at in &mut place {
            *at = refined[*at as usize];
        }
        own = communities_there;
        level = Some(smaller);
    }
    for (community, at) in communities.iter_mut().zip(place) {
        *community = own[at as usize];
    }
}

#[cfg(test)]
mod tests;
