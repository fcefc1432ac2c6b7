//! Credits that run out in the middle of a batch: what could be paid is there, the rest says what it needs.

use super::*;
use crate::billing::service::ledger::too_few;
use crate::jobs::service::{get, retry_failed};

#[tokio::test]
async fn credits_that_run_out_leave_the_ideas_that_were_paid_and_fail_the_other_clusters() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let (moka, _) = cluster(&ada, site, "Moka pot", &["moka pot", "moka pot size", "moka pot steel"]).await;
    let (tea, _) = cluster(&ada, site, "Green tea", &["green tea", "green tea time", "green tea leaf"]).await;
    let model = world.state.text_model.name();
    let enough_for_one = estimate(&ada.tenant, model, &of(&[brew])).await.expect("an estimate").credits;
    let batch = generate(&ada.tenant, model, &of(&[brew, moka, tea])).await.expect("starts").batch;
    // the rest is spent on something else before the batch begins
    ada.on_plan("free", enough_for_one).await;
    world.run_jobs().await;

    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.done, view.failed, view.stopped, view.jobs.len()), (1, 2, 0, 2));
    let left = ada.credits().await;
    for job in view.jobs {
        let failed = ClusterId(job.target.expect("a cluster"));
        let needed = estimate(&ada.tenant, model, &of(&[failed])).await.expect("an estimate").credits;
        assert_eq!(job.error, Some(too_few(needed, left).message));
        let seen = clusters::detail(&ada.tenant, failed).await.expect("there");
        assert_eq!((seen.row.status, seen.row.ideas), (ClusterStatus::New, 0));
    }
    assert_eq!(all(&ada, site).await.len(), 5, "those of the cluster that was paid");
    // nobody was asked for what could not be paid
    assert_eq!(garden::count(&world, "SELECT count(*) FROM ai_calls").await, 1);
    assert_eq!(garden::count(&world, "SELECT count(*) FROM credit_reservations").await, 1);
    let charged = garden::count(&world, "SELECT sum(charged)::bigint FROM credit_reservations").await;
    assert_eq!(charged, enough_for_one - left);
    assert_eq!(world.breaches().await, [""; 0]);

    ada.on_plan("free", 100).await;
    assert_eq!(retry_failed(&ada.tenant, &world.state, batch).await.expect("is queued").queued, 2);
    world.run_jobs().await;
    for id in [brew, moka, tea] {
        assert_eq!(clusters::detail(&ada.tenant, id).await.expect("there").row.status, ClusterStatus::Mapped);
    }
    assert_eq!(world.breaches().await, [""; 0]);
}
