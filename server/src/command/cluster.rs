//! `igny8 cluster FILE`: clusters a keyword file without a database, for scripts and for judging the engine.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use app::planner::service::import::{FileKeyword, read_file};
use clap::Args;
use clustering::{Input, Keyword, Options, Unwatched};

use crate::config::embedding_model;

#[derive(Debug, Args)]
pub struct ClusterArguments {
    /// A file in any form that can be imported: CSV, TSV, XLSX, or one keyword a line
    file: PathBuf,
    /// Finer (above 1) or coarser (below 1) clusters
    #[arg(long, default_value_t = 1.0)]
    granularity: f32,
    /// The folder of the embedding model, in place of the one that `igny8 serve` uses: IGNY8_EMBEDDING_MODEL, else
    /// .tools/models/minilm if there. Without one, or with IGNY8_EMBEDDINGS=false, words alone decide
    #[arg(long)]
    model: Option<PathBuf>,
}

pub fn run(arguments: ClusterArguments) -> Result<ExitCode, String> {
    // said here, since an import would say that its upload is gone
    File::open(&arguments.file).map_err(|error| format!("{} cannot be read: {error}", arguments.file.display()))?;
    let read =
        read_file(&arguments.file).map_err(|error| format!("{}: {}", arguments.file.display(), error.message))?;
    let keywords: Vec<Keyword<'_>> = read.keywords.iter().map(keyword).collect();
    let model = match arguments.model {
        Some(folder) => Some(folder),
        None => embedding_model().map_err(|error| error.to_string())?,
    };
    let embedder = app::planner::service::clustering::embedding::load(model.as_deref(), 0)?;
    let options = Options { granularity: arguments.granularity, ..Options::default() };
    let began = Instant::now();
    let input = Input { keywords: &keywords, locked: &[] };
    let found =
        clustering::cluster(&input, &options, embedder.as_deref(), &Unwatched).map_err(|error| error.to_string())?;
    let took = began.elapsed();
    print(&read.keywords, &found).map_err(|error| format!("the result could not be written: {error}"))?;
    eprintln!(
        "{} keywords, {} clusters, {} alone, {} rows rejected, {} in {:.2} s",
        keywords.len(),
        found.clusters.len(),
        found.loose_ends.len(),
        read.rejected,
        if embedder.is_some() { "words and meaning" } else { "words alone" },
        took.as_secs_f64(),
    );
    Ok(ExitCode::SUCCESS)
}

fn keyword(read: &FileKeyword) -> Keyword<'_> {
    Keyword { text: &read.keyword, volume: read.volume.and_then(|volume| u64::try_from(volume).ok()), cluster: None }
}

/// `keyword,cluster`; a keyword that is alone is its own cluster.
fn print(keywords: &[FileKeyword], found: &clustering::Clustering) -> std::io::Result<()> {
    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    out.write_record(["keyword", "cluster"])?;
    for (keyword, explanation) in keywords.iter().zip(&found.explanations) {
        let cluster = explanation
            .cluster
            .and_then(|place| found.clusters.get(place))
            .map_or(keyword.keyword.as_str(), |cluster| &cluster.name);
        out.write_record([keyword.keyword.as_str(), cluster])?;
    }
    out.flush()?;
    std::io::stdout().flush()
}
