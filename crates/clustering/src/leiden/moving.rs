//! The first step: nodes move to the community they gain most in, until none wants to.

use std::collections::VecDeque;

use super::Aim;
use super::network::Network;
use super::shuffle::Shuffle;

/// Gains below this part of a node's strength are rounding.
const LEAST_GAIN: f64 = 1e-9;

/// Moves nodes one at a time. After a move only the neighbours left behind are looked at again.
pub(super) fn move_nodes(network: &Network, aim: Aim, communities: &mut [u32], shuffle: &mut Shuffle) {
    let count = network.len();
    let mut sums = vec![0.0; count];
    let mut sizes = vec![0u32; count];
    for (node, &community) in communities.iter().enumerate() {
        sums[community as usize] += network.strength(node);
        sizes[community as usize] += 1;
    }
    let mut empty: Vec<u32> =
        (0u32..).zip(&sizes).filter_map(|(community, &size)| (size == 0).then_some(community)).collect();

    let mut order: Vec<u32> = (0u32..).take(count).filter(|&node| !network.is_fixed(node as usize)).collect();
    shuffle.shuffle(&mut order);
    let mut waiting = vec![false; count];
    for &node in &order {
        waiting[node as usize] = true;
    }
    let mut queue = VecDeque::from(order);

    let mut weights = vec![0f64; count];
    let mut touched: Vec<u32> = Vec::new();
    while let Some(number) = queue.pop_front() {
        let node = number as usize;
        waiting[node] = false;
        let own = communities[node];
        let strength = network.strength(node);
        for &(other, weight) in network.ties(node) {
            let community = communities[other as usize];
            if weights[community as usize] == 0.0 {
                touched.push(community);
            }
            weights[community as usize] += f64::from(weight);
        }

        let stay = weights[own as usize] - aim.expected(strength, sums[own as usize] - strength);
        // Alone, a node gains and loses nothing; nowhere to go if it is alone already.
        let mut best = match empty.last() {
            Some(&fresh) if sizes[own as usize] > 1 => (fresh, 0.0),
            _ => (own, stay),
        };
        if stay >= best.1 {
            best = (own, stay);
        }
        for &community in &touched {
            if community != own {
                let gain = weights[community as usize] - aim.expected(strength, sums[community as usize]);
                if gain > best.1 + LEAST_GAIN * strength {
                    best = (community, gain);
                }
            }
        }
        for community in touched.drain(..) {
            weights[community as usize] = 0.0;
        }

        let (chosen, _) = best;
        if chosen == own {
            continue;
        }
        if sizes[chosen as usize] == 0 {
            empty.pop();
        }
        sums[own as usize] -= strength;
        sizes[own as usize] -= 1;
        sums[chosen as usize] += strength;
        sizes[chosen as usize] += 1;
        if sizes[own as usize] == 0 {
            sums[own as usize] = 0.0;
            empty.push(own);
        }
        communities[node] = chosen;
        for &(other, _) in network.ties(node) {
            let there = other as usize;
            if !waiting[there] && communities[there] != chosen && !network.is_fixed(there) {
                waiting[there] = true;
                queue.push_back(other);
            }
        }
    }
}
