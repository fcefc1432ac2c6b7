//! What a person does to one cluster: naming, locking, moving keywords, splitting.

use std::collections::HashSet;

use serde_json::json;

use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::error::violated_constraint;
use crate::kit::id::{ClusterId, KeywordId, SiteId};
use crate::kit::{AppError, AppResult};
use crate::planner::cluster::MAX_NAME;
use crate::planner::store::clusters::{self, ClusterRecord, NewCluster};

/// Names a cluster. It is locked from then on: a person has edited it.
///
/// # Errors
/// 403; 404; 422 `name` when it is empty, too long, or another cluster of the sector has it.
pub async fn rename(tenant: &Tenant, id: ClusterId, name: &str) -> AppResult<()> {
    tenant.may(Action::EditPlanner)?;
    let name = checked_name(name)?;
    let mut tx = tenant.begin().await?;
    let cluster = lock_one(&mut tx, id).await?;
    clusters::rename(&mut tx, id, &name).await.map_err(|error| name_taken(error, &name))?;
    record(&mut tx, AuditAction::ClusterRenamed, &cluster, json!({ "from": cluster.name, "to": name })).await?;
    tx.commit().await
}

/// Locks a cluster, so that runs leave its keywords where they are, or gives it back to them.
///
/// # Errors
/// 403; 404.
pub async fn set_locked(tenant: &Tenant, id: ClusterId, locked: bool) -> AppResult<()> {
    tenant.may(Action::EditPlanner)?;
    let mut tx = tenant.begin().await?;
    let cluster = lock_one(&mut tx, id).await?;
    clusters::set_locked(&mut tx, &[id], locked).await?;
    let action = if locked { AuditAction::ClusterLocked } else { AuditAction::ClusterUnlocked };
    record(&mut tx, action, &cluster, json!({ "name": cluster.name })).await?;
    tx.commit().await
}

/// Moves keywords into a cluster of their sector and locks it. Keywords of another sector stay where they are.
/// Answers how many moved.
///
/// # Errors
/// 403; 404 for the cluster; 422 when no keyword was chosen.
pub async fn move_keywords(tenant: &Tenant, keywords: &[KeywordId], to: ClusterId) -> AppResult<i64> {
    tenant.may(Action::EditPlanner)?;
    some_chosen(keywords)?;
    let mut tx = tenant.begin().await?;
    let mut touched = clusters::members::homes(&mut tx, keywords, to).await?;
    touched.push(to);
    let locked = clusters::lock(&mut tx, &touched).await?;
    let cluster = find(&locked, to).ok_or_else(|| AppError::not_found("cluster"))?;
    let moved = clusters::members::assign(&mut tx, keywords, cluster.sector, to).await?;
    clusters::set_locked(&mut tx, &[to], true).await?;
    if moved > 0 {
        clusters::members::settle(&mut tx, &touched).await?;
    }
    record(&mut tx, AuditAction::KeywordsMoved, cluster, json!({ "keywords": moved, "to": cluster.name })).await?;
    tx.commit().await?;
    Ok(i64::try_from(moved).unwrap_or(i64::MAX))
}

/// What a split came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    pub cluster: ClusterId,
    pub site: SiteId,
    pub keywords: i64,
}

/// Takes keywords out of a cluster into a new one. Both are locked.
///
/// # Errors
/// 403; 404; 422 when no keyword of the cluster, or all of them, were chosen, or for the name.
pub async fn split(tenant: &Tenant, id: ClusterId, keywords: &[KeywordId], name: &str) -> AppResult<Split> {
    tenant.may(Action::EditPlanner)?;
    some_chosen(keywords)?;
    let name = checked_name(name)?;
    let mut tx = tenant.begin().await?;
    let cluster = lock_one(&mut tx, id).await?;
    let members: HashSet<KeywordId> =
        clusters::members::of(&mut tx, &[id]).await?.into_iter().map(|member| member.keyword).collect();
    let chosen: Vec<KeywordId> =
        keywords.iter().copied().collect::<HashSet<_>>().intersection(&members).copied().collect();
    some_chosen(&chosen)?;
    if chosen.len() == members.len() {
        return Err(AppError::invalid(
            "nothing_left",
            "Leave at least one keyword in this cluster; to name it anew, rename it.",
        ));
    }
    let made = new_cluster(&mut tx, &cluster, &name).await?;
    let moved = clusters::members::assign(&mut tx, &chosen, cluster.sector, made).await?;
    clusters::set_locked(&mut tx, &[id], true).await?;
    clusters::members::settle(&mut tx, &[id, made]).await?;
    record(
        &mut tx,
        AuditAction::ClusterSplit,
        &cluster,
        json!({ "from": cluster.name, "into": name, "keywords": moved }),
    )
    .await?;
    tx.commit().await?;
    Ok(Split { cluster: made, site: cluster.site, keywords: i64::try_from(moved).unwrap_or(i64::MAX) })
}

async fn new_cluster(tx: &mut TenantTx<'_>, beside: &ClusterRecord, name: &str) -> AppResult<ClusterId> {
    let new = NewCluster {
        id: ClusterId::new(),
        name: name.to_owned(),
        description: String::new(),
        primary_keyword: None,
        intent: beside.intent,
        cohesion: None,
        run: None,
        locked: true,
    };
    clusters::insert(tx, beside.site, beside.sector, std::slice::from_ref(&new))
        .await
        .map_err(|error| name_taken(error, name))?;
    Ok(new.id)
}

/// A name as it is stored.
fn checked_name(name: &str) -> AppResult<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(AppError::field("name", "Give the cluster a name.")),
        length if length > MAX_NAME => {
            Err(AppError::field("name", format!("At most {MAX_NAME} characters; this has {length}."))
                .with_typed("name", &name))
        }
        _ => Ok(name),
    }
}

fn name_taken(error: sqlx::Error, name: &str) -> AppError {
    if violated_constraint(&error) == Some("clusters_by_name") {
        return AppError::field(
            "name",
            "Another cluster of this sector has this name. Choose another, or merge the two.",
        )
        .with_typed("name", name);
    }
    error.into()
}

fn some_chosen(keywords: &[KeywordId]) -> AppResult<()> {
    if keywords.is_empty() {
        Err(AppError::invalid("nothing_selected", "Choose at least one keyword."))
    } else {
        Ok(())
    }
}

async fn lock_one(tx: &mut TenantTx<'_>, id: ClusterId) -> AppResult<ClusterRecord> {
    clusters::lock(tx, &[id]).await?.pop().ok_or_else(|| AppError::not_found("cluster"))
}

pub(super) fn find(clusters: &[ClusterRecord], id: ClusterId) -> Option<&ClusterRecord> {
    clusters.iter().find(|cluster| cluster.id == id)
}

pub(super) async fn record(
    tx: &mut TenantTx<'_>,
    action: AuditAction,
    cluster: &ClusterRecord,
    details: serde_json::Value,
) -> AppResult<()> {
    audit::record(tx, Event { action, site: Some(cluster.site), target: Some(cluster.id.0), details }).await
}
