//! What happens while ideas are made, and who waits for whom then.

use std::time::Duration;

use super::*;

/// Longer than any of this takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn an_article_of_the_cluster_that_is_finished_meanwhile_and_the_ideas_do_not_wait_in_a_ring() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    generate(&ada.tenant, world.state.text_model.name(), &of(&[brew])).await.expect("starts");
    let job = garden::live_job(&world).await;
    // the model has answered, and its ideas are about to be saved
    let held_up = world.hold_up("INSERT ON ai_calls", "true").await;
    let both = async { tokio::join!(world.run_job(ada.account, job), garden::finish_article(&ada, brew, held_up)) };
    tokio::time::timeout(PATIENCE, both).await.expect("neither waits for the other");

    assert_eq!(all(&ada, site).await.len(), 5);
    assert_eq!(garden::count(&world, "SELECT count(*) FROM jobs WHERE state = 'done' AND failures = 0").await, 1);
    assert_eq!(world.breaches().await, [""; 0]);
}
