//! Publishing once, against a site whose answers are lost at the worst moments.

use serde_json::{Map, Value, json};
use wiremock::matchers::{body_partial_json, query_param};
use wiremock::{MockServer, ResponseTemplate};
use wordpress::{Difference, Error, Marker, PostDraft, PostId, PostKind, PostStatus};

use crate::known::known;
use crate::support::{api, client, ok, post_json, refusal};

pub const RESERVED: &str = "<!-- shop:content=c-1 -->";
pub const FILLED: &str = "<p>Grind coarse.<!-- shop:content=c-1 --></p>";

pub fn draft() -> PostDraft {
    PostDraft {
        marker: Marker::new("shop:content", "c-1").expect("a marker"),
        known: None,
        kind: PostKind::Post,
        title: "Cold brew".to_owned(),
        slug: "cold-brew".to_owned(),
        content: "<p>Grind coarse.</p>".to_owned(),
        excerpt: String::new(),
        status: PostStatus::Publish,
        date: None,
        author: None,
        featured_media: None,
        categories: Vec::new(),
        tags: Vec::new(),
        meta: Map::new(),
    }
}

pub async fn mount_search(site: &MockServer, found: Vec<Value>) {
    api("GET", "/wp/v2/posts")
        .and(query_param("search", "shop:content=c-1"))
        .respond_with(ok(json!(found)))
        .mount(site)
        .await;
}

pub async fn mount_nothing_by_slug(site: &MockServer) {
    api("GET", "/wp/v2/posts").and(query_param("slug", "cold-brew")).respond_with(ok(json!([]))).mount(site).await;
}

/// Post 5 can be updated, and reads as `found` afterwards.
pub async fn mount_post(site: &MockServer, found: Value) {
    api("POST", "/wp/v2/posts/5").respond_with(ok(found.clone())).mount(site).await;
    api("GET", "/wp/v2/posts/5").respond_with(ok(found)).mount(site).await;
}

pub async fn creations(site: &MockServer) -> usize {
    let seen = site.received_requests().await.expect("a recording");
    let is_creation =
        |request: &&wiremock::Request| request.method == "POST" && request.url.path() == "/wp-json/wp/v2/posts";
    seen.iter().filter(is_creation).count()
}

#[tokio::test]
async fn a_new_post_is_reserved_as_an_empty_draft_and_then_filled() {
    let site = MockServer::start().await;
    mount_search(&site, vec![]).await;
    mount_nothing_by_slug(&site).await;
    let empty = json!({ "status": "draft", "content": RESERVED, "slug": "cold-brew" });
    api("POST", "/wp/v2/posts")
        .and(body_partial_json(empty))
        .respond_with(ResponseTemplate::new(201).set_body_json(post_json(5, "draft", RESERVED)))
        .expect(1)
        .mount(&site)
        .await;
    mount_post(&site, post_json(5, "publish", FILLED)).await;
    let published = client(&site.uri()).publish(&draft()).await.expect("published");
    assert_eq!(published.id, PostId(5));
    assert_eq!(published.status, PostStatus::Publish);
    assert_eq!(published.differences, vec![]);
}

#[tokio::test]
async fn a_post_whose_creation_went_unanswered_is_found_and_not_created_again() {
    let site = MockServer::start().await;
    // Not there before the creation, there afterwards.
    api("GET", "/wp/v2/posts")
        .and(query_param("search", "shop:content=c-1"))
        .respond_with(ok(json!([])))
        .up_to_n_times(1)
        .mount(&site)
        .await;
    mount_search(&site, vec![post_json(5, "draft", RESERVED)]).await;
    mount_nothing_by_slug(&site).await;
    api("POST", "/wp/v2/posts").respond_with(ResponseTemplate::new(504)).mount(&site).await;
    mount_post(&site, post_json(5, "publish", FILLED)).await;
    let published = client(&site.uri()).publish(&draft()).await.expect("published");
    assert_eq!(published.id, PostId(5));
    assert_eq!(creations(&site).await, 1);
}

#[tokio::test]
async fn an_unanswered_creation_that_left_no_trace_is_not_repeated_at_once() {
    let site = MockServer::start().await;
    mount_search(&site, vec![]).await;
    mount_nothing_by_slug(&site).await;
    api("POST", "/wp/v2/posts").respond_with(ResponseTemplate::new(504)).mount(&site).await;
    let error = client(&site.uri()).publish(&draft()).await.expect_err("unknown");
    assert!(error.is_transient() && error.may_have_happened());
    assert_eq!(creations(&site).await, 1);
}

