//! What can be taken back. Each kind says what it did in a sentence; the module it belongs to knows how to undo it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::TenantTx;
use crate::kit::AppResult;
use crate::kit::id::{ClusterId, ClusterRunId, ContentId, IdeaId, KeywordId, SiteId, TaskId};
use crate::kit::text::count_of;
use crate::planner::keyword::Intent;
use crate::planner::service::{clustering, clusters, ideas, keywords};
use crate::sites::service::sites;
use crate::writer::service::deleting;

/// A change with all that taking it back needs. Stored as JSON: names of variants and fields are for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    SiteDeleted {
        site: SiteId,
    },
    KeywordsDeleted {
        keywords: Vec<KeywordId>,
    },
    KeywordsDisabled {
        keywords: Vec<KeywordId>,
    },
    KeywordsEnabled {
        keywords: Vec<KeywordId>,
    },
    /// The intents that the keywords had before. `to`: the one they got, empty for none; not there in old records.
    KeywordIntentsSet {
        before: Vec<(KeywordId, Option<Intent>)>,
        #[serde(default)]
        to: Option<String>,
    },
    ClustersMade {
        run: ClusterRunId,
    },
    /// `members`: which keywords they had.
    ClustersDeleted {
        clusters: Vec<ClusterId>,
        members: Vec<(KeywordId, ClusterId)>,
    },
    ClustersMerged {
        merge: clusters::Merge,
    },
    ClustersSwitched {
        clusters: Vec<ClusterId>,
        off: bool,
    },
    IdeasDeleted {
        ideas: Vec<IdeaId>,
    },
    IdeasSwitched {
        ideas: Vec<IdeaId>,
        off: bool,
    },
    TasksDeleted {
        tasks: Vec<TaskId>,
    },
    ContentsDeleted {
        contents: Vec<ContentId>,
    },
}

impl Change {
    /// What was done.
    #[must_use]
    pub fn sentence(&self) -> String {
        let counted = |n: usize, one: &str, many: &str, what: &str| {
            format!("{} {what}.", count_of(i64::try_from(n).unwrap_or(i64::MAX), one, many))
        };
        let of_keywords = |n: usize, what: &str| counted(n, "keyword", "keywords", what);
        let switched = |off: bool| if off { "switched off" } else { "switched on" };
        match self {
            Self::SiteDeleted { .. } => "The site was deleted with all that belongs to it.".to_owned(),
            Self::KeywordsDeleted { keywords } => of_keywords(keywords.len(), "deleted"),
            Self::KeywordsDisabled { keywords } => of_keywords(keywords.len(), "switched off"),
            Self::KeywordsEnabled { keywords } => of_keywords(keywords.len(), "switched on"),
            Self::KeywordIntentsSet { before, .. } => of_keywords(before.len(), "given another intent"),
            Self::ClustersMade { .. } => "Keywords were clustered.".to_owned(),
            Self::ClustersDeleted { clusters, .. } => counted(clusters.len(), "cluster", "clusters", "deleted"),
            Self::ClustersMerged { .. } => "A cluster was merged into another.".to_owned(),
            Self::ClustersSwitched { clusters, off } => counted(clusters.len(), "cluster", "clusters", switched(*off)),
            Self::IdeasDeleted { ideas } => counted(ideas.len(), "idea", "ideas", "deleted"),
            Self::IdeasSwitched { ideas, off } => counted(ideas.len(), "idea", "ideas", switched(*off)),
            Self::TasksDeleted { tasks } => counted(tasks.len(), "task", "tasks", "deleted"),
            Self::ContentsDeleted { contents } => counted(contents.len(), "article", "articles", "deleted"),
        }
    }

    /// The things it was done to; none where the change itself says it all.
    #[must_use]
    pub fn things(&self) -> Vec<Uuid> {
        match self {
            Self::SiteDeleted { site } => vec![site.0],
            Self::KeywordsDeleted { keywords }
            | Self::KeywordsDisabled { keywords }
            | Self::KeywordsEnabled { keywords } => keywords.iter().map(|id| id.0).collect(),
            Self::KeywordIntentsSet { before, .. } => before.iter().map(|(id, _)| id.0).collect(),
            Self::ClustersMade { .. } => Vec::new(),
            Self::ClustersMerged { merge } => vec![merge.from().0],
            Self::ClustersDeleted { clusters, .. } | Self::ClustersSwitched { clusters, .. } => {
                clusters.iter().map(|id| id.0).collect()
            }
            Self::IdeasDeleted { ideas } | Self::IdeasSwitched { ideas, .. } => ideas.iter().map(|id| id.0).collect(),
            Self::TasksDeleted { tasks } => tasks.iter().map(|id| id.0).collect(),
            Self::ContentsDeleted { contents } => contents.iter().map(|id| id.0).collect(),
        }
    }

    /// Takes it back in the given transaction and says what came of it.
    pub(super) async fn take_back(&self, tx: &mut TenantTx<'_>) -> AppResult<String> {
        match self {
            Self::SiteDeleted { site } => sites::restore(tx, *site).await,
            Self::KeywordsDeleted { keywords: ids } => keywords::restore(tx, ids).await,
            Self::KeywordsDisabled { keywords: ids } => keywords::switch_back(tx, ids, false).await,
            Self::KeywordsEnabled { keywords: ids } => keywords::switch_back(tx, ids, true).await,
            Self::KeywordIntentsSet { before, to } => keywords::put_intents_back(tx, before, to.as_deref()).await,
            Self::ClustersMade { run } => clustering::take_back(tx, *run).await,
            Self::ClustersDeleted { clusters: ids, members } => clusters::restore(tx, ids, members).await,
            Self::ClustersMerged { merge } => clusters::unmerge(tx, merge).await,
            Self::ClustersSwitched { clusters: ids, off } => clusters::switch_back(tx, ids, !off).await,
            Self::IdeasDeleted { ideas: ids } => ideas::restore(tx, ids).await,
            Self::IdeasSwitched { ideas: ids, off } => ideas::switch_back(tx, ids, !off).await,
            Self::TasksDeleted { tasks } => deleting::restore_tasks(tx, tasks).await,
            Self::ContentsDeleted { contents } => deleting::restore_contents(tx, contents).await,
        }
    }
}
