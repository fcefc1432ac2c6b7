//! Pictures from the article to the file: described, made, charged, and made once more.

use super::{file, illustrated, pictures, texts};
use crate::images::service::{editing, generation, placement, prompts};
use crate::images::testing::{BODY, draft, word_of};
use crate::images::{ImageKind, ImageStatus};
use crate::testing::World;

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
async fn what_somebody_wrote_for_a_picture_is_what_it_is_made_from() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew at home", BODY).await;
    let own = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("My jar")).await.expect("added");
    prompts::enqueue(&ada.tenant, vec![content]).await.expect("queued");
    world.run_jobs().await;
    let made = pictures(&ada, content).await.images;
    assert!(made.len() == 3 && made.iter().all(|image| image.status == ImageStatus::Generated));
    let mine = &made[0];
    assert_eq!(mine.id, own);
    assert_eq!((mine.prompt.as_str(), mine.alt.as_str(), mine.caption.as_str()), ("My jar", "", ""));
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
