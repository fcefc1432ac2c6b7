//! Pictures from the article to the file, on a real database and with models of the tests' own.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use sqlx::PgPool;

use super::{editing, generation, listing, placement, prompts};
use crate::access::Role;
use crate::ai::error::AiError;
use crate::ai::image::{ImageAnswer, ImageModel, ImageRequest};
use crate::ai::sandbox::{SandboxImages, SandboxText};
use crate::images::image::{ArticlePictures, ImageTexts, ImageView};
use crate::images::image_list::ImageQuery;
use crate::images::testing::{BODY, draft, word_of};
use crate::images::{ImageKind, ImageStatus};
use crate::jobs::service::retry_failed;
use crate::kit::id::{ContentId, ImageId};
use crate::kit::selection::Selection;
use crate::sites::service::sites;
use crate::testing::{Person, World};
use crate::writer::content::BodyFormat;

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
    let model =
        Arc::new(Unlucky { pictures: SandboxImages::new(), mishap, calls: AtomicUsize::new(0), pool: OnceLock::new() });
    let world = World::with_models(Arc::new(SandboxText::new()), model.clone()).await;
    model.pool.set(world.state.pool().clone()).expect("set once");
    (world, model)
}

async fn pictures(person: &Person, content: ContentId) -> ArticlePictures {
    listing::of_article(&person.tenant, &person.state, content).await.expect("pictures")
}

/// A draft with its three pictures made.
async fn illustrated(world: &World, person: &Person) -> ContentId {
    let content = draft(person, person.site().await, "Cold brew at home", BODY).await;
    prompts::enqueue(&person.tenant, vec![content]).await.expect("queued");
    world.run_jobs().await;
    content
}

fn texts(prompt: &str) -> ImageTexts {
    ImageTexts { prompt: prompt.to_owned(), ..ImageTexts::default() }
}

fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(400, 300).write_to(&mut bytes, image::ImageFormat::Png).expect("a file");
    bytes.into_inner()
}

async fn file(person: &Person, image: &ImageView) -> Option<Vec<u8>> {
    let url = &image.file.as_ref().expect("a file").url;
    person.state.files().get(url.trim_start_matches("/media/")).await.expect("the store answers")
}

#[tokio::test]
async fn an_articles_pictures_are_described_made_charged_and_then_reviewed() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let before = ada.credits().await;
    let content = draft(&ada, ada.site().await, "Cold brew at home", BODY).await;
    let estimate = prompts::estimate(&ada.tenant, &ada.state, &[content]).await.expect("an estimate");
    prompts::enqueue_if_affordable(&ada.tenant, &ada.state, vec![content]).await.expect("queued");
    world.run_jobs().await;

    let found = pictures(&ada, content).await;
    let kinds: Vec<ImageKind> = found.images.iter().map(|image| image.kind).collect();
    assert_eq!(kinds, [ImageKind::Featured, ImageKind::InArticle, ImageKind::InArticle]);
    for image in &found.images {
        assert_eq!((image.status, image.credits), (ImageStatus::Generated, 1));
        assert_eq!(&file(&ada, image).await.expect("stored")[8..12], b"WEBP");
        assert!(!image.alt.is_empty());
    }
    assert_eq!(before - ada.credits().await, 3 + 1, "three pictures and their description");
    assert!(estimate.credits >= 4, "what is charged was said before");
    assert_eq!(word_of(&ada, content, "status").await, "review");
    assert_eq!(world.breaches().await, Vec::<String>::new());

    let mut tx = ada.tenant.begin().await.expect("begins");
    let html = placement::placed(&mut tx, content, BODY).await.expect("placed");
    assert_eq!(html.matches("<figure>").count(), 3);
    assert!(html.starts_with("<figure>") && html.contains("</h2><figure>"), "{html}");
}

