//! What every result promises, and what is refused.

mod support;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clustering::{
    ClusterError, Clustering, EmbedError, Embedder, Input, Keyword, Options, Progress, Stage, Unwatched, Watch, cluster,
};
use proptest::prelude::*;
use support::{Labelled, cluster_fresh, cluster_texts};

/// Every keyword once, and nothing in the result that contradicts anything else.
fn check(found: &Clustering, keywords: &[Keyword<'_>]) {
    let mut seen = vec![0; keywords.len()];
    for (number, cluster) in found.clusters.iter().enumerate() {
        assert!(cluster.members.is_sorted());
        assert!(cluster.members.contains(&cluster.primary));
        assert!((0.0..=1.0).contains(&cluster.cohesion), "{}", cluster.cohesion);
        for &member in &cluster.members {
            seen[member] += 1;
            assert_eq!(found.explanations[member].cluster, Some(number));
        }
    }
    for &loose in &found.loose_ends {
        seen[loose] += 1;
        assert_eq!(found.explanations[loose].cluster, None);
    }
    assert!(seen.iter().all(|&times| times == 1), "every keyword exactly once");
    assert_eq!(found.explanations.len(), keywords.len());

    for (place, explanation) in found.explanations.iter().enumerate() {
        assert!(explanation.neighbours.len() <= 5 && explanation.terms.len() <= 3);
        assert!(explanation.neighbours.is_sorted_by(|a, b| a.similarity >= b.similarity));
        for near in &explanation.neighbours {
            assert_ne!(near.keyword, place);
            assert!((0.0..=1.0).contains(&near.similarity));
        }
        if let Some(second) = explanation.runner_up {
            assert_ne!(Some(second.cluster), explanation.cluster);
            assert!((-1.0..=1.0).contains(&second.margin));
        }
        assert!(explanation.terms.is_sorted_by(|a, b| a.share >= b.share));
        assert!(explanation.terms.iter().map(|term| term.share).sum::<f32>() < 1.001);
        if let Some(same) = explanation.near_duplicate_of {
            assert_eq!(found.explanations[same].cluster, explanation.cluster);
            assert_eq!(found.explanations[same].near_duplicate_of, None);
        }
    }
}

#[test]
fn results_are_consistent_on_labelled_keywords() {
    for labelled in [Labelled::coffee(), Labelled::clinc()] {
        let keywords = labelled.keywords();
        check(&cluster_fresh(&keywords), &keywords);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn results_are_consistent_on_anything(texts in proptest::collection::vec(".{0,24}", 5..60)) {
        let keywords: Vec<Keyword<'_>> = texts.iter().map(|text| Keyword::new(text)).collect();
        check(&cluster_fresh(&keywords), &keywords);
    }

    #[test]
    fn results_are_consistent_on_few_words(
        texts in proptest::collection::vec("(coffee|tea|pot|cup|for|best)( (coffee|tea|pots)){0,2}", 5..80)
    ) {
        let keywords: Vec<Keyword<'_>> = texts.iter().map(|text| Keyword::new(text)).collect();
        check(&cluster_fresh(&keywords), &keywords);
    }
}

#[test]
fn fewer_than_five_keywords_are_refused() {
    let keywords = ["a", "b", "c", "d"].map(Keyword::new);
    let input = Input { keywords: &keywords, locked: &[] };
    let refused = cluster(&input, &Options::default(), None, &Unwatched);
    let error = refused.expect_err("four are too few");
    assert!(matches!(error, ClusterError::TooFew { given: 4 }));
    assert_eq!(error.to_string(), "Clustering needs at least 5 keywords; 4 given.");
}

#[test]
fn a_granularity_without_sense_is_refused() {
    let keywords = ["a", "b", "c", "d", "e"].map(Keyword::new);
    let input = Input { keywords: &keywords, locked: &[] };
    for granularity in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        let options = Options { granularity, ..Options::default() };
        let refused = cluster(&input, &options, None, &Unwatched);
        assert!(matches!(refused, Err(ClusterError::Granularity { .. })));
    }
}

#[test]
fn the_name_is_the_central_keyword_unless_volume_says_otherwise() {
    let texts = ["cold  Brew", "cold brew ratio", "cold brew jar", "cold brew uk", "moka pot", "moka pot uk"];
    let plain = cluster_texts(&texts);
    let cluster = &plain.clusters[plain.explanations[0].cluster.expect("placed")];
    assert_eq!(cluster.name, "cold Brew");
    assert!(cluster.terms.contains(&"cold brew".to_owned()), "{:?}", cluster.terms);
    assert_eq!(cluster.description, format!("About {}.", sentence(&cluster.terms)));

    let mut keywords = texts.map(Keyword::new);
    keywords[2].volume = Some(90_000);
    let searched = cluster_fresh(&keywords);
    let cluster = &searched.clusters[searched.explanations[0].cluster.expect("placed")];
    assert_eq!(cluster.name, "cold brew jar");
}

fn sentence(terms: &[String]) -> String {
    match terms {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => terms.concat(),
    }
}

#[test]
fn an_explanation_names_what_carries_the_similarity() {
    let labelled = Labelled::coffee();
    let found = cluster_fresh(&labelled.keywords());
    let place = labelled.texts.iter().position(|text| text == "french press ratio").expect("there");
    let terms = &found.explanations[place].terms;
    assert!(terms.iter().any(|shared| shared.term.contains("press")), "{terms:?}");
}

/// Follows a run, and stops it after so many reports.
struct Follower {
    reports: Mutex<Vec<Progress>>,
    asked: AtomicUsize,
    patience: usize,
}

impl Follower {
    fn new(patience: usize) -> Self {
        Self { reports: Mutex::new(Vec::new()), asked: AtomicUsize::new(0), patience }
    }
}

impl Watch for Follower {
    fn progress(&self, progress: Progress) {
        self.reports.lock().expect("nobody panicked").push(progress);
    }

    fn cancelled(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed) >= self.patience
    }
}

