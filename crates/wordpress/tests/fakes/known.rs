//! Updating a post whose number is kept: whether it is still ours, and whether somebody changed it.

use serde_json::json;
use wiremock::MockServer;
use wordpress::{Error, Held, Known, Post, PostDraft, PostId};

use crate::publishing::{FILLED, RESERVED, creations, draft, mount_nothing_by_slug, mount_post, mount_search};
use crate::support::{api, client, ok, post_json, refusal};

pub fn known(id: i64) -> Known {
    Known { id: PostId(id), link: None, held: None, sent: None, overwrite: None, leftovers: false }
}

/// What was read back when the post read like this.
fn held(content: &str) -> Held {
    let post: Post = serde_json::from_value(post_json(5, "publish", content)).expect("a post");
    Held::of(&post, &draft().marker)
}

fn draft_of(known: Known) -> PostDraft {
    PostDraft { known: Some(known), ..draft() }
}

#[tokio::test]
async fn a_known_post_needs_no_search_and_one_that_got_another_number_is_found() {
    let site = MockServer::start().await;
    mount_post(&site, post_json(5, "publish", FILLED)).await;
    let published = client(&site.uri()).publish(&draft_of(known(5))).await.expect("published");
    assert_eq!(published.id, PostId(5));

    api("GET", "/wp/v2/posts/3").respond_with(refusal(404, "rest_post_invalid_id", "")).mount(&site).await;
    mount_search(&site, vec![post_json(5, "draft", RESERVED)]).await;
    let published = client(&site.uri()).publish(&draft_of(known(3))).await.expect("published");
    assert_eq!(published.id, PostId(5));
}

#[tokio::test]
async fn a_strangers_post_with_the_kept_number_is_left_alone_and_nothing_created() {
    let site = MockServer::start().await;
    let mut strange = post_json(5, "publish", "<p>Espresso.</p>");
    strange["slug"] = json!("espresso");
    strange["title"] = json!({ "raw": "Espresso &amp; more" });
    mount_post(&site, strange).await;
    mount_search(&site, vec![]).await;
    mount_nothing_by_slug(&site).await;
    let error = client(&site.uri()).publish(&draft_of(known(5))).await.expect_err("replaced");
    assert_eq!(error, Error::PostReplaced { id: PostId(5), title: Some("Espresso & more".to_owned()) });
    assert!(!error.is_transient() && !error.may_have_happened());
    let seen = site.received_requests().await.expect("a recording");
    assert!(seen.iter().all(|request| request.method == "GET"), "nothing was written");
}

#[tokio::test]
async fn a_post_that_was_deleted_on_the_site_is_not_made_anew_unasked() {
    let site = MockServer::start().await;
    api("GET", "/wp/v2/posts/5").respond_with(refusal(404, "rest_post_invalid_id", "")).mount(&site).await;
    mount_search(&site, vec![]).await;
    mount_nothing_by_slug(&site).await;
    let error = client(&site.uri()).publish(&draft_of(known(5))).await.expect_err("gone");
    assert_eq!(error, Error::PostReplaced { id: PostId(5), title: None });
    assert_eq!(creations(&site).await, 0);
}

#[tokio::test]
async fn a_post_without_its_marker_is_known_by_its_slug() {
    let site = MockServer::start().await;
    // As it is between the update and its answer: the editor's blocks are replaced by our text.
    api("GET", "/wp/v2/posts/5")
        .respond_with(ok(post_json(5, "publish", "<!-- wp:paragraph --><p>Grind coarse.</p>")))
        .up_to_n_times(1)
        .mount(&site)
        .await;
    mount_post(&site, post_json(5, "publish", FILLED)).await;
    let published = client(&site.uri()).publish(&draft_of(known(5))).await.expect("published");
    assert_eq!(published.differences, vec![]);
}

#[tokio::test]
async fn an_edit_made_on_the_site_is_not_overwritten_unless_a_person_wants_it() {
    let site = MockServer::start().await;
    let edited = FILLED.replace("coarse", "fine");
    mount_post(&site, post_json(5, "publish", &edited)).await;
    let unchanged = Known { held: Some(held(FILLED)), ..known(5) };
    let error = client(&site.uri()).publish(&draft_of(unchanged.clone())).await.expect_err("edited");
    assert!(!error.is_transient() && !error.may_have_happened());
    let Error::PostEdited { found, changed, .. } = error else { panic!("an edit") };
    assert_eq!((changed, *found), (vec!["its text"], held(&edited)));
    let seen = site.received_requests().await.expect("a recording");
    assert!(seen.iter().all(|request| request.method == "GET"), "nothing was written");

    let wanted = Known { overwrite: Some(held(&edited)), ..unchanged.clone() };
    assert!(client(&site.uri()).publish(&draft_of(wanted)).await.is_ok());
    let other = Known { overwrite: Some(held(&FILLED.replace("coarse", "not at all"))), ..unchanged };
    assert!(client(&site.uri()).publish(&draft_of(other)).await.is_err(), "that is not what was shown");
}

#[tokio::test]
async fn what_we_left_there_ourselves_is_no_edit() {
    let site = MockServer::start().await;
    mount_post(&site, post_json(5, "publish", FILLED)).await;
    let published = client(&site.uri()).publish(&draft_of(known(5))).await.expect("published");
    assert_eq!(published.held, held(FILLED));
    let again = Known { held: Some(published.held), ..known(5) };
    assert!(client(&site.uri()).publish(&draft_of(again)).await.is_ok());

    // The update's answer, and the reading after it, were lost: the site holds more than was read back.
    let unread =
        Known { held: Some(held("<p>As it was before.</p>")), sent: Some(Held::of_draft(&draft())), ..known(5) };
    assert!(client(&site.uri()).publish(&draft_of(unread)).await.is_ok());
}

#[tokio::test]
async fn an_empty_draft_that_came_late_is_looked_for_where_one_may_be() {
    let site = MockServer::start().await;
    let found = vec![post_json(9, "draft", RESERVED), post_json(8, "draft", FILLED), post_json(5, "publish", FILLED)];
    mount_search(&site, found).await;
    api("DELETE", "/wp/v2/posts/9").respond_with(ok(post_json(9, "trash", RESERVED))).expect(1).mount(&site).await;
    mount_post(&site, post_json(5, "publish", FILLED)).await;
    let suspicious = Known { leftovers: true, ..known(5) };
    let published = client(&site.uri()).publish(&draft_of(suspicious)).await.expect("published");
    assert_eq!(published.id, PostId(5));
    assert_eq!(published.copies, vec![PostId(8)]);
}
