//! The second step: every community falls into parts that are well connected, which then move as
//! one. Without it communities may end up in pieces that nothing holds together.

use super::Aim;
use super::aggregate::members;
use super::network::Network;
use super::shuffle::Shuffle;

/// The parts of each community. Starts from single nodes; a node that is still alone joins the part
/// of its community where it gains most, if both are well connected to the rest.
pub(super) fn refine(
    network: &Network,
    aim: Aim,
    communities: &[u32],
    community_count: usize,
    shuffle: &mut Shuffle,
) -> Vec<u32> {
    let count = network.len();
    let mut parts: Vec<u32> = (0u32..).take(count).collect();
    let mut sums: Vec<f64> = (0..count).map(|node| network.strength(node)).collect();
    let mut sizes = vec![1u32; count];
    let mut totals = vec![0f64; community_count];
    // Per part, the weight of its ties to the rest of its community.
    let mut outward = vec![0f64; count];
    for node in 0..count {
        let own = communities[node];
        totals[own as usize] += network.strength(node);
        for &(other, weight) in network.ties(node) {
            if communities[other as usize] == own {
                outward[node] += f64::from(weight);
            }
        }
    }

    let mut weights = vec![0f64; count];
    let mut touched: Vec<u32> = Vec::new();
    let (offsets, mut nodes) = members(communities, community_count);
    for community in 0..community_count {
        let inhabitants = &mut nodes[offsets[community]..offsets[community + 1]];
        shuffle.shuffle(inhabitants);
        let total = totals[community];
        let connected = |outward: f64, sum: f64| outward >= aim.expected(sum, total - sum);
        for &number in &*inhabitants {
            let node = number as usize;
            let strength = network.strength(node);
            // A part is named after the node it started from, so this one is alone in its own.
            let alone = parts[node] == number && sizes[node] == 1;
            if !alone || network.is_fixed(node) || !connected(outward[node], strength) {
                continue;
            }
            for &(other, weight) in network.ties(node) {
                if communities[other as usize] as usize == community {
                    let part = parts[other as usize];
                    if weights[part as usize] == 0.0 {
                        touched.push(part);
                    }
                    weights[part as usize] += f64::from(weight);
                }
            }
            let mut best = (number, 0.0);
            for &part in &touched {
                let there = part as usize;
                let gain = weights[there] - aim.expected(strength, sums[there]);
                if gain > best.1 && connected(outward[there], sums[there]) {
                    best = (part, gain);
                }
            }
            let (chosen, _) = best;
            if chosen != number {
                let there = chosen as usize;
                // Ties between the two no longer lead outward, from either side.
                outward[there] += outward[node] - 2.0 * weights[there];
                sums[there] += strength;
                sizes[there] += 1;
                sizes[node] = 0;
                parts[node] = chosen;
            }
            for part in touched.drain(..) {
                weights[part as usize] = 0.0;
            }
        }
    }
    parts
}
