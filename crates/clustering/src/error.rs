//! Why a run ended without clusters.

use crate::embed::EmbedError;
use crate::input::{MAX_KEYWORDS, MIN_KEYWORDS, Options};

/// Why a run ended without clusters. Nothing is returned half done.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// Fewer than [`MIN_KEYWORDS`] keywords.
    #[error("Clustering needs at least {MIN_KEYWORDS} keywords; {given} given.")]
    TooFew {
        /// How many there were.
        given: usize,
    },
    /// More than [`MAX_KEYWORDS`] keywords.
    #[error("Clustering takes at most {MAX_KEYWORDS} keywords at once; {given} given.")]
    TooMany {
        /// How many there were.
        given: usize,
    },
    /// A granularity outside [`Options::GRANULARITY`], or not a number.
    #[error(
        "Granularity must lie between {} and {}; {given} given.",
        Options::GRANULARITY.start(),
        Options::GRANULARITY.end()
    )]
    Granularity {
        /// What was asked for.
        given: f32,
    },
    /// The [`crate::Watch`] asked to stop.
    #[error("Clustering was cancelled.")]
    Cancelled,
    /// The embedding model failed.
    #[error("The embedding model failed: {0}")]
    Embedding(#[from] EmbedError),
}
