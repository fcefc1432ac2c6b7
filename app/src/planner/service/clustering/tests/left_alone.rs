//! What a run leaves alone: what came after it was asked for, and what is switched off.

use super::garden::{self, COFFEE, Placed, cluster, cluster_of, clusters_of, keywords, mapping};
use super::{Existing, Request, chosen, clustered, estimate, request, start};
use crate::kit::id::{ClusterId, ClusterRunId};
use crate::kit::selection::Selection;
use crate::planner::service::clusters;
use crate::planner::service::keywords::disable_keywords;
use crate::testing::World;

/// So many keywords that [`COFFEE`] with them costs two credits.
fn many() -> Vec<String> {
    (0..190).map(|n| format!("late {n}")).collect()
}

fn texts(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

#[tokio::test]
async fn keywords_that_come_before_the_job_begins_wait_on_and_cost_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    let before = ada.credits().await;
    start(&ada.tenant, request(site)).await.expect("starts");
    keywords(&ada, site, &texts(&many())).await;
    world.run_jobs().await;
    let placed = mapping(&world, site).await;
    for (keyword, cluster, why) in &placed {
        let late = keyword.starts_with("late");
        assert_eq!((cluster.is_none() && late, why.is_none()), (late, late), "{keyword}");
    }
    assert_eq!(before - ada.credits().await, 1);
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn keywords_that_lose_their_cluster_before_the_job_begins_are_placed_at_the_price_that_was_shown() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    let (other, _) = cluster(&ada, site, "Other", &texts(&many())).await;
    let before = ada.credits().await;
    start(&ada.tenant, request(site)).await.expect("starts");
    garden::empty_cluster(&world, other).await;
    world.run_jobs().await;
    assert!(mapping(&world, site).await.iter().all(|(_, _, why)| why.is_some()), "all were looked at");
    assert_eq!(before - ada.credits().await, 1);
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_keyword_that_is_switched_off_is_neither_priced_nor_moved_and_keeps_its_cluster_alive() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let (mixed, members) = cluster(&ada, site, "Mixed", &["cold brew ratio chart", "zyx"]).await;
    disable_keywords(&ada.tenant, None, &chosen(&members[1..]).expect("one")).await.expect("switches off");
    let anew = Request { existing: Existing::Reconsider, ..request(site) };
    let priced = estimate(&ada.tenant, &anew).await.expect("an estimate");
    assert_eq!(priced.items, i64::try_from(COFFEE.len() + 1).expect("few"));
    assert_eq!(start(&ada.tenant, anew).await.expect("starts").keywords, priced.items);
    world.run_jobs().await;
    assert_eq!(cluster_of(&mapping(&world, site).await, "zyx"), Some(mixed));
    assert!(clusters_of(&world, site).await.iter().any(|(id, _)| *id == mixed));
    assert_eq!(garden::count(&world, "SELECT max(keywords) FROM cluster_runs").await, priced.items);
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_cluster_that_is_switched_off_gains_and_loses_nothing_and_is_not_described_anew() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let before = mapping(&world, site).await;
    let off = cluster_of(&before, "cold brew ratio").expect("it has a cluster");
    let described = described_by(&world, off).await;
    clusters::set_disabled(&ada.tenant, &Selection::Ids(vec![off.0]), true).await.expect("switches off");
    keywords(
        &ada,
        site,
        &[
            "cold brew ratio chart",
            "cold brew ratio calculator",
            "moka pot size guide",
            "moka pot size for two",
            "moka pot size chart",
        ],
    )
    .await;
    let members = |placed: &[Placed]| -> Vec<String> {
        let inside = placed.iter().filter(|(_, cluster, _)| *cluster == Some(off));
        inside.map(|(keyword, _, _)| keyword.clone()).collect()
    };
    for existing in [Existing::Keep, Existing::Reconsider] {
        start(&ada.tenant, Request { existing, ..request(site) }).await.expect("starts");
        world.run_jobs().await;
        assert_eq!(members(&mapping(&world, site).await), members(&before), "{existing}");
        assert_eq!(described_by(&world, off).await, described, "{existing}");
    }
    assert_eq!(garden::count(&world, "SELECT count(*) FROM cluster_runs").await, 3);
    assert_eq!(world.breaches().await, [""; 0]);
}

/// The run that found out what is said of a cluster.
async fn described_by(world: &World, id: ClusterId) -> Option<ClusterRunId> {
    sqlx::query_scalar("SELECT run_id FROM clusters WHERE id = $1")
        .bind(id)
        .fetch_one(world.state.pool())
        .await
        .expect("it is there")
}
