//! What happens to clusters while a run is written or taken back, and who waits for whom then.

use std::time::Duration;

use super::garden::{self, cluster_of, clusters_of, keywords, mapping};
use super::{clustered, request, start};
use crate::kit::id::UndoId;
use crate::kit::undo;
use crate::planner::store;
use crate::testing::{World, somebody_waits_for};

/// Longer than any of this takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn an_article_of_a_cluster_that_is_finished_meanwhile_and_the_run_do_not_wait_in_a_ring() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let brew = cluster_of(&mapping(&world, site).await, "cold brew ratio").expect("it has a cluster");
    let more = [
        "cold brew ratio chart",
        "cold brew ratio calculator",
        "moka pot size guide",
        "moka pot size for two",
        "moka pot size chart",
    ];
    keywords(&ada, site, &more).await;
    start(&ada.tenant, request(site)).await.expect("starts");
    let job = garden::live_job(&world).await;
    // the keywords are grouped, and the clusters are about to be saved
    let held_up = world.hold_up("UPDATE ON jobs", "NEW.message = 'Saving clusters'").await;
    let both = async { tokio::join!(world.run_job(ada.account, job), garden::finish_article(&ada, brew, held_up)) };
    tokio::time::timeout(PATIENCE, both).await.expect("neither waits for the other");

    assert_eq!(cluster_of(&mapping(&world, site).await, "cold brew ratio chart"), Some(brew));
    assert_eq!(garden::count(&world, "SELECT count(*) FROM jobs WHERE state = 'done' AND failures = 0").await, 2);
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_run_that_is_taken_back_holds_no_keyword_while_it_waits_for_a_cluster() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let brew = cluster_of(&mapping(&world, site).await, "cold brew ratio").expect("it has a cluster");
    let change: UndoId =
        sqlx::query_scalar("SELECT undo_id FROM cluster_runs").fetch_one(world.state.pool()).await.expect("one run");
    // as whoever moves keywords: the cluster first, then what is in it
    let mut moving = ada.tenant.begin().await.expect("begins");
    store::clusters::lock(&mut moving, &[brew]).await.expect("it is held");
    let meanwhile = async move {
        somebody_waits_for(moving.conn()).await;
        sqlx::query("SELECT 1 FROM keywords WHERE cluster_id = $1 FOR UPDATE NOWAIT")
            .bind(brew)
            .execute(moving.conn())
            .await
            .expect("nobody holds its keywords");
        moving.commit().await.expect("commits");
    };
    let both = async { tokio::join!(undo::take_back(&ada.tenant, change), meanwhile) };
    let (taken_back, ()) = tokio::time::timeout(PATIENCE, both).await.expect("neither waits for the other");

    taken_back.expect("it is taken back");
    assert!(clusters_of(&world, site).await.is_empty());
    assert_eq!(world.breaches().await, [""; 0]);
}
