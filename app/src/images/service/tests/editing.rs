//! What people do with pictures themselves: adding, removing, and putting their own in place.

use super::{pictures, png, texts};
use crate::images::ImageKind;
use crate::images::image::ImageTexts;
use crate::images::service::{editing, generation};
use crate::images::testing::{BODY, approve, draft, word_of};
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

#[tokio::test]
async fn what_readers_see_of_an_approved_article_is_looked_at_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let content = draft(&ada, ada.site().await, "Cold brew", BODY).await;
    let id = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
    editing::replace_file(&ada.tenant, &ada.state, id, png()).await.expect("uploaded");
    let states = async || {
        let row: (String, String, Option<String>, bool) = sqlx::query_as(
            "SELECT status, site_status, review_note, approved_at IS NOT NULL FROM contents WHERE id = $1",
        )
        .bind(content)
        .fetch_one(world.state.pool())
        .await
        .expect("the article is there");
        row
    };

    approve(&ada, content).await;
    editing::edit(&ada.tenant, id, &texts("A larger jar")).await.expect("described anew");
    assert_eq!(
        states().await,
        ("approved".into(), "not_published".into(), None, true),
        "nobody reads what it is made from"
    );

    sqlx::query("UPDATE contents SET site_status = 'scheduled' WHERE id = $1")
        .bind(content)
        .execute(world.state.pool())
        .await
        .expect("has a date");
    let said = ImageTexts { alt: "A jar of coffee".to_owned(), ..texts("A larger jar") };
    editing::edit(&ada.tenant, id, &said).await.expect("changed");
    let (status, site_status, note, approved) = states().await;
    assert_eq!((status.as_str(), site_status.as_str(), approved), ("review", "not_published", false));
    assert!(note.expect("a note").starts_with("A picture was changed"));

    approve(&ada, content).await;
    editing::replace_file(&ada.tenant, &ada.state, id, png()).await.expect("uploaded");
    assert_eq!(states().await.0, "review");
    approve(&ada, content).await;
    generation::regenerate(&ada.tenant, &ada.state, id).await.expect("queued");
    world.run_jobs().await;
    assert_eq!(states().await.0, "review", "another one that was made");
    approve(&ada, content).await;
    editing::remove(&ada.tenant, &ada.state, id).await.expect("removed");
    assert_eq!(states().await.0, "review");
    assert_eq!(world.breaches().await, Vec::<String>::new());
}
