//! A provider that nobody pays any more: the other clusters wait until a person says so.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;

use super::*;
use crate::ai::error::AiError;
use crate::ai::sandbox::{SandboxImages, SandboxText};
use crate::ai::text::{OnProgress, TextAnswer, TextModel, TextRequest};
use crate::jobs::service::{get, retry_failed};

/// Fails once, and then answers as the sandbox does.
struct FailsOnce {
    sandbox: SandboxText,
    error: Mutex<Option<AiError>>,
    calls: AtomicUsize,
}

#[async_trait]
impl TextModel for FailsOnce {
    fn name(&self) -> &str {
        self.sandbox.name()
    }

    fn provider(&self) -> &'static str {
        self.sandbox.provider()
    }

    fn is_sample(&self) -> bool {
        true
    }

    async fn complete(&self, request: &TextRequest, hear: Option<OnProgress<'_>>) -> Result<TextAnswer, AiError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let error = self.error.lock().expect("no test panics while it holds this").take();
        match error {
            Some(error) => Err(error),
            None => self.sandbox.complete(request, hear).await,
        }
    }
}

#[tokio::test]
async fn a_refused_key_stops_the_other_clusters_and_all_are_tried_again() {
    let model = Arc::new(FailsOnce {
        sandbox: SandboxText::new(),
        error: Mutex::new(Some(AiError::InvalidKey)),
        calls: AtomicUsize::new(0),
    });
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
    assert_eq!(model.calls.load(Ordering::SeqCst), 1);
    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.failed, view.stopped, ada.credits().await), (1, 2, before));

    assert_eq!(retry_failed(&ada.tenant, &world.state, batch).await.expect("is queued").queued, 3);
    world.run_jobs().await;
    for id in [brew, moka, tea] {
        assert_eq!(clusters::detail(&ada.tenant, id).await.expect("there").row.status, ClusterStatus::Mapped);
    }
    assert_eq!(world.breaches().await, [""; 0]);
}
