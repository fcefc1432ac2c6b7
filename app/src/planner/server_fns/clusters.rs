//! The door for pages: clusters and clustering.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::billing::credits::Estimate;
use crate::kit::AppError;
use crate::kit::id::{ClusterId, SectorId, SiteId};
use crate::kit::undo::Undoable;
use crate::planner::cluster::{
    ClusterDetail, ClusterList, ClusterQuery, ClusteringChoices, Existing, Granularity, Started,
};

#[cfg(feature = "ssr")]
use {
    crate::access, crate::kit::form::return_with, crate::kit::id::KeywordId, crate::kit::selection::Selection,
    crate::planner::service, crate::sites::scope::href_of, crate::state::AppState,
};

/// A page of the clusters of a site.
#[server(prefix = "/sfn", endpoint = "planner/list_clusters", input = Json)]
pub async fn list_clusters(query: ClusterQuery) -> Result<ClusterList, AppError> {
    let tenant = access::tenant().await?;
    service::clusters::list(&tenant, &query).await
}

/// One cluster with all that its page shows.
#[server(prefix = "/sfn", endpoint = "planner/get_cluster")]
pub async fn get_cluster(id: ClusterId) -> Result<ClusterDetail, AppError> {
    let tenant = access::tenant().await?;
    service::clusters::detail(&tenant, id).await
}

/// What can be clustered on a site, and what it costs.
#[server(prefix = "/sfn", endpoint = "planner/get_clustering_choices")]
pub async fn get_clustering_choices(site: Option<SiteId>) -> Result<ClusteringChoices, AppError> {
    let tenant = access::tenant().await?;
    let state: AppState = expect_context();
    service::clustering::choices(&tenant, site, state.settings.embedding_model.is_some()).await
}

/// What clustering would cost at most. `keywords`: ids with commas between them; empty means all that wait.
#[server(prefix = "/sfn", endpoint = "planner/estimate_clustering", input = Json)]
pub async fn estimate_clustering(
    site: Option<SiteId>,
    sector: Option<SectorId>,
    keywords: String,
    existing: Existing,
) -> Result<Estimate, AppError> {
    let tenant = access::tenant().await?;
    let request = service::clustering::Request {
        site,
        sector,
        keywords: chosen_keywords(&keywords),
        granularity: Granularity::Balanced,
        existing,
    };
    service::clustering::estimate(&tenant, &request).await
}

/// Starts clustering. `sector`: an id, or empty for all; `keywords`: as for [`estimate_clustering`].
#[server(prefix = "/sfn", endpoint = "planner/cluster_keywords")]
pub async fn cluster_keywords(
    #[server(default)] site: Option<SiteId>,
    #[server(default)] sector: String,
    #[server(default)] keywords: String,
    granularity: Granularity,
    existing: Existing,
) -> Result<Started, AppError> {
    let tenant = access::tenant().await?;
    let sector = match sector.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| AppError::field("sector", "Choose one of the sectors."))?),
    };
    let request =
        service::clustering::Request { site, sector, keywords: chosen_keywords(&keywords), granularity, existing };
    let started = service::clustering::start(&tenant, request).await?;
    return_with("run", None);
    Ok(started)
}

/// Names a cluster.
#[server(prefix = "/sfn", endpoint = "planner/rename_cluster")]
pub async fn rename_cluster(id: ClusterId, name: String) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    service::clusters::rename(&tenant, id, &name).await
}

/// Locks a cluster, or gives it back to clustering runs.
#[server(prefix = "/sfn", endpoint = "planner/set_cluster_lock")]
pub async fn set_cluster_lock(id: ClusterId, locked: bool) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    service::clusters::set_locked(&tenant, id, locked).await
}

/// Moves keywords to a cluster. `ids`: with commas between them.
#[server(prefix = "/sfn", endpoint = "planner/move_keywords")]
pub async fn move_keywords(ids: String, to: ClusterId) -> Result<i64, AppError> {
    let tenant = access::tenant().await?;
    service::clusters::move_keywords(&tenant, &keyword_ids(&ids), to).await
}

/// Puts everything of one cluster into another, and leads there.
#[server(prefix = "/sfn", endpoint = "planner/merge_clusters")]
pub async fn merge_clusters(from: ClusterId, into: ClusterId) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    service::clusters::merge(&tenant, from, into).await?;
    leptos_axum::redirect(&format!("/planner/clusters/{into}"));
    Ok(())
}

/// Takes keywords out of a cluster into a new one, and leads there. `ids`: with commas between them.
#[server(prefix = "/sfn", endpoint = "planner/split_cluster")]
pub async fn split_cluster(id: ClusterId, ids: String, name: String) -> Result<(), AppError> {
    let tenant = access::tenant().await?;
    let split = service::clusters::split(&tenant, id, &keyword_ids(&ids), &name).await?;
    leptos_axum::redirect(&format!("/planner/clusters/{}", split.cluster));
    Ok(())
}

/// Deletes clusters. `to_list_of`: from the cluster's own page, which is gone then; the site whose list follows.
#[server(prefix = "/sfn", endpoint = "planner/delete_clusters")]
pub async fn delete_clusters(
    selection: String,
    #[server(default)] to_list_of: Option<SiteId>,
) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    let done = service::clusters::delete(&tenant, &chosen(&selection)?).await?;
    if to_list_of.is_some() {
        leptos_axum::redirect(&href_of(&format!("{}?undo={}", ClusterQuery::PATH, done.undo), to_list_of, None));
    } else {
        return_with("undo", Some(&done.undo.to_string()));
    }
    Ok(done)
}

/// Switches clusters off or on.
#[server(prefix = "/sfn", endpoint = "planner/switch_clusters")]
pub async fn switch_clusters(selection: String, off: bool) -> Result<Undoable<i64>, AppError> {
    let tenant = access::tenant().await?;
    let done = service::clusters::set_disabled(&tenant, &chosen(&selection)?, off).await?;
    return_with("undo", Some(&done.undo.to_string()));
    Ok(done)
}

/// A bulk form's selection, which it sends as JSON.
///
/// # Errors
/// 422 for what can't be read, such as an empty field.
#[cfg(feature = "ssr")]
pub(super) fn chosen<F: serde::de::DeserializeOwned>(selection: &str) -> Result<Selection<F>, AppError> {
    serde_json::from_str(selection).map_err(|_| AppError::invalid("nothing_selected", "Choose at least one row."))
}

#[cfg(feature = "ssr")]
fn keyword_ids(ids: &str) -> Vec<KeywordId> {
    ids.split(',').filter_map(|id| id.trim().parse().ok()).collect()
}

/// None where no keyword was chosen: all are meant then.
#[cfg(feature = "ssr")]
fn chosen_keywords(ids: &str) -> Option<Vec<KeywordId>> {
    (!ids.trim().is_empty()).then(|| keyword_ids(ids))
}
