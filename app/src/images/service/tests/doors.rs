//! Who is refused: other accounts, viewers, and sites that are switched off or deleted.

use super::{illustrated, pictures, png, texts};
use crate::access::Role;
use crate::images::image_list::ImageQuery;
use crate::images::service::{editing, generation, listing, prompts};
use crate::images::testing::{BODY, draft};
use crate::images::{ImageKind, ImageStatus};
use crate::jobs::service::{get, retry_failed};
use crate::kit::id::ImageId;
use crate::kit::undo::take_back;
use crate::sites::service::sites;
use crate::testing::World;

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
async fn no_picture_is_made_for_a_site_that_was_deleted_while_it_waited() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let content = draft(&ada, site, "Cold brew", BODY).await;
    let id = editing::add(&ada.tenant, content, ImageKind::Featured, &texts("A jar")).await.expect("added");
    let before = ada.credits().await;
    let batch = generation::enqueue(&ada.tenant, &ada.state, vec![id]).await.expect("queued").batch;
    let undo = sites::delete(&ada.tenant, site.site).await.expect("deleted").undo;
    world.run_jobs().await;
    assert_eq!(get(&ada.tenant, batch).await.expect("is there").failed, 1);
    assert_eq!(ada.credits().await, before);
    let asked: i64 =
        sqlx::query_scalar("SELECT count(*) FROM ai_calls").fetch_one(world.state.pool()).await.expect("counts");
    assert_eq!(asked, 0);
    assert_eq!(world.breaches().await, Vec::<String>::new());

    take_back(&ada.tenant, undo).await.expect("comes back");
    assert_eq!(retry_failed(&ada.tenant, &ada.state, batch).await.expect("queued").queued, 1);
    world.run_jobs().await;
    assert_eq!(pictures(&ada, content).await.images[0].status, ImageStatus::Generated);
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
