//! What the engine is given: keywords, the clusters they are in already, and the settings of a run.

use serde::{Deserialize, Serialize};

use crate::error::ClusterError;
use crate::stems::Language;

/// Fewer keywords than this are refused: there is nothing to compare them with.
pub const MIN_KEYWORDS: usize = 5;

/// More keywords than this are refused: indices are 32 bits wide, with room for both ends of an edge.
pub const MAX_KEYWORDS: usize = 100_000_000;

/// The caller's name for a cluster that exists already; means nothing to the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClusterKey(pub u64);

/// One keyword to be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyword<'a> {
    /// The keyword as the person wrote it.
    pub text: &'a str,
    /// Searches a month, when known. Weighs in the choice of a cluster's name, never in the grouping.
    pub volume: Option<u64>,
    /// The cluster the keyword is in already.
    pub cluster: Option<ClusterKey>,
}

impl<'a> Keyword<'a> {
    /// A keyword without a volume, in no cluster yet.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, volume: None, cluster: None }
    }
}

/// Everything a run looks at.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The keywords, in any order: results refer to them by their place in this slice.
    pub keywords: &'a [Keyword<'a>],
    /// Clusters that a person has edited. They keep all their keywords, never merge with each
    /// other, and may gain keywords.
    pub locked: &'a [ClusterKey],
}

/// What happens to clusters that exist already and are not locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Existing {
    /// Keywords stay in the cluster they are in; only keywords without one are placed.
    #[default]
    Keep,
    /// Everything outside locked clusters is placed anew. A new cluster takes over the key of the
    /// old one it mostly consists of.
    Reconsider,
}

/// Settings of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// How fine the clusters are, as a factor: 1.0 is the measured default, 2.0 makes noticeably
    /// smaller clusters, 0.5 noticeably larger ones. Between [`Options::GRANULARITY`]'s bounds.
    pub granularity: f32,
    /// The language of the keywords, for reducing words to stems.
    pub language: Language,
    /// What happens to clusters that exist and are not locked.
    pub existing: Existing,
    /// Threads to use; 0 means as many as the machine has. The answer does not depend on it.
    pub threads: usize,
}

impl Options {
    /// The smallest and largest granularity accepted.
    pub const GRANULARITY: std::ops::RangeInclusive<f32> = 0.05..=20.0;

    /// The number of threads this run uses.
    pub(crate) fn thread_count(&self) -> usize {
        match self.threads {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            given => given,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { granularity: 1.0, language: Language::default(), existing: Existing::default(), threads: 0 }
    }
}

/// Refuses what no run can handle, before any work is done.
pub(crate) fn validate(input: &Input<'_>, options: &Options) -> Result<(), ClusterError> {
    let given = input.keywords.len();
    if given < MIN_KEYWORDS {
        return Err(ClusterError::TooFew { given });
    }
    if given > MAX_KEYWORDS {
        return Err(ClusterError::TooMany { given });
    }
    if !Options::GRANULARITY.contains(&options.granularity) {
        return Err(ClusterError::Granularity { given: options.granularity });
    }
    Ok(())
}
