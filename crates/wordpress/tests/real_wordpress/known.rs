//! Updating a post that somebody else may have touched since.

use safe_http::Method;
use serde_json::json;
use wordpress::{Client, Error, Known, PostDraft, PostFields, PostStatus};

use crate::site::{Site, http, known, new_draft, posts_of};

#[tokio::test]
async fn an_edit_made_on_the_site_is_kept_until_a_person_wants_it_overwritten() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.author);
    let mut draft = new_draft("Edited there");
    let first = client.publish(&draft).await.expect("published");
    let edit = PostFields {
        title: Some("Edited by hand".to_owned()),
        tags: Some(vec![client.ensure_tag("By hand").await.expect("a tag")]),
        ..PostFields::default()
    };
    client.update_post(draft.kind, first.id, &edit).await.expect("edited");
    draft.known = Some(known(&first));
    let error = client.publish(&draft).await.expect_err("it was edited");
    let Error::PostEdited { changed, found, .. } = error else { panic!("an edit") };
    assert_eq!(changed, ["its title", "its tags"]);
    let post = client.get_post(draft.kind, first.id).await.expect("a post");
    assert_eq!(post.title, "Edited by hand");

    draft.known = Some(Known { overwrite: Some(*found), ..known(&first) });
    let second = client.publish(&draft).await.expect("overwritten");
    assert_eq!((second.id, second.differences), (first.id, vec![]));
    assert_eq!(second.held, first.held);
}

/// Publishes again, as what was kept allows.
async fn again(client: &Client, draft: &PostDraft, kept: Known) -> Result<(), Error> {
    let draft = PostDraft { known: Some(kept), ..draft.clone() };
    client.publish(&draft).await.map(|_| ())
}

#[tokio::test]
async fn what_wordpress_does_by_itself_is_no_edit() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.author);
    let draft = new_draft("Salt & “pepper”");
    let first = client.publish(&draft).await.expect("published");
    // A reader comes, the scheduler runs, and somebody presses "Update" without having changed anything.
    for address in [first.link.clone(), format!("{}/wp-cron.php?doing_wp_cron", site.url)] {
        http().send(safe_http::Request::get(&address).expect("a link")).await.expect("an answer");
    }
    let post = client.get_post(draft.kind, first.id).await.expect("a post");
    let same = PostFields { content: Some(post.content), ..PostFields::default() };
    client.update_post(draft.kind, first.id, &same).await.expect("saved");
    assert_eq!(again(&client, &draft, known(&first)).await, Ok(()));

    // What somebody put into the trash does not come back unasked.
    client.set_status(draft.kind, first.id, &PostStatus::Trash).await.expect("put away");
    let error = again(&client, &draft, known(&first)).await.expect_err("somebody put it away");
    assert!(matches!(error, Error::PostEdited { .. }), "{error:?}");
}

#[tokio::test]
async fn a_number_that_is_another_posts_now_is_left_alone() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.admin);
    let draft = new_draft("Gone from the site");
    let gone = client.publish(&draft).await.expect("published");
    let strange = client.publish(&new_draft("Somebody else's")).await.expect("published");
    let route = format!("/wp/v2/posts/{}?force=true", gone.id);
    site.administer(Method::DELETE, &route, &json!({})).await;

    let error = again(&client, &draft, known(&gone)).await.expect_err("it is gone");
    assert_eq!(error, Error::PostReplaced { id: gone.id, title: None });
    let error = again(&client, &draft, Known { id: strange.id, ..known(&gone) }).await.expect_err("another's");
    assert_eq!(error, Error::PostReplaced { id: strange.id, title: Some("Somebody else's".to_owned()) });
    assert_eq!(posts_of(&client, &draft).await.len(), 0, "nothing was created in its place");
}

#[tokio::test]
async fn a_post_turned_into_blocks_is_known_without_its_marker() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.author);
    let draft = new_draft("In blocks");
    let first = client.publish(&draft).await.expect("published");
    let blocks = "<!-- wp:paragraph --><p>Twelve hours.</p><!-- /wp:paragraph -->";
    let edit = PostFields { content: Some(blocks.to_owned()), ..PostFields::default() };
    client.update_post(draft.kind, first.id, &edit).await.expect("edited");
    let error = again(&client, &draft, known(&first)).await.expect_err("it was edited");
    let Error::PostEdited { found, .. } = error else { panic!("an edit of ours, and no stranger's post") };
    let overwrite = Known { overwrite: Some(*found), ..known(&first) };
    assert_eq!(again(&client, &draft, overwrite).await, Ok(()));
    assert_eq!(posts_of(&client, &draft).await.len(), 1, "the marker is back");
}