#[tokio::test]
async fn the_same_text_is_described_and_charged_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = illustrated(&world, &ada).await;
    let (before, first) = (ada.credits().await, pictures(&ada, content).await);
    editing::remove(&ada.tenant, &ada.state, first.images[2].id).await.expect("removed");
    prompts::enqueue(&ada.tenant, vec![content]).await.expect("queued");
    world.run_jobs().await;
    let second = pictures(&ada, content).await;
    assert_eq!(second.images.len(), 3);
    assert_eq!(second.images[2].prompt, first.images[2].prompt);
    assert_eq!(second.images[0].file, first.images[0].file, "what is there stays");
    assert_eq!(before - ada.credits().await, 1, "only the picture that was missing");
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
async fn another_picture_takes_the_place_of_one_and_is_charged_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = illustrated(&world, &ada).await;
    let (before, old) = (ada.credits().await, pictures(&ada, content).await.images.remove(0));
    assert!(generation::enqueue(&ada.tenant, &ada.state, vec![old.id]).await.is_err(), "it is made already");
    generation::regenerate(&ada.tenant, &ada.state, old.id).await.expect("queued");
    assert_eq!(
        generation::regenerate(&ada.tenant, &ada.state, old.id).await.expect_err("at work").code,
        "already_at_work"
    );
    let meanwhile = pictures(&ada, content).await.images.remove(0);
    assert_eq!((meanwhile.status, meanwhile.at_work), (ImageStatus::Generated, true));
    world.run_jobs().await;
    let new = pictures(&ada, content).await.images.remove(0);
    assert_ne!(new.file, old.file);
    assert_eq!(file(&ada, &old).await, None, "the old file is gone");
    assert_eq!(before - ada.credits().await, 1);
}

#[tokio::test]
async fn ones_own_picture_makes_a_waiting_job_void() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let id = editing::add(&ada.tenant, content, ImageKind::InArticle, &texts("A jar")).await.expect("added");
    let before = ada.credits().await;
    generation::enqueue(&ada.tenant, &ada.state, vec![id]).await.expect("queued");
    editing::replace_file(&ada.tenant, &ada.state, id, png()).await.expect("uploaded");
    let own = pictures(&ada, content).await.images.remove(0);
    world.run_jobs().await;
    let after = pictures(&ada, content).await.images.remove(0);
    assert_eq!(after.file, own.file);
    assert_eq!((after.model.as_str(), after.credits), ("", 0));
    assert_eq!(ada.credits().await, before);
    assert_eq!(word_of(&ada, content, "status").await, "review", "its only picture is there");
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn removing_what_was_waited_for_moves_the_draft_on() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let one = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
    let other = editing::add(&ada.tenant, content, ImageKind::InArticle, &texts("A cup")).await.expect("added");
    editing::replace_file(&ada.tenant, &ada.state, one, png()).await.expect("uploaded");
    assert_eq!(word_of(&ada, content, "status").await, "draft");
    editing::remove(&ada.tenant, &ada.state, other).await.expect("removed");
    assert_eq!(word_of(&ada, content, "status").await, "review");
}

#[tokio::test]
async fn an_article_has_room_for_one_featured_picture_and_eight_others() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    for (kind, room) in [(ImageKind::Featured, 1), (ImageKind::InArticle, 8)] {
        for _ in 0..room {
            editing::add(&ada.tenant, content, kind, &texts("A jar")).await.expect("room");
        }
        assert_eq!(
            editing::add(&ada.tenant, content, kind, &texts("A jar")).await.expect_err("full").code,
            "images_full"
        );
    }
    assert!(
        editing::add(&ada.tenant, content, ImageKind::InArticle, &texts(" "))
            .await
            .expect_err("empty")
            .for_field("prompt")
            .is_some()
    );
}

#[tokio::test]
async fn too_few_credits_are_said_before_and_nothing_is_started() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.on_plan("free", 1).await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let refused = prompts::enqueue_if_affordable(&ada.tenant, &ada.state, vec![content]).await.expect_err("too few");
    assert_eq!(refused.code, "credits_needed");
    world.run_jobs().await;
    assert!(pictures(&ada, content).await.images.is_empty());
    assert_eq!(ada.credits().await, 1);
}

#[tokio::test]
async fn pictures_added_by_hand_are_in_the_estimate_that_makes_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew at home", BODY).await;
    let estimate = async || prompts::estimate(&ada.tenant, &ada.state, &[content]).await.expect("estimates").credits;
    let usual = estimate().await;
    for _ in 0..4 {
        editing::add(&ada.tenant, content, ImageKind::InArticle, &texts("A cup")).await.expect("added");
    }
    let said = estimate().await;
    assert_eq!(said - usual, 2, "two of them take the places of usual ones");
    let before = ada.credits().await;
    prompts::enqueue_if_affordable(&ada.tenant, &ada.state, vec![content]).await.expect("queued");
    world.run_jobs().await;
    let made = pictures(&ada, content).await.images;
    assert!(made.len() == 5 && made.iter().all(|image| image.file.is_some()));
    let charged = before - ada.credits().await;
    assert_eq!(charged, 5 + 1, "five pictures and their description");
    assert!(charged <= said, "{charged} of {said}");
    // and it stands on the article's receipt
    let view = crate::writer::service::contents::view(&ada.tenant, &ada.state, content, BodyFormat::Html).await;
    assert_eq!(view.expect("shows").receipt.picture_credits, charged);
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

