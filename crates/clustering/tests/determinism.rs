//! The same keywords give the same clusters: in any order, on any number of threads, every time.

mod support;

use std::collections::BTreeSet;

use clustering::{Clustering, Input, Keyword, Options, Unwatched, cluster};
use proptest::prelude::*;
use support::{Labelled, cluster_fresh};

/// Clusters as sets of texts with name and description: what must not depend on order.
fn by_text(found: &Clustering, keywords: &[Keyword<'_>]) -> BTreeSet<(Vec<String>, String, String)> {
    found
        .clusters
        .iter()
        .map(|cluster| {
            let mut texts: Vec<String> = cluster.members.iter().map(|&k| keywords[k].text.to_owned()).collect();
            texts.sort();
            (texts, cluster.name.clone(), cluster.description.clone())
        })
        .collect()
}

/// Explanations in terms of texts, in the order of texts.
fn explained(found: &Clustering, keywords: &[Keyword<'_>]) -> Vec<String> {
    let text = |keyword: usize| keywords[keyword].text;
    let mut lines: Vec<String> = found
        .explanations
        .iter()
        .enumerate()
        .map(|(keyword, explanation)| {
            let neighbours: Vec<_> =
                explanation.neighbours.iter().map(|near| (text(near.keyword), near.similarity.to_bits())).collect();
            let runner_up =
                explanation.runner_up.map(|second| (&found.clusters[second.cluster].name, second.margin.to_bits()));
            format!("{} {neighbours:?} {runner_up:?} {:?}", text(keyword), explanation.terms)
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn the_order_of_a_long_list_changes_nothing() {
    let labelled = Labelled::clinc();
    let keywords = labelled.keywords();
    let mut turned = keywords.clone();
    turned.reverse();
    turned.rotate_left(1234);
    let (one, other) = (cluster_fresh(&keywords), cluster_fresh(&turned));
    let (one_clusters, other_clusters) = (by_text(&one, &keywords), by_text(&other, &turned));
    assert_eq!(one_clusters.symmetric_difference(&other_clusters).next(), None);
    let (one_lines, other_lines) = (explained(&one, &keywords), explained(&other, &turned));
    assert_eq!(one_lines.iter().zip(&other_lines).find(|(one, other)| one != other), None);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let labelled = Labelled::coffee();
    let keywords = labelled.keywords();
    let input = Input { keywords: &keywords, locked: &[] };
    let run = |threads| {
        let options = Options { threads, ..Options::default() };
        cluster(&input, &options, None, &Unwatched).expect("clustering succeeds")
    };
    assert_eq!(run(1), run(5));
}

#[test]
fn a_long_list_beyond_exact_neighbours_is_deterministic_too() {
    let texts = support::invented(35_000);
    let keywords: Vec<Keyword<'_>> = texts.iter().map(|text| Keyword::new(text)).collect();
    let turned: Vec<Keyword<'_>> = keywords.iter().rev().copied().collect();
    let (one, other) = (cluster_fresh(&keywords), cluster_fresh(&turned));
    let (one_clusters, other_clusters) = (by_text(&one, &keywords), by_text(&other, &turned));
    assert_eq!(one_clusters.symmetric_difference(&other_clusters).next(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_order_of_any_keywords_gives_the_same_answer(
        order in Just((0..480).collect::<Vec<usize>>()).prop_shuffle(),
        size in 5usize..480,
        volumes in proptest::collection::vec(proptest::option::of(0u64..10_000), 480),
    ) {
        let labelled = Labelled::coffee();
        let keyword = |&place: &usize| Keyword {
            text: &labelled.texts[place],
            volume: volumes[place],
            cluster: None,
        };
        let shuffled: Vec<Keyword<'_>> = order[..size].iter().map(keyword).collect();
        let mut places = order[..size].to_vec();
        places.sort_unstable();
        let sorted: Vec<Keyword<'_>> = places.iter().map(keyword).collect();
        let (one, other) = (cluster_fresh(&shuffled), cluster_fresh(&sorted));
        prop_assert!(by_text(&one, &shuffled) == by_text(&other, &sorted));
        prop_assert!(explained(&one, &shuffled) == explained(&other, &sorted));
    }
}
