//! Clusters that exist already: locked ones are fixed points, the others take newcomers in.

mod support;

use clustering::{ClusterKey, Clustering, Existing, Input, Keyword, Options, Unwatched, cluster};
use support::{Labelled, cluster_fresh};

fn run(keywords: &[Keyword<'_>], locked: &[ClusterKey], existing: Existing) -> Clustering {
    let options = Options { existing, ..Options::default() };
    cluster(&Input { keywords, locked }, &options, None, &Unwatched).expect("succeeds")
}

/// Each keyword's cluster as a key for the next run.
fn keep(found: &Clustering, keywords: &mut [Keyword<'_>]) {
    for (keyword, explanation) in keywords.iter_mut().zip(&found.explanations) {
        keyword.cluster = explanation.cluster.map(|cluster| ClusterKey(cluster as u64));
    }
}

fn key_of(found: &Clustering, place: usize) -> Option<ClusterKey> {
    found.explanations[place].cluster.and_then(|cluster| found.clusters[cluster].key)
}

#[test]
fn one_percent_of_new_keywords_moves_less_than_one_percent_of_old_ones() {
    let labelled = Labelled::clinc();
    let all = labelled.keywords();
    let is_new = |place: usize| place % 100 == 41;
    let mut old: Vec<Keyword<'_>> =
        all.iter().enumerate().filter(|(place, _)| !is_new(*place)).map(|(_, k)| *k).collect();
    let before = cluster_fresh(&old);
    keep(&before, &mut old);
    let new: Vec<Keyword<'_>> = all.iter().enumerate().filter(|(place, _)| is_new(*place)).map(|(_, k)| *k).collect();

    let grown: Vec<Keyword<'_>> = old.iter().chain(&new).copied().collect();
    let after = run(&grown, &[], Existing::Keep);
    let moved = (0..old.len())
        .filter(|&place| old[place].cluster.is_some() && key_of(&after, place) != old[place].cluster)
        .count();
    assert!(moved * 100 < old.len(), "{moved} of {} moved", old.len());

    // Most newcomers have their like among the old, and find them.
    let joined = (old.len()..grown.len()).filter(|&place| key_of(&after, place).is_some()).count();
    assert!(joined * 10 >= new.len() * 8, "{joined} of {} joined", new.len());
}

#[test]
fn newcomers_join_the_cluster_they_belong_to() {
    let labelled = Labelled::coffee();
    let mut keywords = labelled.keywords();
    let label_key = |label: &String| {
        let first = labelled.labels.iter().position(|other| other == label).expect("a label");
        ClusterKey(first as u64)
    };
    for (place, (keyword, label)) in keywords.iter_mut().zip(&labelled.labels).enumerate() {
        keyword.cluster = (place % 10 != 3).then(|| label_key(label));
    }
    let found = run(&keywords, &[], Existing::Keep);
    let (mut right, mut joined) = (0, 0);
    for place in (0..keywords.len()).filter(|place| place % 10 == 3) {
        if let Some(key) = key_of(&found, place) {
            joined += 1;
            right += usize::from(key == label_key(&labelled.labels[place]));
        }
    }
    assert!(joined >= 40, "{joined} of 48 joined");
    assert!(right * 10 >= joined * 8, "{right} of {joined} went where they belong");
}

#[test]
fn a_new_subject_forms_a_cluster_of_its_own() {
    let labelled = Labelled::coffee();
    let mut keywords = labelled.keywords();
    let before = cluster_fresh(&keywords);
    keep(&before, &mut keywords);
    let first = keywords.len();
    let subject = [
        "bicycle chain oil",
        "bicycle chain cleaner",
        "clean bicycle chain",
        "bicycle chain wear",
        "replace bicycle chain",
        "bicycle chain length",
    ];
    keywords.extend(subject.map(Keyword::new));
    let found = run(&keywords, &[], Existing::Keep);
    let cluster = found.explanations[first].cluster.expect("it is placed");
    assert_eq!(found.clusters[cluster].key, None);
    assert_eq!(found.clusters[cluster].members, (first..keywords.len()).collect::<Vec<_>>());
}

#[test]
fn locked_clusters_keep_every_keyword_even_the_strangest() {
    let labelled = Labelled::coffee();
    let mut keywords = labelled.keywords();
    // Every seventh keyword, whatever it says, in two clusters nobody would make.
    for (place, keyword) in keywords.iter_mut().enumerate().filter(|(place, _)| place % 7 == 0) {
        keyword.cluster = Some(ClusterKey(900 + (place % 2) as u64));
    }
    let locked = [ClusterKey(900), ClusterKey(901)];
    for existing in [Existing::Keep, Existing::Reconsider] {
        let found = run(&keywords, &locked, existing);
        for (place, keyword) in keywords.iter().enumerate() {
            if keyword.cluster.is_some() {
                assert_eq!(key_of(&found, place), keyword.cluster, "{}", keyword.text);
            }
        }
    }
}

#[test]
fn reconsidering_finds_the_subjects_again_and_hands_keys_on() {
    let labelled = Labelled::coffee();
    let mut keywords = labelled.keywords();
    let fresh = cluster_fresh(&keywords);
    keep(&fresh, &mut keywords);
    let again = run(&keywords, &[], Existing::Reconsider);
    for (place, keyword) in keywords.iter().enumerate() {
        assert_eq!(key_of(&again, place), keyword.cluster);
    }

    // A cluster thrown together at random dissolves.
    for (place, keyword) in keywords.iter_mut().enumerate() {
        keyword.cluster = Some(ClusterKey((place % 3) as u64));
    }
    let sorted_out = run(&keywords, &[], Existing::Reconsider);
    assert!(sorted_out.clusters.len() > 10);
    let mut keys: Vec<ClusterKey> = sorted_out.clusters.iter().filter_map(|cluster| cluster.key).collect();
    keys.sort_unstable();
    assert!(keys.is_sorted_by(|a, b| a < b), "no key twice: {keys:?}");
}

#[test]
fn everything_in_a_cluster_already_stays_there() {
    let labelled = Labelled::coffee();
    let mut keywords = labelled.keywords();
    for (place, keyword) in keywords.iter_mut().enumerate() {
        keyword.cluster = Some(ClusterKey((place / 100) as u64));
    }
    let found = run(&keywords, &[], Existing::Keep);
    assert_eq!(found.clusters.len(), 5);
    assert!(found.loose_ends.is_empty());
}
