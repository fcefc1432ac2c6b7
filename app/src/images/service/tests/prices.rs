//! What pictures cost is said before, and held to.

use super::{pictures, texts};
use crate::billing::service::ledger::too_few;
use crate::images::image::ImageView;
use crate::images::service::{editing, generation, prompts};
use crate::images::testing::{BODY, draft};
use crate::images::{ImageKind, ImageStatus};
use crate::jobs::service::{get, retry_failed};
use crate::testing::World;
use crate::writer::content::BodyFormat;

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
async fn a_text_is_read_only_for_places_that_are_free_and_what_is_at_work_is_priced_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew at home", BODY).await;
    let estimate = async || {
        let estimate = prompts::estimate(&ada.tenant, &ada.state, &[content]).await.expect("estimates");
        (estimate.items, estimate.credits)
    };
    let mut ids = Vec::new();
    for kind in [ImageKind::Featured, ImageKind::InArticle, ImageKind::InArticle] {
        ids.push(editing::add(&ada.tenant, content, kind, &texts("A jar")).await.expect("added"));
    }
    assert_eq!(estimate().await, (1, 3));
    generation::enqueue(&ada.tenant, &ada.state, vec![ids[0]]).await.expect("queued");
    assert_eq!(estimate().await, (1, 2), "one is at work");
    let before = ada.credits().await;
    prompts::enqueue_if_affordable(&ada.tenant, &ada.state, vec![content]).await.expect("queued");
    assert_eq!(estimate().await, (0, 0), "all are");
    world.run_jobs().await;
    let made = pictures(&ada, content).await;
    assert!(made.images.len() == 3 && made.images.iter().all(|image| image.file.is_some()));
    assert_eq!(before - ada.credits().await, 3, "three pictures, and no description that nobody sees");
    assert_eq!((estimate().await, made.credits_for_missing), ((0, 0), None));
    let refused = prompts::enqueue(&ada.tenant, vec![content]).await.expect_err("all are there");
    assert_eq!(refused.code, "nothing_to_make");
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn credits_that_run_out_leave_the_pictures_that_were_paid_and_fail_the_rest() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let mut ids = Vec::new();
    for kind in [ImageKind::Featured, ImageKind::InArticle, ImageKind::InArticle] {
        ids.push(editing::add(&ada.tenant, content, kind, &texts("A jar")).await.expect("added"));
    }
    let batch = generation::enqueue(&ada.tenant, &ada.state, ids).await.expect("queued").batch;
    // the rest is spent on something else before the batch begins
    ada.on_plan("free", 2).await;
    world.run_jobs().await;

    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.done, view.failed, view.stopped, ada.credits().await), (2, 1, 0, 0));
    let is_made = |image: &ImageView| image.status == ImageStatus::Generated;
    let (made, failed): (Vec<_>, Vec<_>) = pictures(&ada, content).await.images.into_iter().partition(is_made);
    assert!(made.len() == 2 && made.iter().all(|image| image.credits == 1 && image.file.is_some()));
    let [failed] = failed.as_slice() else { panic!("one failed: {failed:?}") };
    assert_eq!((failed.status, failed.credits, &failed.file), (ImageStatus::Failed, 0, &None));
    assert_eq!(failed.failure, Some(too_few(1, 0).message));
    let pool = world.state.pool();
    let charged: (i64, i64) = sqlx::query_as("SELECT count(*), sum(charged)::bigint FROM credit_reservations")
        .fetch_one(pool)
        .await
        .expect("reads");
    let asked: i64 = sqlx::query_scalar("SELECT count(*) FROM ai_calls").fetch_one(pool).await.expect("counts");
    assert_eq!((charged, asked), ((2, 2), 2), "nobody was asked for what could not be paid");
    assert_eq!(world.breaches().await, Vec::<String>::new());

    ada.on_plan("free", 5).await;
    assert_eq!(retry_failed(&ada.tenant, &ada.state, batch).await.expect("queued").queued, 1);
    world.run_jobs().await;
    assert!(pictures(&ada, content).await.images.iter().all(is_made));
    assert_eq!(ada.credits().await, 4);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}
