//! Clusters as both sides know them: their states, what a list and a detail page show, why a keyword is where it is.

mod grouping;
mod list;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::idea::IdeaStatus;
use super::keyword::{Intent, KeywordStatus};
use crate::ai::structure::ContentStructure;
use crate::kit::id::{ClusterId, ClusterRunId, ContentId, IdeaId, KeywordId, SectorId, SiteId, UndoId};
use crate::ui::Tone;

pub use grouping::{
    ClusteringChoices, Existing, Granularity, MIN_KEYWORDS, SectorChoice, Started, sectors_left_out,
    too_few_in_each_sector, too_few_keywords,
};
pub(in crate::planner) use list::address;
pub use list::{ClusterFilter, ClusterList, ClusterOptions, ClusterQuery, ClusterSort};

/// Longest name, in characters.
pub const MAX_NAME: usize = 200;
/// Most keywords, ideas or articles shown on a cluster's own page; the lists have the rest.
pub const MAX_SHOWN: i64 = 200;

crate::words! {
    /// Where a cluster stands.
    pub enum ClusterStatus {
        New = "new",
        /// It has ideas.
        Mapped = "mapped",
    }
}

impl ClusterStatus {
    /// Which states may follow which. A cluster whose last idea goes is new again.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::New => matches!(next, Self::Mapped),
            Self::Mapped => matches!(next, Self::New),
        }
    }

    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Mapped => "Has ideas",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::New => Tone::Neutral,
            Self::Mapped => Tone::Green,
        }
    }
}

crate::words! {
    /// What grouped the keywords of a run.
    pub enum Engine {
        /// Shared words and letters.
        Lexical = "lexical",
        /// Words, letters and meaning, by an embedding model on our own machine.
        Embeddings = "embeddings",
        /// Improved by the text model.
        Ai = "ai",
    }
}

impl Engine {
    /// A sentence for the page.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Lexical => "Grouped by shared words and spelling. No embedding model is set up here.",
            Self::Embeddings => "Grouped by meaning and shared words, on this server.",
            Self::Ai => "Grouped on this server and named by the text model.",
        }
    }
}

/// One row of the list. Counts are computed when it is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct ClusterRow {
    pub id: ClusterId,
    pub name: String,
    pub sector: String,
    pub intent: Option<Intent>,
    pub status: ClusterStatus,
    pub disabled: bool,
    pub locked: bool,
    /// 0..1: how alike its keywords are; absent for clusters made by hand.
    pub cohesion: Option<f64>,
    pub keywords: i64,
    /// Searches a month of all its keywords together.
    pub volume: i64,
    /// 0..100, the average of those known.
    pub difficulty: Option<f64>,
    pub ideas: i64,
}

/// One cluster with everything its page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterDetail {
    pub row: ClusterRow,
    pub site: SiteId,
    pub sector: SectorId,
    pub description: String,
    pub primary_keyword: Option<String>,
    pub run: Option<RunNote>,
    /// The first [`MAX_SHOWN`], by volume.
    pub keywords: Vec<ClusterKeyword>,
    pub ideas: Vec<ClusterIdea>,
    pub articles: Vec<ClusterArticle>,
    /// The other clusters of the sector, for moving and merging.
    pub others: Vec<ClusterName>,
    pub may_edit: bool,
    /// Whether this person may start what costs credits.
    pub may_run: bool,
}

/// The run that made a cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunNote {
    pub id: ClusterRunId,
    pub engine: Engine,
    pub at: DateTime<Utc>,
}

/// The latest run of a site, with what it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSummary {
    pub id: ClusterRunId,
    pub sector: String,
    pub engine: Engine,
    /// Keywords that were to be placed.
    pub keywords: i64,
    /// Clusters made or added to.
    pub clusters: i64,
    /// Keywords that stand alone.
    pub loose: i64,
    pub duration_ms: i64,
    pub undo: UndoId,
    pub at: DateTime<Utc>,
}

/// A cluster to choose in a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterName {
    pub id: ClusterId,
    pub name: String,
}

/// A keyword on its cluster's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterKeyword {
    pub id: KeywordId,
    pub keyword: String,
    pub volume: Option<i64>,
    pub difficulty: Option<i64>,
    pub intent: Option<Intent>,
    pub status: KeywordStatus,
    pub disabled: bool,
    pub explanation: Option<Explanation>,
}

/// An idea on its cluster's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterIdea {
    pub id: IdeaId,
    pub title: String,
    pub structure: ContentStructure,
    pub status: IdeaStatus,
}

/// An article on its cluster's page. `status` is the writer's word for where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterArticle {
    pub id: ContentId,
    pub title: String,
    pub status: String,
    pub published: bool,
}

/// Why a keyword is where it is. Stored with the keyword.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Explanation {
    /// A run placed it.
    Engine {
        /// Its nearest keywords within the cluster, nearest first.
        neighbours: Vec<Near>,
        /// The cluster that came second.
        runner_up: Option<RunnerUp>,
        /// The terms it shares with its cluster, the weightiest first.
        terms: Vec<String>,
        /// The keyword it counts as one with: the same words in another order or form.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        same_as: Option<String>,
    },
    /// A run found nothing close enough; `nearest` is what came closest.
    Alone { nearest: Option<Near> },
    /// A person put it there.
    Person,
}

/// A keyword and how alike it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Near {
    pub keyword: String,
    /// 0..1
    pub similarity: f64,
}

/// The second-best cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    pub cluster: String,
    /// By how much it lost, −1..1: the part of the keyword's ties that lead to its own cluster, less the part that
    /// lead here.
    pub margin: f64,
}

/// A cluster as it was before a run changed or emptied it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormerCluster {
    pub id: ClusterId,
    pub description: String,
    pub primary_keyword: Option<KeywordId>,
    pub intent: Option<Intent>,
    pub cohesion: Option<f32>,
    pub run: Option<ClusterRunId>,
    /// The run left it without keywords and deleted it.
    pub retired: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_states_is_decided() {
        use ClusterStatus::{Mapped, New};
        let legal = [(New, Mapped), (Mapped, New)];
        for from in ClusterStatus::ALL {
            for to in ClusterStatus::ALL {
                assert_eq!(from.may_become(*to), legal.contains(&(*from, *to)), "{from} to {to}");
            }
        }
    }

    #[test]
    fn explanations_read_back() {
        let placed = Explanation::Engine {
            neighbours: vec![Near { keyword: "cold brew".into(), similarity: 0.5 }],
            runner_up: Some(RunnerUp { cluster: "Moka pot".into(), margin: 0.25 }),
            terms: vec!["brew".into()],
            same_as: None,
        };
        for explanation in [placed, Explanation::Alone { nearest: None }, Explanation::Person] {
            let json = serde_json::to_string(&explanation).expect("it is JSON");
            assert_eq!(serde_json::from_str::<Explanation>(&json).expect("it reads back"), explanation);
        }
    }
}
