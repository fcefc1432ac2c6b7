//! The door for pages: clusters and clustering.

use leptos::prelude::*;

use crate::billing::credits::Estimate;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::{ClusterId, SiteId};
use crate::kit::undo::Undoable;
use crate::planner::cluster::{ClusterDetail, ClusterList, ClusterQuery, ClusteringChoices, Existing, Started};

#[cfg(feature = "ssr")]
use {
    crate::access,
    crate::kit::form::{chosen, return_with},
    crate::kit::id::{KeywordId, UndoId},
    crate::planner::cluster::Granularity,
    crate::planner::service,
    crate::planner::service::clustering::Request,
    crate::sites::scope::href_of,
};

/// A page of the clusters of a site.
#[server(prefix = "/sfn", endpoint = "planner/list_clusters", input = JsonText, output = JsonText)]
pub async fn list_clusters(query: ClusterQuery) -> Result<ClusterList, AppError> {
    let tenant = access::tenant().await?;
    service::clusters::list(&tenant, &query).await
}

/// One cluster with all that its page shows.
#[server(prefix = "/sfn", endpoint = "planner/get_cluster", output = JsonText)]
pub async fn get_cluster(id: ClusterId) -> Result<ClusterDetail, AppError> {
    let tenant = access::tenant().await?;
    service::clusters::detail(&tenant, id).await
}

/// What can be clustered on a site, and what it costs.
#[server(prefix = "/sfn", endpoint = "planner/get_clustering_choices", output = JsonText)]
pub async fn get_clustering_choices(site: Option<SiteId>) -> Result<ClusteringChoices, AppError> {
    let tenant = access::tenant().await?;
    let state = access::request_state()?;
    service::clustering::choices(&tenant, site, state.settings.embedding_model.is_some()).await
}

/// What clustering the selected keywords costs; nothing selected costs nothing.
#[server(prefix = "/sfn", endpoint = "planner/estimate_clustering", output = JsonText)]
pub async fn estimate_clustering(
    site: Option<SiteId>,
    selection: Option<String>,
) -> Result<Option<Estimate>, AppError> {
    let tenant = access::tenant().await?;
    let Some(selection) = selection else { return Ok(None) };
    let request = Request {
        site,
        sector: None,
        keywords: Some(chosen(&selection, &[])?),
        granularity: Granularity::Balanced,
        existing: Existing::Keep,
    };
    service::clustering::estimate(&tenant, &request).await.map(Some)
}

/// Starts clustering. `sector`: an id, or empty for all; `selection`: of the keywords that wait only these, or empty
/// for all; `granularity`: a step of the slider.
#[server(prefix = "/sfn", endpoint = "planner/cluster_keywords", output = JsonText)]
pub async fn cluster_keywords(
    #[server(default)] site: Option<SiteId>,
    #[server(default)] sector: String,
    #[server(default)] selection: String,
    granularity: i64,
    existing: Existing,
) -> Result<Started, AppError> {
    let tenant = access::tenant().await?;
    let sector = match sector.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| AppError::field("sector", "Choose one of the sectors."))?),
    };
    let keywords = if selection.is_empty() { None } else { Some(chosen(&selection, &[])?) };
    let granularity = Granularity::of_step(granularity)
        .ok_or_else(|| AppError::field("granularity", "Choose how fine the clusters are to be."))?;
    let started =
        service::clustering::start(&tenant, Request { site, sector, keywords, granularity, existing }).await?;
    return_with("run", None);
    Ok(started)
}

/// Names a cluster.
#[server(prefix = "/sfn", endpoint = "planner/rename_cluster", output = JsonText)]
pub async fn rename_cluster(id: ClusterId, name: String) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    service::clusters::rename(&tenant, id, &name).await
}

/// Locks a cluster, or gives it back to clustering runs.
#[server(prefix = "/sfn", endpoint = "planner/set_cluster_lock", output = JsonText)]
pub async fn set_cluster_lock(id: ClusterId, locked: bool) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    service::clusters::set_locked(&tenant, id, locked).await
}

/// Moves keywords to a cluster.
#[server(prefix = "/sfn", endpoint = "planner/move_keywords", output = JsonText)]
pub async fn move_keywords(#[server(default)] ids: Vec<String>, to: ClusterId) -> Result<i64, AppError> {
    let tenant = access::tenant().await?;
    service::clusters::move_keywords(&tenant, &keyword_ids(&ids), to).await
}

/// Puts everything of one cluster into another, and leads there.
#[server(prefix = "/sfn", endpoint = "planner/merge_clusters", output = JsonText)]
pub async fn merge_clusters(from: ClusterId, into: ClusterId) -> Result<Undoable<SiteId>, AppError> {
    let tenant = access::tenant().await?;
    let merged = service::clusters::merge(&tenant, from, into).await?;
    lead_to(into, merged.value, Some(merged.undo));
    Ok(merged)
}

/// Takes keywords out of a cluster into a new one, and leads there.
#[server(prefix = "/sfn", endpoint = "planner/split_cluster", output = JsonText)]
pub async fn split_cluster(id: ClusterId, #[server(default)] ids: Vec<String>, name: String) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    let split = service::clusters::split(&tenant, id, &keyword_ids(&ids), &name).await?;
    lead_to(split.cluster, split.site, None);
    Ok(())
}

/// Deletes clusters. `to_list_of`: from the cluster's own page, which is gone then; the site whose list follows.
#[server(prefix = "/sfn", endpoint = "planner/delete_clusters", output = JsonText)]
pub async fn delete_clusters(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
    #[server(default)] to_list_of: Option<SiteId>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    let done = service::clusters::delete(&tenant, &chosen(&selection, &ids)?).await?;
    if to_list_of.is_some() {
        leptos_axum::redirect(&href_of(&format!("{}?undo={}", ClusterQuery::PATH, done.undo), to_list_of, None));
    } else {
        return_with("undo", Some(&done.undo.to_string()));
    }
    Ok(done)
}

/// Switches clusters off or on.
#[server(prefix = "/sfn", endpoint = "planner/switch_clusters", output = JsonText)]
pub async fn switch_clusters(
    #[server(default)] selection: String,
    #[server(default)] ids: Vec<String>,
    off: bool,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    let done = service::clusters::set_disabled(&tenant, &chosen(&selection, &ids)?, off).await?;
    return_with("undo", Some(&done.undo.to_string()));
    Ok(done)
}

/// Leads to a cluster's page, which offers to take back what was done.
#[cfg(feature = "ssr")]
fn lead_to(cluster: ClusterId, site: SiteId, undo: Option<UndoId>) {
    let note = undo.map(|undo| format!("?undo={undo}")).unwrap_or_default();
    leptos_axum::redirect(&href_of(&format!("{}/{cluster}{note}", ClusterQuery::PATH), Some(site), None));
}

#[cfg(feature = "ssr")]
fn keyword_ids(ids: &[String]) -> Vec<KeywordId> {
    ids.iter().filter_map(|id| id.parse().ok()).collect()
}
