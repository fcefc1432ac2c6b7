//! What WordPress keeps from whom.

use wordpress::{Credentials, Difference, Error, PostStatus, Secret};

use crate::site::{Site, known, new_draft, posts_of};

const STRUCTURED: &str = "<p>Text.</p><script type=\"application/ld+json\">{\"@type\":\"Article\"}</script>";

#[tokio::test]
async fn a_wrong_password_is_unauthorized_and_not_tried_again() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let wrong = Credentials { user: "admin".to_owned(), password: Secret::new("not the password") };
    let error = site.client(&wrong).publish(&new_draft("x")).await;
    let error = error.expect_err("refused");
    assert!(matches!(error, Error::Unauthorized { .. }), "{error:?}");
    assert!(!error.is_transient() && !error.may_have_happened());
}

#[tokio::test]
async fn structured_data_survives_an_administrator_and_not_an_author() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let mut draft = new_draft("Structured");
    draft.content = STRUCTURED.to_owned();
    let published = site.client(&site.admin).publish(&draft).await;
    assert_eq!(published.expect("published").differences, vec![]);

    let mut draft = new_draft("Structured, by an author");
    draft.content = STRUCTURED.to_owned();
    let author = site.client(&site.author);
    let published = author.publish(&draft).await.expect("published");
    let codes: Vec<_> = published.differences.iter().map(Difference::code).collect();
    assert_eq!(codes, ["content"]);
    // The marker outlives the cleaning, or the next attempt would not find the post.
    let found = posts_of(&author, &draft).await;
    assert_eq!(found.len(), 1);
    let again = author.publish(&draft).await.expect("published");
    assert_eq!(again.id, published.id);
}

#[tokio::test]
async fn an_author_creates_tags_and_no_categories() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let author = site.client(&site.author);
    let name = format!("Trial {}", uuid::Uuid::now_v7());
    let tag = author.ensure_tag(&name).await.expect("a tag");
    assert_eq!(author.ensure_tag(&name).await.expect("the same"), tag);
    let category = author.ensure_category(&name).await;
    assert!(matches!(category, Err(Error::Forbidden { .. })), "{category:?}");
}

#[tokio::test]
async fn another_users_post_is_forbidden_and_not_doubled() {
    let Some(site) = Site::from_environment() else {
        return;
    };
    let mut draft = new_draft("Of the administrator");
    draft.status = PostStatus::Draft;
    let admin = site.client(&site.admin);
    draft.known = Some(known(&admin.publish(&draft).await.expect("published")));
    let author = site.client(&site.author).publish(&draft).await;
    assert!(matches!(author, Err(Error::Forbidden { .. })), "{author:?}");
    assert_eq!(posts_of(&admin, &draft).await.len(), 1);
}
