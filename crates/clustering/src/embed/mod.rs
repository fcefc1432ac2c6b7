//! Sentence embeddings: what a model must provide, and the vectors the engine keeps of it.

#[cfg(feature = "embeddings")]
mod minilm;
mod vectors;
#[cfg(feature = "embeddings")]
mod wordpiece;

#[cfg(feature = "embeddings")]
pub use minilm::MiniLm;

pub(crate) use vectors::{Vectors, dot};

/// Turns keywords into vectors whose cosine tells how close they are in meaning.
///
/// Embedding is by far the slowest part of a run. A caller that stores vectors by normalised
/// keyword and [`Embedder::id`] wraps the model in an `Embedder` of its own.
pub trait Embedder: Sync {
    /// Names the model and its version; vectors of different ids must not be mixed.
    fn id(&self) -> &str;

    /// Numbers a vector has.
    fn dimensions(&self) -> usize;

    /// The vectors of normalised keywords, one after another: `texts.len() * dimensions()` numbers.
    /// Their length does not matter. The same text must give the same vector, rounding aside,
    /// whatever other texts come with it.
    ///
    /// # Errors
    /// When the model can't be run; the whole clustering fails with it.
    fn embed(&self, texts: &[&str]) -> Result<Vec<f32>, EmbedError>;
}

/// Why a model gave no vectors.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// A file of the model can't be read.
    #[error("{path} can't be read as part of an embedding model: {reason}.")]
    Load {
        /// The file.
        path: String,
        /// What went wrong.
        reason: String,
    },
    /// The model ran into an error.
    #[error("the model stopped: {0}.")]
    Run(String),
    /// The model gave too few or too many numbers, or something that is no number.
    #[error("the model gave {given} usable numbers where {expected} were due.")]
    Shape {
        /// Finite numbers received.
        given: usize,
        /// Numbers that should have come.
        expected: usize,
    },
}
