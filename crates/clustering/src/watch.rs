//! Progress out, cancellation in.

use serde::{Deserialize, Serialize};

use crate::error::ClusterError;

/// What a run is doing. In this order, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading keywords and merging near-duplicates; counts keywords.
    Reading,
    /// Weighing words and letters; counts distinct keywords.
    Weighing,
    /// Computing embeddings; counts distinct keywords. Left out without a model.
    Embedding,
    /// Finding each keyword's nearest neighbours; counts distinct keywords.
    Neighbours,
    /// Finding communities; counts passes, of which it may need fewer than announced.
    Communities,
    /// Naming clusters and explaining placements; counts keywords.
    Explaining,
}

/// How far a stage has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The stage at hand.
    pub stage: Stage,
    /// Units finished; what a unit is depends on the stage.
    pub done: usize,
    /// Units in all.
    pub total: usize,
}

/// Someone who follows a run and may stop it. Called from several threads, some hundred times a run.
pub trait Watch: Sync {
    /// Told now and then how far the run has come. Within a stage `done` never decreases by much,
    /// but reports of parallel threads may overtake each other.
    fn progress(&self, progress: Progress) {
        let _ = progress;
    }

    /// Asked now and then; once it says yes the run ends with [`ClusterError::Cancelled`].
    fn cancelled(&self) -> bool {
        false
    }
}

/// Nobody: reports go nowhere and the run is never stopped.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {}

/// Reports progress and fails when the watcher wants to stop: the one checkpoint all stages use.
pub(crate) fn checkpoint(watch: &dyn Watch, stage: Stage, done: usize, total: usize) -> Result<(), ClusterError> {
    if watch.cancelled() {
        return Err(ClusterError::Cancelled);
    }
    watch.progress(Progress { stage, done, total });
    Ok(())
}
