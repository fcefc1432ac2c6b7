//! Publishing, updating and taking back, with answers lost on the way.

use chrono::{TimeDelta, Utc};
use wordpress::{Difference, Known, PostFields, PostKind, PostQuery, PostStatus};

use crate::proxy::{Fault, Proxy};
use crate::site::{Site, client_at, known, new_draft, posts_of};

const CREATION: &str = "POST /wp-json/wp/v2/posts ";

#[tokio::test]
async fn an_answer_lost_after_creating_makes_no_second_post() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let proxy = Proxy::start(&site.url, |line, faults| {
        if line.starts_with(CREATION) && faults == 0 { Fault::LoseAnswer } else { Fault::None }
    })
    .await;
    let draft = new_draft("Lost after creating");
    let client = client_at(&proxy.url, &site.admin);
    let published = client.publish(&draft).await.expect("found and filled");
    assert_eq!(proxy.faults(), 1);
    assert_eq!(published.differences, vec![]);

    let again = client.publish(&draft).await.expect("updated");
    assert_eq!(again.id, published.id);
    assert_eq!(posts_of(&site.client(&site.admin), &draft).await.len(), 1);
}

#[tokio::test]
async fn a_line_cut_after_creating_is_made_good_by_the_next_attempt() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    // The creation's answer is lost, and so is whatever is asked next.
    let proxy = Proxy::start(&site.url, |line, faults| match (faults, line) {
        (0, line) if line.starts_with(CREATION) => Fault::LoseAnswer,
        (1 | 2, _) => Fault::LoseRequest,
        _ => Fault::None,
    })
    .await;
    let draft = new_draft("Line cut after creating");
    let client = client_at(&proxy.url, &site.author);
    let error = client.publish(&draft).await.expect_err("cut");
    assert!(error.is_transient(), "{error:?}");
    while proxy.faults() < 3 {
        client.publish(&draft).await.expect_err("still cut");
    }
    let published = client.publish(&draft).await.expect("published");
    let posts = posts_of(&site.client(&site.author), &draft).await;
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0].id, published.id);
    assert_eq!(posts[0].status, PostStatus::Publish);
}

#[tokio::test]
async fn an_answer_lost_after_updating_counts_as_published() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let proxy = Proxy::start(&site.url, |line, faults| {
        let updates = line.starts_with("POST /wp-json/wp/v2/posts/");
        if updates && faults == 0 { Fault::LoseAnswer } else { Fault::None }
    })
    .await;
    let draft = new_draft("Lost after updating");
    let published = client_at(&proxy.url, &site.admin).publish(&draft).await;
    assert_eq!(proxy.faults(), 1);
    assert_eq!(published.expect("published").status, PostStatus::Publish);
}

#[tokio::test]
async fn a_creation_that_arrives_after_the_next_attempt_is_cleared_away() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.admin);
    let mut draft = new_draft("Late arrival");
    let published = client.publish(&draft).await.expect("published");
    // What the creation that was thought lost would leave behind: a draft with the marker alone.
    let text = posts_of(&client, &draft).await[0].content.clone();
    let comment = &text[text.find("<!--").expect("a marker")..text.find("-->").expect("its end") + 3];
    let late = PostFields {
        title: Some(draft.title.clone()),
        slug: Some(draft.slug.clone()),
        content: Some(comment.to_owned()),
        status: Some(PostStatus::Draft),
        ..PostFields::default()
    };
    // Whether the number of the post is known by then or not.
    for kept in [None, Some(Known { leftovers: true, ..known(&published) })] {
        let late = client.create_post(PostKind::Post, &late).await.expect("created");
        draft.known = kept;
        let again = client.publish(&draft).await.expect("published");
        assert_eq!((again.id, &again.link), (published.id, &published.link));
        assert_eq!(again.copies, vec![]);
        let late = client.get_post(PostKind::Post, late.id).await.expect("still there");
        assert_eq!(late.status, PostStatus::Trash);
    }
}

