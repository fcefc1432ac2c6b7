//! The algorithm on graphs whose communities are known.

use super::*;

/// From ties, each given once.
fn network(count: usize, ties: &[(u32, u32, f32)]) -> Network {
    let mut rows = vec![Vec::new(); count];
    for &(one, other, weight) in ties {
        rows[one as usize].push((other, weight));
        rows[other as usize].push((one, weight));
    }
    Network::from_rows(rows.into_iter().map(|row| (row, 0.0, false)), ties.len() * 2)
}

/// Cliques in a ring, each tied to the next by one tie.
fn ring_of_cliques(cliques: u32, size: u32) -> Network {
    let mut ties = Vec::new();
    for clique in 0..cliques {
        let first = clique * size;
        for one in first..first + size {
            ties.extend((one + 1..first + size).map(|other| (one, other, 1.0)));
        }
        ties.push((first, (first + size + 1) % (cliques * size), 1.0));
    }
    network((cliques * size) as usize, &ties)
}

fn aim(network: &Network, gamma: f64) -> Aim {
    Aim { gamma, strength: network.total_strength() }
}

fn alone(network: &Network) -> Vec<u32> {
    (0u32..).take(network.len()).collect()
}

/// A graph without structure, the same every time.
fn random(count: u32, ties: usize) -> Network {
    let mut ends: Vec<u32> = (0..2 * ties as u32).map(|end| end % count).collect();
    Shuffle::new(3).shuffle(&mut ends);
    let mut pairs: Vec<(u32, u32, f32)> = ends
        .chunks_exact(2)
        .filter(|pair| pair[0] != pair[1])
        .map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1]), 1.0))
        .collect();
    pairs.sort_unstable_by_key(|&(one, other, _)| (one, other));
    pairs.dedup_by_key(|&mut (one, other, _)| (one, other));
    network(count as usize, &pairs)
}

#[test]
fn cliques_are_found_whatever_the_start() {
    let network = ring_of_cliques(24, 5);
    for seed in 0..10 {
        let mut communities = alone(&network);
        improve(&network, aim(&network, 1.5), &mut communities, &mut Shuffle::new(seed));
        assert_eq!(compact(&mut communities), 24);
        assert!(communities.chunks(5).all(|clique| clique.iter().all(|&c| c == clique[0])));
    }
}

#[test]
fn a_higher_resolution_makes_more_communities() {
    let network = ring_of_cliques(24, 5);
    let counts: Vec<usize> = [0.05, 1.5, 60.0]
        .into_iter()
        .map(|gamma| {
            let mut communities = alone(&network);
            improve(&network, aim(&network, gamma), &mut communities, &mut Shuffle::new(0));
            compact(&mut communities)
        })
        .collect();
    assert!(counts[0] < 24 && counts[1] == 24 && counts[2] == 120, "{counts:?}");
}

#[test]
fn quality_never_falls_from_pass_to_pass() {
    let network = random(400, 1600);
    let aim = aim(&network, 1.0);
    let mut communities = alone(&network);
    let mut shuffle = Shuffle::new(0);
    let mut quality = aim.quality(&network, &communities);
    for _ in 0..5 {
        improve(&network, aim, &mut communities, &mut shuffle);
        let improved = aim.quality(&network, &communities);
        assert!(improved >= quality - 1e-6, "{improved} after {quality}");
        quality = improved;
    }
    assert!(quality > 0.2);
}

#[test]
fn communities_hang_together() {
    let network = random(300, 700);
    let mut communities = alone(&network);
    improve(&network, aim(&network, 1.0), &mut communities, &mut Shuffle::new(1));
    let count = compact(&mut communities);
    let mut reached = vec![false; network.len()];
    let mut pieces = 0;
    for start in 0..network.len() {
        if reached[start] {
            continue;
        }
        pieces += 1;
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            if std::mem::replace(&mut reached[node], true) {
                continue;
            }
            let fellows = network.ties(node).iter().map(|&(other, _)| other as usize);
            waiting.extend(fellows.filter(|&other| communities[other] == communities[node]));
        }
    }
    assert_eq!(pieces, count);
}

#[test]
fn fixed_nodes_stay_and_never_meet() {
    let mut network = ring_of_cliques(10, 6);
    let fixed = [0, 1, 2, 30, 31];
    for node in fixed {
        network.fix(node);
    }
    for gamma in [0.1, 1.0] {
        let mut communities = alone(&network);
        let mut shuffle = Shuffle::new(0);
        for _ in 0..3 {
            improve(&network, aim(&network, gamma), &mut communities, &mut shuffle);
        }
        let mut homes: Vec<u32> = fixed.iter().map(|&node| communities[node]).collect();
        homes.sort_unstable();
        assert!(homes.is_sorted_by(|a, b| a < b), "{homes:?}");
        assert!((3..6).all(|node| homes.contains(&communities[node])), "the rest of a clique joins one of its fixed");
    }
}

#[test]
fn a_group_of_nodes_weighs_as_much_as_they_did() {
    let network = ring_of_cliques(8, 4);
    let cliques: Vec<u32> = (0..32).map(|node| node / 4).collect();
    let (groups, own) = aggregate(&network, &cliques, 8, &cliques);
    assert_eq!(own, (0..8).collect::<Vec<u32>>());
    let aim = aim(&network, 1.3);
    assert!((groups.total_strength() - network.total_strength()).abs() < 1e-9);
    assert!((aim.quality(&groups, &own) - aim.quality(&network, &cliques)).abs() < 1e-9);
}
