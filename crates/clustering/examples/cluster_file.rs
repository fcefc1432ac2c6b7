//! Clusters the `keyword` column of a CSV file: `keyword,cluster` on standard output, figures on
//! standard error.
//!
//! Usage: `cluster_file FILE [MODEL_FOLDER]`. With a folder that holds `model.onnx` and `vocab.txt`,
//! and the feature `embeddings`, meaning counts beside words.

use std::error::Error;
use std::time::Instant;

use clustering::{Embedder, Input, Keyword, Options, Unwatched, cluster};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("Usage: cluster_file FILE [MODEL_FOLDER]")?;
    let model = arguments.next().map(|folder| load_model(&folder)).transpose()?;
    let texts = read_keywords(&path)?;
    let keywords: Vec<Keyword<'_>> = texts.iter().map(|text| Keyword::new(text)).collect();
    let input = Input { keywords: &keywords, locked: &[] };
    let options = Options::default();

    let start = Instant::now();
    let found = cluster(&input, &options, model.as_deref(), &Unwatched)?;
    let seconds = start.elapsed().as_secs_f64();

    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    out.write_record(["keyword", "cluster"])?;
    for (text, explanation) in texts.iter().zip(&found.explanations) {
        let cluster = explanation.cluster.map(|cluster| cluster.to_string());
        out.write_record([text.as_str(), cluster.as_deref().unwrap_or_default()])?;
    }
    out.flush()?;
    eprintln!(
        "keywords={} distinct={} clusters={} loose_ends={} seconds={seconds:.3} peak_mib={}",
        found.figures.keywords,
        found.figures.distinct,
        found.clusters.len(),
        found.loose_ends.len(),
        peak_mib().map_or_else(|| "unknown".to_owned(), |mib| mib.to_string()),
    );
    Ok(())
}

#[cfg(feature = "embeddings")]
fn load_model(folder: &str) -> Result<Box<dyn Embedder>, Box<dyn Error>> {
    let folder = std::path::Path::new(folder);
    Ok(Box::new(clustering::MiniLm::load(&folder.join("model.onnx"), &folder.join("vocab.txt"), 0)?))
}

#[cfg(not(feature = "embeddings"))]
fn load_model(_folder: &str) -> Result<Box<dyn Embedder>, Box<dyn Error>> {
    Err("A model needs the feature `embeddings`.".into())
}

fn read_keywords(path: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let column = reader
        .headers()?
        .iter()
        .position(|header| header == "keyword")
        .ok_or("The file has no column named keyword.")?;
    let mut keywords = Vec::new();
    for row in reader.records() {
        keywords.push(row?.get(column).unwrap_or_default().to_owned());
    }
    Ok(keywords)
}

/// The most memory this process has held, in MiB; known on Linux only.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}
