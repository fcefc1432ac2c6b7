//! Merging two clusters, and taking that back.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::bring_back;
use super::edit::{find, record};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::id::{ClusterId, ContentId, IdeaId, KeywordId, SiteId, TaskId};
use crate::kit::text::count_of;
use crate::kit::undo::{self, Change, Undoable};
use crate::kit::{AppError, AppResult};
use crate::planner::cluster::Explanation;
use crate::planner::store::clusters::works::Works;
use crate::planner::store::ideas::merged::Moved;
use crate::planner::store::{clusters, ideas};

/// What a merge moved: all that taking it back needs. Stored as JSON: its names are for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    from: ClusterId,
    into: ClusterId,
    /// With why each was in its cluster.
    keywords: Vec<(KeywordId, Option<Explanation>)>,
    ideas: Vec<IdeaId>,
    /// The idea that was the hub of its cluster and had to become a guide.
    hub: Option<IdeaId>,
    tasks: Vec<TaskId>,
    contents: Vec<ContentId>,
}

impl Merge {
    /// The cluster that went.
    #[must_use]
    pub const fn from(&self) -> ClusterId {
        self.from
    }
}

/// Puts everything of one cluster into another, which is locked, and deletes the first. Can be undone for 30 days. The
/// value is the site they are of.
///
/// # Errors
/// 403; 404 for either; 422 when they are the same or of different sectors.
pub async fn merge(tenant: &Tenant, from: ClusterId, into: ClusterId) -> AppResult<Undoable<SiteId>> {
    tenant.may(Action::EditPlanner)?;
    if from == into {
        return Err(AppError::field("into", "Choose another cluster to merge with."));
    }
    let mut tx = tenant.begin().await?;
    let both = clusters::lock(&mut tx, &[from, into]).await?;
    let (Some(source), Some(target)) = (find(&both, from), find(&both, into)) else {
        return Err(AppError::not_found("cluster"));
    };
    if source.sector != target.sector {
        return Err(AppError::field("into", "Only clusters of one sector can be merged."));
    }
    let keywords = clusters::members::explained(&mut tx, from).await?;
    let members: Vec<KeywordId> = keywords.iter().map(|(keyword, _)| *keyword).collect();
    clusters::members::assign(&mut tx, &members, target.sector, into).await?;
    clusters::members::release(&mut tx, &[from]).await?;
    let Moved { ideas, hub } = ideas::merged::move_all(&mut tx, from, into).await?;
    let Works { tasks, contents } = clusters::works::move_all(&mut tx, from, into).await?;
    clusters::set_locked(&mut tx, &[into], true).await?;
    clusters::delete(&mut tx, &[from]).await?;
    clusters::refresh_status(&mut tx, &[into]).await?;
    if !members.is_empty() {
        clusters::members::settle(&mut tx, &[into]).await?;
    }
    let details = json!({ "from": source.name, "into": target.name, "keywords": members.len() });
    record(&mut tx, AuditAction::ClusterMerged, target, details).await?;
    let change = Change::ClustersMerged { merge: Merge { from, into, keywords, ideas, hub, tasks, contents } };
    let undo = undo::record(&mut tx, &change).await?;
    let site = target.site;
    tx.commit().await?;
    Ok(Undoable { value: site, undo })
}

/// Takes a merge back: the cluster that went is there again with what is still where the merge put it. The other one
/// stays locked, since people may have worked on it meanwhile.
///
/// # Errors
/// 404 when the cluster cannot come back; 503 when the database is away.
pub async fn unmerge(tx: &mut TenantTx<'_>, merge: &Merge) -> AppResult<String> {
    let Merge { from, into, .. } = *merge;
    bring_back(tx, &[from]).await?;
    let back = clusters::lock(tx, &[from, into]).await?;
    let name = find(&back, from).map(|cluster| cluster.name.clone()).ok_or_else(|| AppError::not_found("cluster"))?;
    let keywords = clusters::members::give_back(tx, &merge.keywords, into, from).await?;
    let moved = Moved { ideas: merge.ideas.clone(), hub: merge.hub };
    ideas::merged::give_back(tx, &moved, into, from).await?;
    let works = Works { tasks: merge.tasks.clone(), contents: merge.contents.clone() };
    clusters::works::give_back(tx, &works, &merge.ideas, into, from).await?;
    clusters::refresh_status(tx, &[from, into]).await?;
    // with all its keywords it is what it was, and so are its figures
    let whole = usize::try_from(keywords).is_ok_and(|n| n == merge.keywords.len());
    let changed = if whole { vec![into] } else { vec![from, into] };
    clusters::members::settle(tx, &changed).await?;
    let keywords = count_of(i64::try_from(keywords).unwrap_or(i64::MAX), "keyword", "keywords");
    Ok(format!("“{name}” is a cluster of its own again, with {keywords}. The other stays locked."))
}
