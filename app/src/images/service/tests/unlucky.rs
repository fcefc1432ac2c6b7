//! Models that crash or refuse: what is charged, what is said, what can be tried again.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use sqlx::PgPool;

use super::{pictures, png, texts};
use crate::ai::error::AiError;
use crate::ai::image::{ImageAnswer, ImageModel, ImageRequest};
use crate::ai::sandbox::{SandboxImages, SandboxText};
use crate::images::service::{editing, generation};
use crate::images::testing::{BODY, draft};
use crate::images::{ImageKind, ImageStatus};
use crate::jobs::service::retry_failed;
use crate::testing::World;

/// What happens to a call of the image model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mishap {
    /// The worker loses its job after the picture is made, as in a crash before it is written down.
    Crash,
    /// The provider refuses.
    Refusal,
}

/// The sandbox's pictures, with a mishap at the first call.
struct Unlucky {
    pictures: SandboxImages,
    mishap: Mishap,
    calls: AtomicUsize,
    pool: OnceLock<PgPool>,
}

#[async_trait]
impl ImageModel for Unlucky {
    fn name(&self) -> &str {
        self.pictures.name()
    }

    fn provider(&self) -> &'static str {
        self.pictures.provider()
    }

    fn is_sample(&self) -> bool {
        true
    }

    async fn generate(&self, request: &ImageRequest) -> Result<ImageAnswer, AiError> {
        let first = self.calls.fetch_add(1, Ordering::SeqCst) == 0;
        match (first, self.mishap) {
            (true, Mishap::Refusal) => return Err(AiError::BadRequest { reason: "no faces".to_owned() }),
            (true, Mishap::Crash) => {
                sqlx::query(
                    "UPDATE jobs SET attempt = attempt + 1 WHERE kind = 'generate_image' AND state = 'running'",
                )
                .execute(self.pool.get().expect("a pool"))
                .await
                .expect("the claim is taken away");
            }
            (false, _) => {}
        }
        self.pictures.generate(request).await
    }
}

async fn unlucky(mishap: Mishap) -> (World, Arc<Unlucky>) {
    let pictures = SandboxImages::new();
    let model = Arc::new(Unlucky { pictures, mishap, calls: AtomicUsize::new(0), pool: OnceLock::new() });
    let world = World::with_models(Arc::new(SandboxText::new()), model.clone()).await;
    model.pool.set(world.state.pool().clone()).expect("set once");
    (world, model)
}

#[tokio::test]
async fn a_crash_between_the_picture_and_its_row_is_charged_once() {
    let (world, model) = unlucky(Mishap::Crash).await;
    let ada = world.owner("ada").await;
    let before = ada.credits().await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let id = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
    generation::enqueue(&ada.tenant, &ada.state, vec![id]).await.expect("queued");
    world.run_jobs().await;
    assert_eq!(model.calls.load(Ordering::SeqCst), 2);
    assert_eq!(pictures(&ada, content).await.images[0].status, ImageStatus::Generated);
    assert_eq!(before - ada.credits().await, 1);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_picture_that_failed_says_why_costs_nothing_and_is_tried_again() {
    let (world, _) = unlucky(Mishap::Refusal).await;
    let ada = world.owner("ada").await;
    let before = ada.credits().await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let id = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A face")).await.expect("added");
    generation::enqueue(&ada.tenant, &ada.state, vec![id]).await.expect("queued");
    world.run_jobs().await;
    let failed = pictures(&ada, content).await.images.remove(0);
    assert_eq!(failed.status, ImageStatus::Failed);
    assert!(failed.failure.expect("a reason").contains("no faces"));
    assert_eq!(ada.credits().await, before);

    generation::enqueue(&ada.tenant, &ada.state, vec![id]).await.expect("queued");
    world.run_jobs().await;
    let made = pictures(&ada, content).await.images.remove(0);
    assert_eq!((made.status, made.failure), (ImageStatus::Generated, None));
    assert_eq!(before - ada.credits().await, 1);
}

#[tokio::test]
async fn another_picture_that_failed_is_tried_again_from_its_batch() {
    let (world, _) = unlucky(Mishap::Refusal).await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let id = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
    editing::replace_file(&ada.tenant, &ada.state, id, png()).await.expect("uploaded");
    let batch = generation::regenerate(&ada.tenant, &ada.state, id).await.expect("queued").batch;
    world.run_jobs().await;
    let (own, before) = (pictures(&ada, content).await.images.remove(0), ada.credits().await);
    assert!(own.failure.is_some() && own.file.is_some());
    assert_eq!(retry_failed(&ada.tenant, &ada.state, batch).await.expect("queued").queued, 1);
    world.run_jobs().await;
    let made = pictures(&ada, content).await.images.remove(0);
    assert_ne!(made.file, own.file);
    assert_eq!((made.failure, before - ada.credits().await), (None, 1));
    assert_eq!(retry_failed(&ada.tenant, &ada.state, batch).await.expect_err("is made").code, "nothing_to_make");
}
