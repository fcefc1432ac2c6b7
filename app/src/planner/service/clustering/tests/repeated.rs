//! A run whose worker dies, or is delivered twice, happens once and is charged once.

use super::garden::{self, COFFEE, clusters_of, keywords};
use super::{request, start};
use crate::testing::World;

#[tokio::test]
async fn a_run_that_breaks_in_the_middle_leaves_nothing_and_the_next_try_is_charged_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    let before = ada.credits().await;
    start(&ada.tenant, request(site)).await.expect("starts");
    let job = garden::live_job(&world).await;

    // the clusters are written when the keywords break
    garden::break_table(&world, "cluster_run_moves").await;
    world.run_job(ada.account, job).await;
    assert!(clusters_of(&world, site).await.is_empty(), "nothing half done");
    assert_eq!(garden::count(&world, "SELECT count(*) FROM cluster_runs").await, 0);
    assert_eq!(garden::count(&world, "SELECT count(*) FROM undo_records").await, 0);

    garden::mend_table(&world, "cluster_run_moves").await;
    world.run_jobs().await;
    assert!(!clusters_of(&world, site).await.is_empty());
    assert_eq!(garden::count(&world, "SELECT count(*) FROM cluster_runs").await, 1);
    assert_eq!(before - ada.credits().await, 1);
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_second_delivery_of_a_finished_run_changes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    start(&ada.tenant, request(site)).await.expect("starts");
    let job = garden::live_job(&world).await;
    world.run_job(ada.account, job).await;
    let (clusters, credits) = (clusters_of(&world, site).await, ada.credits().await);
    world.run_job(ada.account, job).await;
    assert_eq!((clusters_of(&world, site).await, ada.credits().await), (clusters, credits));
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_cancelled_run_gives_its_credits_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    let before = ada.credits().await;
    let started = start(&ada.tenant, request(site)).await.expect("starts");
    let job = garden::live_job(&world).await;
    garden::break_table(&world, "cluster_run_moves").await;
    // the first try holds credits and fails
    world.run_job(ada.account, job).await;
    crate::jobs::service::cancel(&ada.tenant, started.queued.batch).await.expect("cancels");
    garden::mend_table(&world, "cluster_run_moves").await;
    world.run_jobs().await;
    assert_eq!(ada.credits().await, before);
    assert!(clusters_of(&world, site).await.is_empty());
    assert_eq!(world.breaches().await, [""; 0]);
}
