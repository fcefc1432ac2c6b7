//! Taking a run back: keywords return to where they were, clusters it made go, clusters it changed are as before.

use crate::access::TenantTx;
use crate::kit::id::{ClusterId, ClusterRunId};
use crate::kit::text::count_of;
use crate::kit::{AppError, AppResult};
use crate::planner::service::clusters;
use crate::planner::store;

/// Takes a run back and says what came of it. What people have done since stays: keywords they moved, clusters they
/// edited or have ideas for.
///
/// # Errors
/// 404, also for another account's; 409 when it has been taken back.
pub async fn take_back(tx: &mut TenantTx<'_>, run: ClusterRunId) -> AppResult<String> {
    let record = store::cluster_runs::lock(tx, run).await?.ok_or_else(|| AppError::not_found("clustering run"))?;
    if record.undone_at.is_some() {
        return Err(AppError::conflict("undone_already", "This has been taken back already."));
    }
    let former: Vec<ClusterId> = record.former.iter().map(|former| former.id).collect();
    let retired: Vec<ClusterId> =
        record.former.iter().filter(|former| former.retired).map(|former| former.id).collect();
    clusters::bring_back(tx, &retired).await?;
    // clusters before their keywords, as everybody takes them
    store::cluster_runs::lock_clusters(tx, run, &former).await?;
    let moved = store::cluster_runs::move_back(tx, run).await?;
    store::cluster_runs::restore_faces(tx, run).await?;
    let empty = store::cluster_runs::left_empty(tx, run).await?;
    store::clusters::members::release(tx, &empty).await?;
    store::clusters::delete(tx, &empty).await?;
    store::cluster_runs::mark_undone(tx, run).await?;
    Ok(format!("{} back where they were.", count_of(i64::try_from(moved).unwrap_or(i64::MAX), "keyword", "keywords")))
}
