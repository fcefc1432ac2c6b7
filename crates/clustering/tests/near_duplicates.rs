//! Near-duplicates fall together, whatever else is in the list.

mod support;

use clustering::{ClusterKey, Input, Keyword, Options, Unwatched, cluster};
use support::{Labelled, cluster_of, cluster_texts};

#[test]
fn the_same_words_in_another_form_fall_together() {
    let pairs = [
        ("plumber london", "london plumbers"),
        ("Plumber in London", "plumber, london"),
        ("cold brew jar", "coldbrew jars"),
        ("espresso cups", "espreso cup"),
        ("colour chart coffee", "coffee color charts"),
        ("café near station", "cafe near the station"),
        ("what's a moka pot", "whats a moka pot"),
        ("knife sharpener", "sharpener for knives"),
    ];
    let texts: Vec<&str> = pairs.iter().flat_map(|&(one, other)| [one, other]).collect();
    let found = cluster_texts(&texts);
    for (one, other) in pairs {
        let cluster = cluster_of(&found, &texts, one);
        assert!(cluster.is_some(), "{one}");
        assert_eq!(cluster, cluster_of(&found, &texts, other), "{one}, {other}");
    }
}

#[test]
fn other_words_are_not_taken_for_spellings() {
    let texts = ["dessert wine", "desert wine", "iphone 12", "iphone 1 2", "pixel 2024", "pixel 2025"];
    let found = cluster_texts(&texts);
    for explanation in &found.explanations {
        assert_eq!(explanation.near_duplicate_of, None);
    }
}

#[test]
fn every_order_of_words_is_found_in_a_large_set() {
    let labelled = Labelled::coffee();
    let turned: Vec<String> =
        labelled.texts.iter().map(|text| text.split(' ').rev().collect::<Vec<_>>().join(" ")).collect();
    let texts: Vec<&str> = labelled.texts.iter().chain(&turned).map(String::as_str).collect();
    let found = cluster_texts(&texts);
    for place in 0..labelled.texts.len() {
        let (one, other) = (place, place + labelled.texts.len());
        assert_eq!(found.explanations[one].cluster, found.explanations[other].cluster, "{}", texts[one]);
        assert!(found.explanations[one].cluster.is_some());
    }
}

#[test]
fn a_pair_alone_is_a_cluster() {
    let texts = ["garden hose", "hoses garden", "piano", "tax law", "moon"];
    let found = cluster_texts(&texts);
    assert_eq!(found.clusters.len(), 1);
    assert_eq!(found.clusters[0].members, [0, 1]);
    assert_eq!(found.loose_ends, [2, 3, 4]);
}

#[test]
fn keywords_without_any_text_have_nothing_in_common() {
    let found = cluster_texts(&["", " ", "moka pot", "pot moka", "moka pots"]);
    assert_eq!(found.loose_ends, [0, 1]);
}

#[test]
fn only_locked_clusters_hold_near_duplicates_apart() {
    let keyword = |text, cluster| Keyword { cluster: Some(ClusterKey(cluster)), ..Keyword::new(text) };
    let keywords = [
        keyword("moka pot", 1),
        keyword("pots moka", 2),
        Keyword::new("moka pots"),
        keyword("latte art", 3),
        keyword("art latte", 4),
    ];
    let input = Input { keywords: &keywords, locked: &[ClusterKey(1), ClusterKey(2)] };
    let found = cluster(&input, &Options::default(), None, &Unwatched).expect("succeeds");
    let key = |place: usize| found.explanations[place].cluster.and_then(|cluster| found.clusters[cluster].key);
    assert_eq!(key(0), Some(ClusterKey(1)));
    assert_eq!(key(1), Some(ClusterKey(2)));
    assert_eq!(key(2), Some(ClusterKey(1)), "joins the smaller key of equals");
    assert_eq!((key(3), key(4)), (Some(ClusterKey(3)), Some(ClusterKey(3))));
}
