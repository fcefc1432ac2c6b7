//! Groups keywords by meaning: keywords in, clusters out, the same answer every time.
//!
//! The method needs no threshold from anybody: near-duplicates are merged, every keyword is tied to
//! its nearest neighbours by shared words and letters (and by a sentence embedding when there is
//! one), and the Leiden algorithm cuts that graph into communities. See
//! `docs/decisions/010-clustering.md` for why, and for what it measures.
//!
//! - **Deterministic**: the same keywords give the same clusters, whatever their order and however
//!   many threads work on them.
//! - **Incremental**: with [`Existing::Keep`] what is already clustered stays where it is, new
//!   keywords join when close enough, and only the rest form new clusters. A locked cluster is a
//!   fixed point under either policy.
//! - **Explained**: every keyword says which neighbours it was placed by, which cluster came second
//!   and by how much it lost, and which terms carried the similarity.
//!
//! ```
//! use clustering::{Input, Keyword, Options, Unwatched, cluster};
//!
//! let keywords = ["cold brew ratio", "cold brew coffee ratio", "best cold brew ratio",
//!     "moka pot size", "moka pot sizes", "which moka pot size"]
//!     .map(Keyword::new);
//! let input = Input { keywords: &keywords, locked: &[] };
//! let found = cluster(&input, &Options::default(), None, &Unwatched)?;
//! assert_eq!(found.clusters.len(), 2);
//! # Ok::<(), clustering::ClusterError>(())
//! ```

mod communities;
mod embed;
mod engine;
mod error;
mod existing;
mod explain;
mod features;
mod graph;
mod input;
mod label;
mod leiden;
mod lexicon;
mod near_duplicates;
mod neighbours;
mod normalise;
mod parallel;
mod result;
mod spelling;
mod stems;
mod watch;
mod word_kernel;

#[cfg(feature = "embeddings")]
pub use embed::MiniLm;
pub use embed::{EmbedError, Embedder};
pub use engine::cluster;
pub use error::ClusterError;
pub use input::{ClusterKey, Existing, Input, Keyword, MAX_KEYWORDS, MIN_KEYWORDS, Options};
pub use normalise::normalise;
pub use result::{Cluster, Clustering, Explanation, Figures, Neighbour, RunnerUp, SharedTerm};
pub use stems::Language;
pub use watch::{Progress, Stage, Unwatched, Watch};
