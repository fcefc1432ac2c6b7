//! Groups of nodes become nodes.

use super::network::Network;

/// Renumbers communities 0, 1, 2, … in the order of their first node; returns how many there are.
pub(crate) fn compact(communities: &mut [u32]) -> usize {
    let mut renumbered = vec![u32::MAX; communities.len()];
    let mut count = 0u32;
    for community in communities {
        let number = &mut renumbered[*community as usize];
        if *number == u32::MAX {
            *number = count;
            count += 1;
        }
        *community = *number;
    }
    count as usize
}

/// Nodes by group: where each group starts, and the nodes of all groups one after another.
pub(super) fn members(groups: &[u32], group_count: usize) -> (Vec<usize>, Vec<u32>) {
    let mut offsets = vec![0usize; group_count + 1];
    for &group in groups {
        offsets[group as usize + 1] += 1;
    }
    for group in 0..group_count {
        offsets[group + 1] += offsets[group];
    }
    let mut next = offsets.clone();
    let mut nodes = vec![0u32; groups.len()];
    for (node, &group) in (0u32..).zip(groups) {
        nodes[next[group as usize]] = node;
        next[group as usize] += 1;
    }
    (offsets, nodes)
}

/// The network of the groups, and the community that each is in. Groups must be numbered without
/// gaps and lie within communities.
pub(crate) fn aggregate(
    network: &Network,
    groups: &[u32],
    group_count: usize,
    communities: &[u32],
) -> (Network, Vec<u32>) {
    let (offsets, nodes) = members(groups, group_count);
    let mut weights = vec![0f64; group_count];
    let mut touched: Vec<u32> = Vec::new();
    let rows = (0..group_count).map(|group| {
        let mut inside = 0.0;
        let mut fixed = false;
        for &node in &nodes[offsets[group]..offsets[group + 1]] {
            let node = node as usize;
            inside += network.inside(node);
            fixed |= network.is_fixed(node);
            for &(other, weight) in network.ties(node) {
                let other = groups[other as usize];
                if other as usize == group {
                    inside += f64::from(weight);
                } else {
                    if weights[other as usize] == 0.0 {
                        touched.push(other);
                    }
                    weights[other as usize] += f64::from(weight);
                }
            }
        }
        touched.sort_unstable();
        #[expect(clippy::cast_possible_truncation, reason = "precision is all that is lost")]
        let ties =
            touched.drain(..).map(|other| (other, std::mem::take(&mut weights[other as usize]) as f32)).collect();
        (ties, inside, fixed)
    });
    let smaller = Network::from_rows(rows, network.len());
    let communities = (0..group_count).map(|group| communities[nodes[offsets[group]] as usize]).collect();
    (smaller, communities)
}
