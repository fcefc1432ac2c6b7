//! What was left on a site, and what somebody else did there since.

use http::Method;
use serde_json::{Value, json};

use super::{Publisher, illustrate};
use crate::images::service::{editing, listing};
use crate::images::testing::{BODY, approve, draft};
use crate::integrations::ConnectionState;
use crate::integrations::fake_wordpress::Trouble;
use crate::jobs::service as jobs;
use crate::kit::id::ContentId;
use crate::publishing::publication::{Decision, PublicationView, SyncAction};
use crate::publishing::service::publish::enqueue_decided;
use crate::publishing::service::viewing::exchanges;

impl Publisher {
    async fn decide(&self, content: ContentId, decision: Decision) -> PublicationView {
        enqueue_decided(&self.ada.tenant, content, decision).await.expect("queued");
        self.world.run_jobs().await;
        self.view(content).await
    }

    /// Somebody works on a post on the site.
    fn edit(&self, at: usize, change: impl FnOnce(&mut Value)) {
        change(&mut self.wordpress.holdings().posts[at]);
    }

    /// Gives the article another title here.
    async fn retitle(&self, title: &str) {
        sqlx::query("UPDATE contents SET title = $1, version = version + 1, site_status = 'changed'")
            .bind(title)
            .execute(self.world.state.pool())
            .await
            .expect("edited");
    }

    fn title(&self, at: usize) -> String {
        self.wordpress.holdings().posts[at]["title"]["raw"].as_str().unwrap_or_default().to_owned()
    }
}

#[tokio::test]
async fn what_was_changed_on_the_site_is_overwritten_by_choice_alone() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.publish(content).await;
    p.edit(0, |post| post["title"]["raw"] = json!("Cold brew, by hand"));
    p.retitle("Cold brew, slowly").await;
    let stopped = p.publish(content).await;
    assert_eq!(p.title(0), "Cold brew, by hand");
    assert_eq!(p.site_status(content).await, "changed");
    assert_eq!((stopped.decision, stopped.connection), (Some(Decision::Overwrite), Some(ConnectionState::Connected)));
    assert!(stopped.error.expect("a reason").contains("its title"));
    // asking once more is no choice, and cancelling leaves none behind
    assert_eq!(p.publish(content).await.decision, Some(Decision::Overwrite));
    let queued = enqueue_decided(&p.ada.tenant, content, Decision::Overwrite).await.expect("queued");
    jobs::cancel(&p.ada.tenant, queued.batch).await.expect("cancelled");
    assert_eq!(p.site_status(content).await, "changed");
    assert_eq!(p.publish(content).await.decision, Some(Decision::Overwrite));

    // what was changed once more since was not part of the choice
    p.edit(0, |post| post["excerpt"]["raw"] = json!("By hand as well"));
    assert_eq!(p.decide(content, Decision::Overwrite).await.decision, Some(Decision::Overwrite));
    let published = p.decide(content, Decision::Overwrite).await;
    assert_eq!((published.error, published.decision), (None, None));
    assert_eq!(p.title(0), "Cold brew, slowly");
    assert_eq!(p.site_status(content).await, "published");
    let again = enqueue_decided(&p.ada.tenant, content, Decision::Overwrite).await.expect_err("decided");
    assert_eq!(again.code, "nothing_to_decide");
    assert_eq!(p.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_site_that_adds_to_what_it_is_sent_has_not_edited_it() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::Meddling);
    p.publish(content).await;
    p.retitle("Cold brew, slowly").await;
    let again = p.publish(content).await;
    assert_eq!((again.error, p.title(0).as_str()), (None, "Cold brew, slowly"));
}

#[tokio::test]
async fn a_worker_that_died_after_it_sent_an_update_left_no_edit() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.publish(content).await;
    let held: Value =
        sqlx::query_scalar("SELECT held FROM publications").fetch_one(p.world.state.pool()).await.expect("kept");
    p.retitle("Cold brew, slowly").await;
    p.publish(content).await;
    // as it is between sending and keeping what was read back
    sqlx::query("UPDATE publications SET sent = held, held = $1")
        .bind(held)
        .execute(p.world.state.pool())
        .await
        .expect("put back");
    p.retitle("Cold brew, in the end").await;
    let published = p.publish(content).await;
    assert_eq!((published.error, p.title(0).as_str()), (None, "Cold brew, in the end"));
}

