//! A provider that nobody pays any more: the other clusters wait until a person says so.

use super::scripted::FailsOnce;
use super::*;
use crate::ai::error::AiError;
use crate::ai::sandbox::SandboxImages;
use crate::jobs::service::{get, retry_failed};

#[tokio::test]
async fn a_refused_key_stops_the_other_clusters_and_all_are_tried_again() {
    let model = FailsOnce::new(AiError::InvalidKey);
    let world = World::with_models(model.clone(), Arc::new(SandboxImages::new())).await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let (moka, _) = cluster(&ada, site, "Moka pot", &["moka pot", "moka pot size"]).await;
    let (tea, _) = cluster(&ada, site, "Green tea", &["green tea", "green tea time"]).await;
    let before = ada.credits().await;
    let all = of(&[brew, moka, tea]);
    let batch = generate(&ada.tenant, world.state.text_model.name(), &all).await.expect("starts").batch;
    world.run_jobs().await;
    assert_eq!(model.calls(), 1);
    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.failed, view.stopped, ada.credits().await), (1, 2, before));

    assert_eq!(retry_failed(&ada.tenant, &world.state, batch).await.expect("is queued").queued, 3);
    world.run_jobs().await;
    for id in [brew, moka, tea] {
        assert_eq!(clusters::detail(&ada.tenant, id).await.expect("there").row.status, ClusterStatus::Mapped);
    }
    assert_eq!(world.breaches().await, [""; 0]);

    // they are not bought twice
    let charged = ada.credits().await;
    assert_eq!(get(&ada.tenant, batch).await.expect("is there").undone(), 0);
    let again = retry_failed(&ada.tenant, &world.state, batch).await.expect_err("is done by now");
    assert_eq!((again.kind, again.code.as_str()), (ErrorKind::Conflict, "nothing_failed"));
    world.run_jobs().await;
    assert_eq!(ada.credits().await, charged);
}
