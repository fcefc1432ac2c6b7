//! Publishing that is cancelled, overtaken by a change, or asked for again.

use super::{Publisher, enqueue, illustrate, png};
use crate::images::service::editing;
use crate::images::testing::{BODY, approve, draft};
use crate::integrations::fake_wordpress::Trouble;
use crate::jobs::service as jobs;
use crate::kit::selection::Selection;
use crate::testing::somebody_waits_for;
use crate::writer::service::deleting::delete_contents;

#[tokio::test]
async fn cancelling_puts_the_article_back_where_it_was() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    let queued = enqueue(&p.ada.tenant, vec![content]).await.expect("queued");
    assert_eq!(p.site_status(content).await, "publishing");
    assert_eq!(enqueue(&p.ada.tenant, vec![content]).await.expect_err("at work").code, "already_at_work");
    jobs::cancel(&p.ada.tenant, queued.batch).await.expect("cancelled");
    assert_eq!(p.site_status(content).await, "not_published");

    p.publish(content).await;
    let queued = enqueue(&p.ada.tenant, vec![content]).await.expect("queued");
    jobs::cancel(&p.ada.tenant, queued.batch).await.expect("cancelled");
    assert_eq!(p.site_status(content).await, "published");
    assert_eq!(p.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn cancelling_after_the_post_was_reserved_says_that_it_may_be_live() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.publish(content).await;
    // as it is between reserving the post and reading it back
    sqlx::query("UPDATE publications SET verified_at = NULL, version = NULL, remote_url = NULL")
        .execute(p.world.state.pool())
        .await
        .expect("forgotten");
    let queued = enqueue(&p.ada.tenant, vec![content]).await.expect("queued");
    jobs::cancel(&p.ada.tenant, queued.batch).await.expect("cancelled");
    assert_eq!(p.site_status(content).await, "failed");
    assert!(p.view(content).await.error.expect("a reason").contains("may be live"));
    assert!(p.publish(content).await.post.is_some());
    assert_eq!(p.wordpress.holdings().posts.len(), 1);
}

#[tokio::test]
async fn an_update_that_was_sent_and_cancelled_is_not_said_to_have_changed_nothing() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.publish(content).await;
    let queued = enqueue(&p.ada.tenant, vec![content]).await.expect("queued");
    // as it is between sending and reading back
    sqlx::query("UPDATE publications SET sent = held").execute(p.world.state.pool()).await.expect("sent");
    jobs::cancel(&p.ada.tenant, queued.batch).await.expect("cancelled");
    assert_eq!(p.site_status(content).await, "failed");
    assert!(p.view(content).await.error.expect("a reason").contains("may be live"));
}

#[tokio::test]
async fn a_picture_that_was_changed_is_not_live_when_its_update_is_cancelled() {
    let p = Publisher::new().await;
    let content = draft(&p.ada, p.site, "Cold brew", BODY).await;
    illustrate(&p, content).await;
    assert!(p.publish(content).await.post.expect("a post").same_pictures);
    let first = p.pictures(content).await[0];
    editing::replace_file(&p.ada.tenant, &p.ada.state, first, png()).await.expect("uploaded");
    let unseen = enqueue(&p.ada.tenant, vec![content]).await.expect_err("nobody has looked at the new picture");
    assert_eq!(unseen.code, "not_approved");
    approve(&p.ada, content).await;
    let queued = enqueue(&p.ada.tenant, vec![content]).await.expect("queued");
    jobs::cancel(&p.ada.tenant, queued.batch).await.expect("cancelled");
    assert_eq!(p.site_status(content).await, "changed");
    assert!(!p.view(content).await.post.expect("a post").same_pictures);
    p.publish(content).await;
    assert_eq!(p.site_status(content).await, "published");
}

#[tokio::test]
async fn a_picture_that_is_changed_while_its_article_is_sent_is_not_live() {
    let p = Publisher::new().await;
    let content = draft(&p.ada, p.site, "Cold brew", BODY).await;
    illustrate(&p, content).await;
    let first = p.pictures(content).await[0];
    enqueue(&p.ada.tenant, vec![content]).await.expect("queued");
    let mut sending = p.world.hold_up("UPDATE ON jobs", "NEW.message = 'Sending and verifying the article'").await;
    let meanwhile = async {
        somebody_waits_for(&mut sending).await;
        editing::remove(&p.ada.tenant, &p.ada.state, first).await.expect("removed");
        sending.commit().await.expect("goes on");
    };
    tokio::join!(p.world.run_jobs(), meanwhile);
    assert_eq!(p.site_status(content).await, "changed");
    assert!(!p.view(content).await.post.expect("a post").same_pictures);
}

#[tokio::test]
async fn what_failed_is_sent_again_without_what_is_gone_or_approved_no_longer() {
    let p = Publisher::new().await;
    let mut articles = Vec::new();
    for title in ["Cold brew", "Moka pot", "Ristretto"] {
        articles.push(p.approved(title).await);
    }
    p.wordpress.set_trouble(Trouble::MayNotPublish);
    let queued = enqueue(&p.ada.tenant, articles.clone()).await.expect("queued");
    p.world.run_jobs().await;
    p.wordpress.set_trouble(Trouble::None);
    delete_contents(&p.ada.tenant, &Selection::Ids(vec![articles[0].0])).await.expect("deleted");
    sqlx::query("UPDATE contents SET status = 'review', approved_by = NULL, approved_at = NULL WHERE id = $1")
        .bind(articles[1])
        .execute(p.world.state.pool())
        .await
        .expect("taken back");
    let again = jobs::retry_failed(&p.ada.tenant, &p.ada.state, queued.batch).await.expect("the third one");
    assert_eq!(again.queued, 1);
    p.world.run_jobs().await;
    assert_eq!(p.site_status(articles[2]).await, "published");
    let refused = jobs::retry_failed(&p.ada.tenant, &p.ada.state, queued.batch).await.expect_err("none is left");
    assert_eq!(refused.code, "not_found");
}
