//! Runs the clustering engine off the request threads, with its progress told and its cancellation heard.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use clustering::{ClusterError, Clustering, Input, Keyword, Language, Options, Progress, Stage, Watch, cluster};
use tokio_util::sync::CancellationToken;

use super::embedding;
use super::plan::key_of;
use crate::jobs::context::{JobContext, JobFailure};
use crate::kit::text::thousands;
use crate::kit::{AppError, ErrorKind};
use crate::planner::cluster::{Existing, Granularity};
use crate::planner::store::cluster_runs::Source;
use crate::planner::store::clusters::ClusterRecord;

/// How often progress is told.
const TOLD_EVERY: Duration = Duration::from_millis(500);

/// What the engine is given.
pub struct Work {
    /// Ordered by id.
    pub clusters: Vec<ClusterRecord>,
    pub sources: Vec<Source>,
    pub granularity: Granularity,
    pub existing: Existing,
    /// ISO 639-1.
    pub language: String,
    /// The folder of the embedding model, when the operator has one.
    pub embedding_model: Option<PathBuf>,
}

impl Work {
    /// Whether a run must leave the cluster's keywords where they are: a person has edited or switched it off, or ideas
    /// stand on it.
    pub fn is_fixed(cluster: &ClusterRecord) -> bool {
        cluster.locked || cluster.disabled || cluster.status == crate::planner::cluster::ClusterStatus::Mapped
    }
}

/// Groups the keywords; gives the work back with what was found.
///
/// # Errors
/// Lost when the job was cancelled; final for too few keywords.
pub async fn group(job: &JobContext, work: Work) -> Result<(Work, Clustering), JobFailure> {
    let board =
        Arc::new(Board { latest: Mutex::new(None), reports: AtomicU64::new(0), cancel: job.cancel.child_token() });
    // whoever stops waiting here also stops the engine
    let _stop = board.cancel.clone().drop_guard();
    let seen = board.clone();
    let mut running = tokio::task::spawn_blocking(move || {
        let found = run(&work, seen.as_ref());
        (work, found)
    });
    let mut tick = tokio::time::interval(TOLD_EVERY);
    let mut told = 0;
    loop {
        tokio::select! {
            ended = &mut running => {
                let (work, found) = ended.map_err(|error| {
                    tracing::error!(%error, job = %job.job, "the clustering engine panicked");
                    JobFailure::Final(AppError::new(ErrorKind::Internal, "clustering_failed", "Clustering ran into a fault of ours. It has been noted; nothing was changed."))
                })?;
                return found.map(|found| (work, found)).map_err(failure);
            }
            _ = tick.tick() => {
                let reports = board.reports.load(Ordering::Relaxed);
                if reports != told && let Some(progress) = board.latest() {
                    told = reports;
                    job.progress(percent(progress), 100, &sentence(progress)).await?;
                }
            }
        }
    }
}

fn run(work: &Work, watch: &Board) -> Result<Clustering, ClusterError> {
    let keywords: Vec<Keyword<'_>> = work
        .sources
        .iter()
        .map(|source| Keyword {
            text: &source.text,
            volume: source.volume.and_then(|volume| u64::try_from(volume).ok()),
            cluster: source.cluster.and_then(|id| key_of(&work.clusters, id)),
        })
        .collect();
    let locked: Vec<_> = work
        .clusters
        .iter()
        .filter(|cluster| Work::is_fixed(cluster))
        .filter_map(|cluster| key_of(&work.clusters, cluster.id))
        .collect();
    let options = Options {
        granularity: work.granularity.factor(),
        language: Language::from_tag(&work.language),
        existing: match work.existing {
            Existing::Keep => clustering::Existing::Keep,
            Existing::Reconsider => clustering::Existing::Reconsider,
        },
        threads: threads(),
    };
    // a model that cannot be read must not keep anybody from clustering: the run says that words alone decided
    let embedder = embedding::load(work.embedding_model.as_deref(), threads()).unwrap_or_else(|error| {
        tracing::error!(error, "the embedding model cannot be used");
        None
    });
    cluster(&Input { keywords: &keywords, locked: &locked }, &options, embedder.as_deref(), watch)
}

/// All processors but one, which goes on answering people.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |all| all.get().saturating_sub(1).max(1))
}

fn failure(error: ClusterError) -> JobFailure {
    match error {
        ClusterError::Cancelled => JobFailure::Lost,
        ClusterError::TooFew { .. } | ClusterError::TooMany { .. } | ClusterError::Granularity { .. } => {
            JobFailure::Final(AppError::invalid("clustering_refused", error.to_string()))
        }
        ClusterError::Embedding(_) => JobFailure::Final(AppError::conflict("embedding_failed", error.to_string())),
    }
}

/// Where the engine writes how far it is, for the task that waits for it.
struct Board {
    latest: Mutex<Option<Progress>>,
    reports: AtomicU64,
    cancel: CancellationToken,
}

impl Board {
    fn latest(&self) -> Option<Progress> {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Board {
    fn progress(&self, progress: Progress) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress);
        self.reports.fetch_add(1, Ordering::Relaxed);
    }

    fn cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }
}

/// How far the whole run is, 0..100: where each stage begins and ends was measured on 10,000 keywords.
fn percent(progress: Progress) -> i64 {
    let (from, to) = match progress.stage {
        Stage::Reading => (0, 6),
        Stage::Weighing => (6, 10),
        Stage::Embedding => (10, 60),
        Stage::Neighbours => (60, 85),
        Stage::Communities => (85, 92),
        Stage::Explaining => (92, 98),
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    from + (to - from) * count(progress.done.min(progress.total)) / count(progress.total).max(1)
}

fn sentence(progress: Progress) -> String {
    let count = |n: usize| thousands(i64::try_from(n).unwrap_or(i64::MAX));
    let of = format!("{} of {}", count(progress.done), count(progress.total));
    match progress.stage {
        Stage::Reading => format!("Reading keywords · {of}"),
        Stage::Weighing => format!("Weighing words · {of}"),
        Stage::Embedding => format!("Finding out what keywords mean · {of}"),
        Stage::Neighbours => format!("Comparing keywords · {of}"),
        Stage::Communities => "Finding groups".to_owned(),
        Stage::Explaining => format!("Naming groups · {of}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_only_rises_through_the_stages() {
        let stages = [Stage::Reading, Stage::Embedding, Stage::Neighbours, Stage::Communities, Stage::Explaining];
        let percents: Vec<i64> = stages
            .into_iter()
            .flat_map(|stage| [0, 5, 10].map(|done| percent(Progress { stage, done, total: 10 })))
            .collect();
        assert!(percents.is_sorted());
        assert!(percents.iter().all(|percent| (0..=98).contains(percent)));
        assert_eq!(percent(Progress { stage: Stage::Reading, done: 0, total: 0 }), 0);
    }
}
