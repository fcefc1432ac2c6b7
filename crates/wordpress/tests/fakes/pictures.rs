//! Pictures, uploaded once and taken away again, against a media library that answers as scripted.

use safe_http::Bytes;
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, query_param};
use wiremock::{MockServer, ResponseTemplate};
use wordpress::{KnownMedia, MediaId, MediaUpload};

use crate::support::{api, client, ok};

const KEY: &str = "0192f3aa-1111-7222-8333-444455556666";

fn upload(name: &str) -> MediaUpload {
    MediaUpload {
        key: KEY.to_owned(),
        name: name.to_owned(),
        content_type: "image/png".to_owned(),
        bytes: Bytes::from_static(b"png"),
        alt_text: "A jar".to_owned(),
    }
}

fn picture(id: i64, file: &str) -> Value {
    json!({
        "id": id,
        "slug": file.split('.').next(),
        "source_url": format!("https://example.com/uploads/{file}"),
        "alt_text": "A jar",
        "post": null,
        "media_details": { "sizes": { "full": {} } },
    })
}

fn known(id: i64, url: &str) -> KnownMedia {
    KnownMedia { id: MediaId(id), url: url.to_owned(), key: KEY.to_owned() }
}

async fn mount_list(site: &MockServer, parameter: &str, value: &str, found: Vec<Value>) {
    api("GET", "/wp/v2/media").and(query_param(parameter, value)).respond_with(ok(json!(found))).mount(site).await;
}

#[tokio::test]
async fn a_picture_that_arrived_unanswered_is_finished_and_not_sent_again() {
    let site = MockServer::start().await;
    let mut arrived = picture(11, "cold-brew-444455556666.png");
    arrived["alt_text"] = json!("");
    arrived["media_details"] = json!([]);
    api("GET", "/wp/v2/media")
        .and(query_param("search", "444455556666"))
        .respond_with(ok(json!([])))
        .up_to_n_times(1)
        .mount(&site)
        .await;
    mount_list(&site, "search", "444455556666", vec![arrived.clone()]).await;
    mount_list(&site, "slug", "cold-brew-444455556666", vec![]).await;
    api("POST", "/wp/v2/media").respond_with(ResponseTemplate::new(500)).expect(1).mount(&site).await;
    api("POST", "/wp/v2/media/11/post-process").respond_with(ok(arrived)).expect(1).mount(&site).await;
    api("POST", "/wp/v2/media/11")
        .and(body_partial_json(json!({ "alt_text": "A jar" })))
        .respond_with(ok(picture(11, "cold-brew-444455556666.png")))
        .mount(&site)
        .await;
    let media = client(&site.uri()).upload_media(&upload("Cold brew")).await.expect("media");
    assert_eq!((media.id, media.alt_text.as_str()), (MediaId(11), "A jar"));
}

#[tokio::test]
async fn a_picture_is_found_by_its_key_though_the_article_is_called_otherwise_now() {
    let site = MockServer::start().await;
    let found = vec![
        // what an editor of the site cut out of ours
        picture(14, "cold-brew-444455556666-edited.png"),
        picture(11, "cold-brew-444455556666.png"),
        // somebody's, whose title happens to hold the key
        picture(3, "444455556666.png"),
    ];
    mount_list(&site, "search", "444455556666", found).await;
    let media = client(&site.uri()).upload_media(&upload("Slow coffee")).await.expect("media");
    assert_eq!(media.id, MediaId(11));
}

#[tokio::test]
async fn where_a_plugin_replaced_the_search_the_slug_leads_to_the_picture() {
    let site = MockServer::start().await;
    mount_list(&site, "search", "444455556666", vec![]).await;
    let found = vec![picture(11, "cold-brew-444455556666.png")];
    mount_list(&site, "slug", "cold-brew-444455556666", found).await;
    let media = client(&site.uri()).upload_media(&upload("Cold brew")).await.expect("media");
    assert_eq!(media.id, MediaId(11));
}

#[tokio::test]
async fn a_kept_number_counts_only_where_it_is_our_picture() {
    let site = MockServer::start().await;
    for (id, file) in [(11, "cold-brew-444455556666.png"), (12, "renamed-by-a-plugin.png"), (13, "holiday.png")] {
        let route = format!("/wp/v2/media/{id}");
        api("GET", &route).respond_with(ok(picture(id, file))).mount(&site).await;
    }
    let client = client(&site.uri());
    let by_key = client.keep_media(&known(11, "https://example.com/elsewhere.png"), "A jar").await.expect("asked");
    assert_eq!(by_key.expect("ours").id, MediaId(11));
    let by_address = known(12, "https://example.com/uploads/renamed-by-a-plugin.png");
    assert!(client.keep_media(&by_address, "A jar").await.expect("asked").is_some());
    let strange = known(13, "https://example.com/uploads/cold-brew-444455556666.png");
    assert_eq!(client.keep_media(&strange, "A jar").await.expect("asked"), None);
    assert!(!client.remove_media(&strange).await.expect("asked"), "a stranger's picture stays");
}

#[tokio::test]
async fn a_picture_is_removed_unless_somebody_put_it_to_another_use() {
    for (shown_in, attached_to, removed) in [(None, None, true), (Some("pages"), None, false), (None, Some(8), false)] {
        let site = MockServer::start().await;
        let mut ours = picture(11, "cold-brew-444455556666.png");
        ours["post"] = json!(attached_to);
        api("GET", "/wp/v2/media/11").respond_with(ok(ours.clone())).mount(&site).await;
        for kind in ["posts", "pages"] {
            let text = "<img src=\"https://example.com/uploads/cold-brew-444455556666.png\">";
            let found: Vec<Value> =
                if shown_in == Some(kind) { vec![crate::support::post_json(4, "publish", text)] } else { Vec::new() };
            api("GET", &format!("/wp/v2/{kind}"))
                .and(query_param("search", "444455556666"))
                .respond_with(ok(json!(found)))
                .mount(&site)
                .await;
        }
        api("DELETE", "/wp/v2/media/11")
            .and(query_param("force", "true"))
            .respond_with(ok(json!({ "deleted": true, "previous": ours })))
            .expect(u64::from(removed))
            .mount(&site)
            .await;
        let known = known(11, "https://example.com/uploads/cold-brew-444455556666.png");
        assert_eq!(client(&site.uri()).remove_media(&known).await, Ok(removed), "{shown_in:?} {attached_to:?}");
    }
}