#[tokio::test]
async fn a_strangers_post_with_our_number_is_left_alone_and_a_new_one_made_by_choice() {
    let p = Publisher::new().await;
    let (ours, theirs) = (p.approved("Cold brew").await, p.approved("Espresso").await);
    p.publish(ours).await;
    p.wordpress.set_up_anew();
    p.publish(theirs).await;
    assert_eq!(p.title(0), "Espresso", "it has the number that was ours");

    let stopped = p.publish(ours).await;
    assert_eq!(p.site_status(ours).await, "failed");
    assert!(stopped.error.expect("a reason").contains("“Espresso”"));
    assert_eq!(stopped.decision, Some(Decision::Anew));
    let seen = p.publish(theirs).await;
    assert_eq!((seen.error, seen.decision, p.wordpress.holdings().posts.len()), (None, None, 1));
    assert_eq!(p.world.breaches().await, Vec::<String>::new());

    let published = p.decide(ours, Decision::Anew).await;
    assert_eq!((published.error, published.decision), (None, None));
    assert_eq!((p.title(0).as_str(), p.title(1).as_str()), ("Espresso", "Cold brew"));
    p.publish(ours).await;
    assert_eq!(p.wordpress.holdings().posts.len(), 2);
    let again = enqueue_decided(&p.ada.tenant, ours, Decision::Anew).await.expect_err("decided");
    assert_eq!(again.code, "nothing_to_decide");
    assert_eq!(p.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_post_deleted_on_the_site_does_not_come_back_unasked() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.publish(content).await;
    p.wordpress.holdings().posts.clear();
    let stopped = p.publish(content).await;
    assert_eq!(stopped.decision, Some(Decision::Anew));
    assert!(p.wordpress.holdings().posts.is_empty());
    assert_eq!(
        enqueue_decided(&p.ada.tenant, content, Decision::Overwrite).await.expect_err("other").code,
        "nothing_to_decide"
    );
    assert!(p.decide(content, Decision::Anew).await.post.is_some());
    assert_eq!(p.wordpress.holdings().posts.len(), 1);
}

#[tokio::test]
async fn other_accounts_decide_nothing() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.publish(content).await;
    p.wordpress.holdings().posts.clear();
    p.publish(content).await;
    let bob = p.world.owner("bob").await;
    assert_eq!(enqueue_decided(&bob.tenant, content, Decision::Anew).await.expect_err("hidden").code, "not_found");
    let viewer = p.ada.as_role(crate::access::Role::Viewer);
    assert_eq!(enqueue_decided(&viewer, content, Decision::Anew).await.expect_err("refused").code, "role");
}

#[tokio::test]
async fn an_empty_draft_that_arrives_when_its_post_is_live_is_swept_by_the_next_update() {
    let p = Publisher::new().await;
    let content = p.approved("Cold brew").await;
    p.wordpress.set_trouble(Trouble::LateCreation);
    assert!(p.publish(content).await.post.is_some());
    p.wordpress.deliver_late();
    let statuses = |p: &Publisher| -> Vec<String> {
        p.wordpress.holdings().posts.iter().map(|post| post["status"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(statuses(&p), ["publish", "draft"]);
    let again = p.publish(content).await;
    assert_eq!(statuses(&p), ["publish", "trash"]);
    assert_eq!(again.post.expect("a post").differences, vec![]);
}

#[tokio::test]
async fn pictures_that_the_article_shows_no_longer_leave_the_library() {
    let p = Publisher::new().await;
    let content = draft(&p.ada, p.site, "Cold brew", BODY).await;
    illustrate(&p, content).await;
    p.publish(content).await;
    let shown = listing::of_article(&p.ada.tenant, &p.ada.state, content).await.expect("pictures").images;
    for image in shown {
        editing::remove(&p.ada.tenant, &p.ada.state, image.id).await.expect("removed");
    }
    approve(&p.ada, content).await;
    assert_eq!(p.wordpress.holdings().media.len(), 2, "until the article is published without them");
    // one of them is on a page of the site's own by now
    let [jar, clock] = [0, 1].map(|at| p.wordpress.holdings().media[at].clone());
    let mut page = p.wordpress.holdings().posts[0].clone();
    page["id"] = json!(99);
    page["content"]["raw"] = json!(format!("<p><img src={}></p>", clock["source_url"]));
    p.wordpress.holdings().posts.push(page);

    p.publish(content).await;
    assert_eq!(p.wordpress.holdings().media, [clock]);
    assert_eq!(p.wordpress.count(&Method::DELETE, &format!("/media/{}", jar["id"])), 1);
    let log = exchanges(&p.ada.tenant, p.site.site).await.expect("a log");
    assert_eq!(log.iter().filter(|event| event.action == SyncAction::RemoveImage).count(), 2);
    // asked once, it is the site's
    p.publish(content).await;
    let log = exchanges(&p.ada.tenant, p.site.site).await.expect("a log");
    assert_eq!(log.iter().filter(|event| event.action == SyncAction::RemoveImage).count(), 2);
    assert_eq!(p.world.breaches().await, Vec::<String>::new());
}
