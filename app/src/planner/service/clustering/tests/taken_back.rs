//! Taking a run back restores what was, and leaves alone what people have done since.

use super::garden::{self, cluster_of, clusters_of, mapping};
use super::{Existing, Granularity, Request, clustered, request, start};
use crate::kit::ErrorKind;
use crate::kit::id::UndoId;
use crate::kit::undo;
use crate::planner::service::clusters;
use crate::testing::{TestSite, World};

async fn last_undo(world: &World) -> UndoId {
    sqlx::query_scalar("SELECT undo_id FROM cluster_runs ORDER BY id DESC LIMIT 1")
        .fetch_one(world.state.pool())
        .await
        .expect("there was a run")
}

async fn positions(world: &World, site: TestSite) -> Vec<(String, Option<crate::kit::id::ClusterId>)> {
    mapping(world, site).await.into_iter().map(|(keyword, cluster, _)| (keyword, cluster)).collect()
}

#[tokio::test]
async fn a_first_run_taken_back_leaves_all_waiting_and_no_cluster() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    undo::take_back(&ada.tenant, last_undo(&world).await).await.expect("it is taken back");
    assert!(positions(&world, site).await.iter().all(|(_, cluster)| cluster.is_none()));
    assert!(clusters_of(&world, site).await.is_empty());
    // the names are free again
    start(&ada.tenant, request(site)).await.expect("starts");
    world.run_jobs().await;
    assert!(clusters_of(&world, site).await.iter().all(|(_, name)| !name.ends_with(" 2")));
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_run_that_grouped_anew_is_taken_back_to_the_clusters_before() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let (places, names) = (positions(&world, site).await, clusters_of(&world, site).await);
    let coarser = Request { granularity: Granularity::Coarser, existing: Existing::Reconsider, ..request(site) };
    start(&ada.tenant, coarser).await.expect("starts");
    world.run_jobs().await;
    let finer = Request { granularity: Granularity::Finer, existing: Existing::Reconsider, ..request(site) };
    start(&ada.tenant, finer).await.expect("starts");
    let middle = positions(&world, site).await;
    world.run_jobs().await;
    undo::take_back(&ada.tenant, last_undo(&world).await).await.expect("the finer run is taken back");
    assert_eq!(positions(&world, site).await, middle);
    let first: UndoId = sqlx::query_scalar("SELECT undo_id FROM cluster_runs ORDER BY id LIMIT 1 OFFSET 1")
        .fetch_one(world.state.pool())
        .await
        .expect("the coarser run");
    undo::take_back(&ada.tenant, first).await.expect("the coarser run is taken back");
    assert_eq!(positions(&world, site).await, places);
    assert_eq!(clusters_of(&world, site).await, names);
}

#[tokio::test]
async fn what_a_person_has_done_since_stays() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let edited = cluster_of(&mapping(&world, site).await, "cold brew ratio").expect("it has a cluster");
    clusters::rename(&ada.tenant, edited, "My cold brew").await.expect("renames");
    let moved = garden::keywords(&ada, site, &["cold brew by hand"]).await;
    clusters::move_keywords(&ada.tenant, &moved, edited).await.expect("moves");
    undo::take_back(&ada.tenant, last_undo(&world).await).await.expect("it is taken back");
    assert_eq!(clusters_of(&world, site).await, [(edited, "My cold brew".to_owned())]);
    assert_eq!(cluster_of(&mapping(&world, site).await, "cold brew by hand"), Some(edited));
}

#[tokio::test]
async fn it_is_taken_back_once_and_only_by_its_own_account() {
    let world = World::new().await;
    let (ada, _) = clustered(&world, "ada").await;
    let bob = world.owner("bob").await;
    let change = last_undo(&world).await;
    assert_eq!(undo::take_back(&bob.tenant, change).await.expect_err("it is not his").kind, ErrorKind::NotFound);
    undo::take_back(&ada.tenant, change).await.expect("it is taken back");
    assert_eq!(undo::take_back(&ada.tenant, change).await.expect_err("once is enough").code, "undone_already");
}
