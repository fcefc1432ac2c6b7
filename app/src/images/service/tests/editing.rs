//! What people do with pictures themselves: adding, removing, and putting their own in place.

use super::{pictures, png, texts};
use crate::images::ImageKind;
use crate::images::service::{editing, generation};
use crate::images::testing::{BODY, draft, word_of};
use crate::testing::World;

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