#[tokio::test]
async fn no_picture_is_made_for_a_site_that_is_switched_off() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let content = draft(&ada, site, "Cold brew", BODY).await;
    let id = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
    sites::set_active(&ada.tenant, site.site, false).await.expect("is off");
    for refused in [
        prompts::enqueue(&ada.tenant, vec![content]).await,
        generation::enqueue(&ada.tenant, &ada.state, vec![id]).await,
        generation::regenerate(&ada.tenant, &ada.state, id).await,
    ] {
        assert_eq!(refused.expect_err("is off").code, "site_off");
    }
}

#[tokio::test]
async fn another_account_sees_and_changes_nothing() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let content = illustrated(&world, &ada).await;
    bob.site().await;
    let id: ImageId = pictures(&ada, content).await.images[0].id;
    let (tenant, state) = (&bob.tenant, &bob.state);
    assert_eq!(listing::of_article(tenant, state, content).await.expect_err("hidden").code, "not_found");
    assert_eq!(listing::list(tenant, state, &ImageQuery::default()).await.expect("a list").page.total, 0);
    assert_eq!(editing::edit(tenant, id, &texts("x")).await.expect_err("hidden").code, "not_found");
    assert_eq!(editing::remove(tenant, state, id).await.expect_err("hidden").code, "not_found");
    assert_eq!(editing::replace_file(tenant, state, id, png()).await.expect_err("hidden").code, "not_found");
    assert_eq!(generation::regenerate(tenant, state, id).await.expect_err("hidden").code, "not_found");
    assert_eq!(generation::enqueue(tenant, state, vec![id]).await.expect_err("hidden").code, "nothing_to_make");
    assert_eq!(prompts::enqueue(tenant, vec![content]).await.expect_err("hidden").code, "not_found");
    assert_eq!(pictures(&ada, content).await.images.len(), 3);
}

#[tokio::test]
async fn a_viewer_looks_and_touches_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = illustrated(&world, &ada).await;
    let id = pictures(&ada, content).await.images[0].id;
    let viewer = ada.as_role(Role::Viewer);
    let seen = listing::of_article(&viewer, &ada.state, content).await.expect("seen");
    assert!(!seen.may.edit && !seen.may.run_ai);
    for refused in [
        editing::remove(&viewer, &ada.state, id).await.map(|_| ()),
        editing::edit(&viewer, id, &texts("x")).await,
        generation::regenerate(&viewer, &ada.state, id).await.map(|_| ()),
        prompts::enqueue(&viewer, vec![content]).await.map(|_| ()),
    ] {
        assert_eq!(refused.expect_err("refused").code, "role");
    }
}

#[tokio::test]
async fn the_list_groups_by_article_narrows_and_selects() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for title in ["Cold brew", "Espresso"] {
        let content = draft(&ada, site, title, BODY).await;
        let done = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
        editing::add(&ada.tenant, content, ImageKind::InArticle, &texts("A cup")).await.expect("added");
        editing::replace_file(&ada.tenant, &ada.state, done, png()).await.expect("uploaded");
    }
    let all = listing::list(&ada.tenant, &ada.state, &ImageQuery::default()).await.expect("a list");
    assert_eq!((all.page.total, all.images), (2, 4));
    assert_eq!(all.page.rows[0].title, "Espresso", "the latest first");
    assert_eq!(
        listing::statuses(&ada.tenant, None).await.expect("counts"),
        [(ImageStatus::Generated, 2), (ImageStatus::Pending, 2)]
    );
    let missing = ImageQuery { status: Some(ImageStatus::Pending), q: "brew".to_owned(), ..ImageQuery::default() };
    let narrowed = listing::list(&ada.tenant, &ada.state, &missing).await.expect("a list");
    assert_eq!((narrowed.page.total, narrowed.images, narrowed.page.rows[0].images.len()), (1, 1, 1));
    let ids = listing::selected(&ada.tenant, &Selection::AllMatching(missing)).await.expect("ids");
    assert_eq!(ids, [narrowed.page.rows[0].images[0].id]);
    let estimate = generation::estimate(&ada.tenant, &ada.state, &ids).await.expect("an estimate");
    assert_eq!((estimate.items, estimate.credits), (1, 1));
}
