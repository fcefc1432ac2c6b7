//! Bars of quality on labelled keywords, a little under what is measured, with the one default.

mod support;

use support::{Labelled, adjusted_rand_index, cluster_fresh, groups};

fn agreement(labelled: &Labelled) -> f64 {
    let found = cluster_fresh(&labelled.keywords());
    adjusted_rand_index(&labelled.labels, &groups(&found))
}

#[test]
fn intents_are_found_by_words_and_letters() {
    let agreement = agreement(&Labelled::clinc());
    assert!(agreement > 0.57, "adjusted Rand index {agreement:.3}");
}

#[test]
fn topics_are_found_by_words_and_letters() {
    let agreement = agreement(&Labelled::coffee());
    assert!(agreement > 0.71, "adjusted Rand index {agreement:.3}");
}

#[test]
fn granularity_moves_the_number_of_clusters_and_keeps_sense() {
    let labelled = Labelled::coffee();
    let keywords = labelled.keywords();
    let counts: Vec<usize> = [0.3, 1.0, 3.0]
        .into_iter()
        .map(|granularity| {
            let input = clustering::Input { keywords: &keywords, locked: &[] };
            let options = clustering::Options { granularity, ..Default::default() };
            let found =
                clustering::cluster(&input, &options, None, &clustering::Unwatched).expect("clustering succeeds");
            let agreement = adjusted_rand_index(&labelled.labels, &groups(&found));
            assert!(agreement > 0.3, "{agreement:.3} at granularity {granularity}");
            found.clusters.len()
        })
        .collect();
    assert!(counts.is_sorted_by(|a, b| a * 4 < b * 3), "{counts:?}");
}

#[test]
fn keywords_out_of_place_are_loose_ends() {
    let labelled = Labelled::coffee();
    let strangers = ["zyx", "qwv 77", "umbrella", "xylophone jazz", "★"];
    let mut keywords = labelled.keywords();
    keywords.extend(strangers.map(clustering::Keyword::new));
    let found = cluster_fresh(&keywords);
    let first = labelled.texts.len();
    for (place, stranger) in strangers.iter().enumerate() {
        assert!(found.loose_ends.contains(&(first + place)), "{stranger}");
    }
    assert!(found.loose_ends.len() <= strangers.len() + 5);
}
