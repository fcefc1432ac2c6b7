//! What pictures cost is said before, and held to.

use super::{pictures, texts};
use crate::images::ImageKind;
use crate::images::service::{editing, prompts};
use crate::images::testing::{BODY, draft};
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