#[tokio::test]
async fn a_creation_that_arrived_late_is_cleared_away_and_a_copy_reported() {
    let site = MockServer::start().await;
    let found = vec![
        post_json(9, "draft", RESERVED),
        post_json(8, "draft", FILLED),
        post_json(5, "publish", FILLED),
        // Found by the search, but another record's.
        post_json(4, "publish", "<p>shop:content=c-1 is what we search for</p>"),
    ];
    mount_search(&site, found).await;
    api("DELETE", "/wp/v2/posts/9").respond_with(ok(post_json(9, "trash", RESERVED))).expect(1).mount(&site).await;
    mount_post(&site, post_json(5, "publish", FILLED)).await;
    let published = client(&site.uri()).publish(&draft()).await.expect("published");
    assert_eq!(published.id, PostId(5));
    assert_eq!(published.copies, vec![PostId(8)]);
    assert_eq!(creations(&site).await, 0);
}

#[tokio::test]
async fn where_a_plugin_replaced_the_search_the_slug_leads_to_the_post() {
    let site = MockServer::start().await;
    mount_search(&site, vec![]).await;
    api("GET", "/wp/v2/posts")
        .and(query_param("slug", "cold-brew"))
        .respond_with(ok(json!([post_json(5, "draft", RESERVED)])))
        .mount(&site)
        .await;
    mount_post(&site, post_json(5, "publish", FILLED)).await;
    let published = client(&site.uri()).publish(&draft()).await.expect("published");
    assert_eq!(published.id, PostId(5));
    assert_eq!(creations(&site).await, 0);
}

#[tokio::test]
async fn an_update_without_an_answer_counts_when_the_site_holds_it() {
    for (content, arrived) in [(FILLED, true), (RESERVED, false)] {
        let site = MockServer::start().await;
        mount_search(&site, vec![post_json(5, "draft", RESERVED)]).await;
        api("POST", "/wp/v2/posts/5").respond_with(ResponseTemplate::new(502)).mount(&site).await;
        api("GET", "/wp/v2/posts/5").respond_with(ok(post_json(5, "publish", content))).mount(&site).await;
        let outcome = client(&site.uri()).publish(&draft()).await;
        assert_eq!(outcome.is_ok(), arrived, "{outcome:?}");
    }
}

#[tokio::test]
async fn what_the_site_made_of_it_is_listed() {
    let site = MockServer::start().await;
    mount_search(&site, vec![post_json(5, "draft", RESERVED)]).await;
    let mut found = post_json(5, "future", "<p>Grind fine.<!-- shop:content=c-1 --></p>");
    found["slug"] = json!("cold-brew-2");
    found["title"] = json!({ "raw": "Cold &amp; brew" });
    mount_post(&site, found).await;
    let mut draft = draft();
    draft.title = "Cold & brew".to_owned();
    draft.tags = vec![wordpress::TermId(4)];
    draft.featured_media = Some(wordpress::MediaId(3));
    draft.meta.insert("seo_title".to_owned(), json!("x"));
    let published = client(&site.uri()).publish(&draft).await.expect("published");
    let codes: Vec<_> = published.differences.iter().map(Difference::code).collect();
    let expected = ["content", "status", "slug", "featured_media", "tags", "meta"];
    assert_eq!(codes, expected);
    assert_eq!(
        published.differences[0].to_string(),
        "The text was changed by the site: \"<p>Grind coarse.</p>\" became \"<p>Grind fine.</p>\"."
    );
}

#[tokio::test]
async fn what_is_no_web_address_never_becomes_the_link() {
    for link in ["javascript:alert(1)", "java\nscript:alert(1)", "//evil.example/", "data:text/html,x", ""] {
        let site = MockServer::start().await;
        mount_search(&site, vec![post_json(5, "draft", RESERVED)]).await;
        let mut found = post_json(5, "publish", FILLED);
        found["link"] = json!(link);
        mount_post(&site, found).await;
        let published = client(&site.uri()).publish(&draft()).await.expect("published");
        assert_eq!(published.link, format!("{}/?p=5", site.uri()), "{link}");
    }
}

#[tokio::test]
async fn a_post_that_may_not_be_edited_is_not_doubled() {
    let site = MockServer::start().await;
    api("GET", "/wp/v2/posts/5").respond_with(refusal(403, "rest_forbidden_context", "not allowed")).mount(&site).await;
    let mut draft = draft();
    draft.known = Some(known(5));
    let error = client(&site.uri()).publish(&draft).await.expect_err("forbidden");
    assert!(matches!(error, Error::Forbidden { .. }), "{error:?}");
    assert_eq!(creations(&site).await, 0);
}
