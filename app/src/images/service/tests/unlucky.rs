//! Models that crash, break down, refuse or have no money left: what is charged, what is said, what can be tried again.

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
use crate::jobs::service::{get, retry_failed};
use crate::jobs::worker;
use crate::kit::id::{ImageId, JobId};
use crate::testing::World;

/// What happens to a call of the image model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mishap {
    /// The worker loses its job after the picture is made, as in a crash before it is written down.
    Crash,
    /// The provider has a problem of its own, which passes.
    Breakdown,
    /// The provider refuses.
    Refusal,
    /// Nothing is left with the provider.
    NoMoney,
}

/// The sandbox's pictures, with a mishap at the first calls.
struct Unlucky {
    pictures: SandboxImages,
    mishap: Mishap,
    mishaps: usize,
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
        let unlucky = self.calls.fetch_add(1, Ordering::SeqCst) < self.mishaps;
        match (unlucky, self.mishap) {
            (true, Mishap::NoMoney) => return Err(AiError::QuotaExhausted),
            (true, Mishap::Breakdown) => return Err(AiError::ServerError { status: 500, retry_after: None }),
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

async fn unlucky(mishap: Mishap, mishaps: usize) -> (World, Arc<Unlucky>) {
    let pictures = SandboxImages::new();
    let model = Arc::new(Unlucky { pictures, mishap, mishaps, calls: AtomicUsize::new(0), pool: OnceLock::new() });
    let world = World::with_models(Arc::new(SandboxText::new()), model.clone()).await;
    model.pool.set(world.state.pool().clone()).expect("set once");
    (world, model)
}

#[tokio::test]
async fn a_crash_between_the_picture_and_its_row_is_charged_once() {
    let (world, model) = unlucky(Mishap::Crash, 1).await;
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
async fn a_breakdown_that_passes_is_waited_out_with_the_credit_held_and_the_picture_is_charged_once() {
    let (world, model) = unlucky(Mishap::Breakdown, 1).await;
    let ada = world.owner("ada").await;
    let before = ada.credits().await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let id = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
    generation::enqueue(&ada.tenant, &ada.state, vec![id]).await.expect("queued");
    let pool = world.state.pool();
    let job: JobId = sqlx::query_scalar("SELECT id FROM jobs").fetch_one(pool).await.expect("one job");
    world.run_job(ada.account, job).await;

    let waiting = pictures(&ada, content).await.images.remove(0);
    assert_eq!((waiting.status, waiting.at_work, waiting.failure), (ImageStatus::Pending, true, None));
    assert_eq!((waiting.file, before - ada.credits().await), (None, 1));
    assert_eq!(world.breaches().await, Vec::<String>::new());
    // nobody said how long: two seconds, and half as much again is the most that chance adds
    let clock = world.state.clock();
    clock.advance(chrono::Duration::milliseconds(1_999));
    assert_eq!(worker::next_due(&world.state).await, Ok(None));
    clock.advance(chrono::Duration::milliseconds(1_001));
    assert_eq!(worker::next_due(&world.state).await, Ok(Some((ada.account, job))));

    world.run_jobs().await;
    let made = pictures(&ada, content).await.images.remove(0);
    assert_eq!((made.status, made.credits, before - ada.credits().await), (ImageStatus::Generated, 1, 1));
    assert_eq!(model.calls.load(Ordering::SeqCst), 2);
    let tries: (i32, i32) =
        sqlx::query_as("SELECT failures, waits FROM jobs").fetch_one(pool).await.expect("still one job");
    let charged: (i64, i64) = sqlx::query_as("SELECT count(*), sum(charged)::bigint FROM credit_reservations")
        .fetch_one(pool)
        .await
        .expect("reads");
    let calls: Vec<(String, Option<String>)> =
        sqlx::query_as("SELECT status, error_class FROM ai_calls ORDER BY at").fetch_all(pool).await.expect("reads");
    assert_eq!((tries, charged), ((1, 0), (1, 1)));
    assert_eq!(calls, [("failed".to_owned(), Some("ai_server_error".to_owned())), ("succeeded".to_owned(), None)]);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_picture_that_failed_says_why_costs_nothing_and_is_tried_again() {
    let (world, _) = unlucky(Mishap::Refusal, 1).await;
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
    let (world, _) = unlucky(Mishap::Refusal, 1).await;
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
    assert_eq!(retry_failed(&ada.tenant, &ada.state, batch).await.expect_err("is made").code, "nothing_failed");
}

#[tokio::test]
async fn a_used_up_quota_stops_the_other_pictures_and_all_are_tried_again() {
    let (world, model) = unlucky(Mishap::NoMoney, 2).await;
    let ada = world.owner("ada").await;
    let before = ada.credits().await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let add = async |kind| editing::add(&ada.tenant, content, kind, &texts("A jar")).await.expect("added");
    let (jar, cup, own) =
        (add(ImageKind::Featured).await, add(ImageKind::InArticle).await, add(ImageKind::InArticle).await);
    editing::replace_file(&ada.tenant, &ada.state, own, png()).await.expect("uploaded");
    // one by itself fails as ever, and what it was to replace stays
    generation::regenerate(&ada.tenant, &ada.state, own).await.expect("queued");
    world.run_jobs().await;
    let kept = pictures(&ada, content).await.images.into_iter().find(|image| image.id == own).expect("there");
    assert!(kept.file.is_some() && kept.failure.is_some_and(|why| why.contains("used up")));

    let batch = generation::try_again(&ada.tenant, &ada.state, &[jar, cup, own]).await.expect("queued").batch;
    world.run_jobs().await;
    assert_eq!(model.calls.load(Ordering::SeqCst), 2, "the provider is asked once for the three");
    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.failed, view.stopped), (1, 2));
    for image in pictures(&ada, content).await.images {
        assert!(image.failure.is_some_and(|why| why.contains("used up")), "{:?} does not say why", image.kind);
        assert_eq!(image.file.is_some(), image.id == own);
    }
    assert_eq!(ada.credits().await, before);

    assert_eq!(retry_failed(&ada.tenant, &ada.state, batch).await.expect("queued").queued, 3);
    world.run_jobs().await;
    for image in pictures(&ada, content).await.images {
        assert_eq!((image.status, &image.failure), (ImageStatus::Generated, &None));
        assert_ne!(image.file, kept.file);
    }
    assert_eq!(before - ada.credits().await, 3);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn ones_own_picture_is_not_marked_by_a_stopped_batch_and_not_made_again() {
    let (world, _) = unlucky(Mishap::NoMoney, 1).await;
    let ada = world.owner("ada").await;
    let before = ada.credits().await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let add = async |kind| editing::add(&ada.tenant, content, kind, &texts("A jar")).await.expect("added");
    let (jar, own) = (add(ImageKind::Featured).await, add(ImageKind::InArticle).await);
    let batch = generation::enqueue(&ada.tenant, &ada.state, vec![jar, own]).await.expect("queued").batch;
    editing::replace_file(&ada.tenant, &ada.state, own, png()).await.expect("uploaded");
    let shown = async |id: ImageId| {
        pictures(&ada, content).await.images.into_iter().find(|image| image.id == id).expect("is there")
    };
    let hers = shown(own).await;
    world.run_jobs().await;
    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.failed, view.stopped), (1, 1));
    assert!(shown(jar).await.failure.is_some_and(|why| why.contains("used up")));
    assert_eq!(shown(own).await.failure, None);

    assert_eq!(retry_failed(&ada.tenant, &ada.state, batch).await.expect("queued").queued, 1);
    world.run_jobs().await;
    assert_eq!(shown(jar).await.status, ImageStatus::Generated);
    let after = shown(own).await;
    assert_eq!((after.file, after.model.as_str(), after.credits), (hers.file, "", 0));
    assert_eq!(before - ada.credits().await, 1);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_picture_whose_credit_is_held_is_not_priced_again() {
    let (world, _) = unlucky(Mishap::Breakdown, 1).await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let add = async |kind| editing::add(&ada.tenant, content, kind, &texts("A jar")).await.expect("added");
    let (jar, cup) = (add(ImageKind::Featured).await, add(ImageKind::InArticle).await);
    ada.on_plan("free", 2).await;
    generation::enqueue(&ada.tenant, &ada.state, vec![jar]).await.expect("queued");
    let job: JobId = sqlx::query_scalar("SELECT id FROM jobs").fetch_one(world.state.pool()).await.expect("one job");
    world.run_job(ada.account, job).await;

    let estimate = generation::estimate(&ada.tenant, &ada.state, &[jar, cup]).await.expect("an estimate");
    assert_eq!((estimate.items, estimate.credits, estimate.available), (1, 1, 1));
    let queued = generation::enqueue(&ada.tenant, &ada.state, vec![jar, cup]).await.expect("one is enough");
    assert_eq!((queued.queued, queued.already), (1, 1));
    world.run_jobs().await;
    assert!(pictures(&ada, content).await.images.iter().all(|image| image.status == ImageStatus::Generated));
    assert_eq!(ada.credits().await, 0);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}