#[tokio::test]
async fn an_update_keeps_the_post_and_its_address() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.admin);
    let mut draft = new_draft("First wording");
    draft.categories = vec![client.ensure_category("Tips & tricks").await.expect("a category")];
    let same = client.ensure_category("tips & TRICKS").await.expect("the same");
    assert_eq!(draft.categories, [same]);
    let first = client.publish(&draft).await.expect("published");
    draft.known = Some(known(&first));
    draft.title = "Second wording 🎉".to_owned();
    draft.content = "<p>All new.</p>".to_owned();
    let second = client.publish(&draft).await.expect("updated");
    assert_eq!((second.id, &second.link), (first.id, &first.link));
    assert_eq!(second.differences, vec![]);
    let post = client.get_post(draft.kind, first.id).await.expect("a post");
    assert_eq!(post.title, "Second wording 🎉");
}

#[tokio::test]
async fn statuses_go_there_and_back_and_the_trash_is_searched_too() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.admin);
    let draft = new_draft("There and back");
    let id = client.publish(&draft).await.expect("published").id;
    for status in [PostStatus::Draft, PostStatus::Pending, PostStatus::Private, PostStatus::Trash, PostStatus::Trash] {
        let post = client.set_status(draft.kind, id, &status).await.expect("set");
        assert_eq!(post.status, status);
    }
    let back = client.publish(&draft).await.expect("published again");
    assert_eq!(back.id, id);
    assert_eq!(back.differences, vec![]);
}

#[tokio::test]
async fn a_taken_slug_and_a_date_to_come_are_read_back() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.admin);
    let first = new_draft("Same slug");
    client.publish(&first).await.expect("published");
    let mut second = new_draft("Same slug");
    second.slug = first.slug.clone();
    let published = client.publish(&second).await.expect("published");
    let found = format!("{}-2", first.slug);
    let wanted = first.slug;
    assert_eq!(published.differences, [Difference::Slug { wanted, found }]);

    let mut later = new_draft("To come");
    later.status = PostStatus::Future;
    later.date = Some(Utc::now() + TimeDelta::days(3));
    let scheduled = client.publish(&later).await.expect("scheduled");
    assert_eq!(scheduled.status, PostStatus::Future);
    assert_eq!(scheduled.differences, vec![]);
}

#[tokio::test]
async fn a_page_and_a_slug_in_another_script_are_published() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let mut draft = new_draft("水出しコーヒー");
    draft.kind = PostKind::Page;
    draft.slug = format!("水出し-{}", uuid::Uuid::now_v7());
    let published = site.client(&site.admin).publish(&draft).await;
    assert_eq!(published.expect("published").differences, vec![]);
}

#[tokio::test]
async fn what_changed_since_is_listed() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let client = site.client(&site.admin);
    let query = PostQuery { modified_after: Some(Utc::now() - TimeDelta::minutes(1)), page: 1 };
    let published = client.publish(&new_draft("To be pulled")).await.expect("published");
    let page = client.list_posts(PostKind::Post, &query).await.expect("a page");
    assert!(page.items.iter().any(|post| post.id == published.id));
    assert!(page.pages >= 1 && page.total >= 1);
    let none = PostQuery { modified_after: Some(Utc::now() + TimeDelta::days(1)), page: 0 };
    let page = client.list_posts(PostKind::Post, &none).await.expect("a page");
    // To WordPress, a scheduled post was changed when it will be published.
    let scheduled = |post: &wordpress::Post| post.status == PostStatus::Future;
    assert!(page.items.iter().all(scheduled));
}

#[tokio::test]
async fn a_site_without_permalinks_is_served_the_same() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let root = format!("{}/?rest_route=/", site.url).parse().expect("a root");
    let client = wordpress::Client::new(crate::site::http(), root, site.admin.clone());
    let draft = new_draft("Without permalinks");
    let published = client.publish(&draft).await.expect("published");
    assert_eq!(published.differences, vec![]);
    assert_eq!(posts_of(&client, &draft).await.len(), 1);
}
