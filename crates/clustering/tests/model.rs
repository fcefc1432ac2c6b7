//! The engine with its embedding model, which `scripts/fetch-embedding-model` gets and `IGNY8_EMBEDDING_MODEL` names.
//! Run with `cargo test -p clustering --features embeddings -- --ignored`.
#![cfg(feature = "embeddings")]

mod support;

use std::path::{Path, PathBuf};

use clustering::{Clustering, Embedder, Input, MiniLm, Options, Unwatched, cluster};
use support::{Labelled, adjusted_rand_index, groups};

fn folder() -> PathBuf {
    std::env::var_os("IGNY8_EMBEDDING_MODEL")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/models/minilm"), PathBuf::from)
}

fn model() -> MiniLm {
    let folder = folder();
    MiniLm::load(&folder.join("model.onnx"), &folder.join("vocab.txt"), 0)
        .expect("run scripts/fetch-embedding-model first")
}

fn run(labelled: &Labelled) -> Clustering {
    let keywords = labelled.keywords();
    let input = Input { keywords: &keywords, locked: &[] };
    cluster(&input, &Options::default(), Some(&model()), &Unwatched).expect("clustering succeeds")
}

#[test]
#[ignore = "needs the embedding model"]
fn topics_are_found_by_meaning() {
    let labelled = Labelled::coffee();
    let agreement = adjusted_rand_index(&labelled.labels, &groups(&run(&labelled)));
    assert!(agreement > 0.79, "adjusted Rand index {agreement:.3}");
}

#[test]
#[ignore = "needs the embedding model"]
fn intents_are_found_by_meaning() {
    let labelled = Labelled::clinc();
    let agreement = adjusted_rand_index(&labelled.labels, &groups(&run(&labelled)));
    assert!(agreement > 0.755, "adjusted Rand index {agreement:.3}");
}

#[test]
#[ignore = "needs the embedding model"]
fn vectors_agree_with_the_meaning_and_not_with_the_company() {
    let model = model();
    let texts = ["cheap coffee grinder", "low cost mill for coffee", "tax return deadline for companies"];
    let vectors = model.embed(&texts).expect("the model runs");
    let vector = |text: usize| &vectors[text * model.dimensions()..(text + 1) * model.dimensions()];
    let cosine = |one: &[f32], other: &[f32]| {
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
        dot(one, other) / (dot(one, one) * dot(other, other)).sqrt()
    };
    assert!(cosine(vector(0), vector(1)) > 0.6);
    assert!(cosine(vector(0), vector(2)) < 0.3);

    let alone = model.embed(&texts[1..2]).expect("the model runs");
    assert!(cosine(&alone, vector(1)) > 0.9999);
}

#[test]
fn a_missing_model_is_named() {
    let vocabulary = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/README.md");
    let error = MiniLm::load(Path::new("model.onnx"), &vocabulary, 0).expect_err("it is no vocabulary");
    assert!(error.to_string().contains("README.md"), "{error}");
}