#[test]
fn progress_passes_through_the_stages_in_order() {
    let labelled = Labelled::coffee();
    let keywords = labelled.keywords();
    let input = Input { keywords: &keywords, locked: &[] };
    let follower = Follower::new(usize::MAX);
    cluster(&input, &Options::default(), None, &follower).expect("it is never stopped");
    let reports = follower.reports.into_inner().expect("nobody panicked");
    assert!(reports.is_sorted_by_key(|report| report.stage));
    assert!(reports.iter().all(|report| report.done <= report.total));
    for stage in [Stage::Reading, Stage::Weighing, Stage::Neighbours, Stage::Communities, Stage::Explaining] {
        let finished = |report: &&Progress| report.stage == stage && report.done == report.total;
        assert!(reports.iter().find(finished).is_some(), "{stage:?} finishes");
    }
}

#[test]
fn a_run_can_be_stopped_at_every_checkpoint() {
    let labelled = Labelled::coffee();
    let keywords = labelled.keywords();
    let input = Input { keywords: &keywords, locked: &[] };
    let options = Options { threads: 2, ..Options::default() };
    let whole = Follower::new(usize::MAX);
    cluster(&input, &options, None, &whole).expect("it is never stopped");
    let checkpoints = whole.asked.into_inner();
    assert!(checkpoints > 10);
    for patience in 0..checkpoints {
        let outcome = cluster(&input, &options, None, &Follower::new(patience));
        assert!(matches!(outcome, Err(ClusterError::Cancelled)), "after {patience}");
    }
}

/// A model that answers whatever it is told to.
struct Puppet(fn(usize) -> Result<Vec<f32>, EmbedError>);

impl Embedder for Puppet {
    fn id(&self) -> &str {
        "puppet"
    }

    fn dimensions(&self) -> usize {
        2
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<f32>, EmbedError> {
        (self.0)(texts.len())
    }
}

#[test]
fn a_model_that_fails_or_answers_nonsense_fails_the_run() {
    let keywords = ["one", "two", "three", "four", "five"].map(Keyword::new);
    let input = Input { keywords: &keywords, locked: &[] };
    let run = |model| cluster(&input, &Options::default(), Some(&Puppet(model)), &Unwatched);
    let short = run(|count| Ok(vec![1.0; count]));
    assert!(matches!(short, Err(ClusterError::Embedding(EmbedError::Shape { given: 5, expected: 10 }))));
    let endless = run(|count| Ok(vec![f32::NAN; count * 2]));
    assert!(matches!(endless, Err(ClusterError::Embedding(EmbedError::Shape { given: 0, .. }))));
    let broken = run(|_| Err(EmbedError::Run("out of order".to_owned())));
    assert!(matches!(broken, Err(ClusterError::Embedding(EmbedError::Run(_)))));
    let sound = run(|count| Ok([1.0, 0.0].repeat(count))).expect("it answers as asked");
    assert_eq!(sound.figures.model.as_deref(), Some("puppet"));
    assert_eq!(sound.clusters.len(), 1, "all mean the same");
}

#[test]
fn a_model_finds_no_meaning_in_nothing() {
    let keywords = ["one", "two", "three", "", " "].map(Keyword::new);
    let input = Input { keywords: &keywords, locked: &[] };
    let same = Puppet(|count| Ok([1.0, 0.0].repeat(count)));
    let found = cluster(&input, &Options::default(), Some(&same), &Unwatched).expect("it answers as asked");
    assert_eq!(found.loose_ends, [3, 4]);
}
