//! The connection doctor: each obstacle is called by its own name.

use serde_json::json;
use wiremock::matchers::{body_string_contains, header_exists, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};
use wordpress::{Connection, Permalinks, Problem, connect};

use crate::support::{api, credentials, http, mount_index, mount_me, page, refusal};

async fn connecting(site: &MockServer) -> Result<Connection, Problem> {
    connect(&http(), &site.uri(), &credentials()).await
}

async fn code(site: &MockServer) -> &'static str {
    connecting(site).await.expect_err("a problem").code()
}

async fn mount_xmlrpc(site: &MockServer, answer: &str) {
    Mock::given(method("POST"))
        .and(path("/xmlrpc.php"))
        .and(body_string_contains("<string>ada</string>"))
        .respond_with(ResponseTemplate::new(200).set_body_string(answer))
        .mount(site)
        .await;
}

/// A site whose REST API answers every sign-in as if there had been no password.
async fn site_that_sees_no_password() -> MockServer {
    let site = MockServer::start().await;
    mount_index(&site).await;
    api("GET", "/wp/v2/users/me")
        .respond_with(refusal(401, "rest_not_logged_in", "You are not logged in."))
        .mount(&site)
        .await;
    site
}

/// Answers every address alike.
async fn site_answering(answer: ResponseTemplate) -> MockServer {
    let site = MockServer::start().await;
    Mock::given(method("GET")).respond_with(answer).mount(&site).await;
    site
}

#[tokio::test]
async fn a_site_in_order_is_described() {
    let site = MockServer::start().await;
    mount_index(&site).await;
    mount_me(&site, json!({ "publish_posts": true, "upload_files": 1 })).await;
    Mock::given(query_param("feed", "rss2"))
        .respond_with(page(200, "<generator>https://wordpress.org/?v=6.7.1</generator>"))
        .mount(&site)
        .await;
    let found = connecting(&site).await.expect("a connection");
    assert_eq!(found.site_name, "Trial");
    assert_eq!(found.version.as_deref(), Some("6.7.1"));
    assert_eq!(found.permalinks, Permalinks::Pretty);
    assert_eq!(found.user.name, "Ada");
    assert!(found.may.publish_posts && found.may.upload_files);
    assert!(!found.may.unfiltered_html && !found.may.manage_categories);
}

#[tokio::test]
async fn without_permalinks_the_other_spelling_is_found_and_kept() {
    let site = MockServer::start().await;
    let index = json!({ "name": "Plain", "namespaces": ["wp/v2"], "authentication": [] });
    Mock::given(query_param("rest_route", "/"))
        .respond_with(ResponseTemplate::new(200).set_body_json(index))
        .mount(&site)
        .await;
    let me = json!({ "id": 7, "name": "Ada", "capabilities": { "publish_posts": true } });
    Mock::given(query_param("rest_route", "/wp/v2/users/me"))
        .respond_with(ResponseTemplate::new(200).set_body_json(me))
        .mount(&site)
        .await;
    let found = connecting(&site).await.expect("a connection");
    assert_eq!(found.permalinks, Permalinks::Plain);
    assert!(found.root.to_string().ends_with("/?rest_route=/"));
    assert_eq!(found.version, None);
}

#[tokio::test]
async fn the_front_page_may_name_another_place() {
    let site = MockServer::start().await;
    let link = format!("<{}/blog/api/>; rel=\"https://api.w.org/\"", site.uri());
    Mock::given(path("/blog/api/"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "namespaces": ["wp/v2"] })))
        .mount(&site)
        .await;
    Mock::given(path("/blog/api/wp/v2/users/me"))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_json(json!({ "id": 7, "name": "Ada", "capabilities": { "publish_posts": true } })),
        )
        .mount(&site)
        .await;
    Mock::given(path("/"))
        .respond_with(page(200, "<html></html>").insert_header("link", link))
        .with_priority(10)
        .mount(&site)
        .await;
    let found = connecting(&site).await.expect("a connection");
    assert_eq!(found.root.to_string(), format!("{}/blog/api/", site.uri()));
}

#[tokio::test]
async fn a_place_that_cannot_be_read_is_passed_over() {
    for link in [">a<https://api.w.org/>", "https://api.w.org/", "<https://api.w.org/", ">https://api.w.org/<"] {
        let site = site_answering(page(200, "<title>A bakery</title>").insert_header("link", link)).await;
        assert_eq!(code(&site).await, "not_wordpress", "{link}");
    }
}

#[tokio::test]
async fn a_stripped_header_a_wrong_password_and_neither_are_told_apart() {
    let rows = [
        ("<methodResponse><name>isAdmin</name>", "header_stripped"),
        ("<methodResponse><fault><int>403</int></fault>", "wrong_credentials"),
        ("<methodResponse><fault><int>405</int></fault>", "credentials_not_accepted"),
    ];
    for (answer, expected) in rows {
        let site = site_that_sees_no_password().await;
        mount_xmlrpc(&site, answer).await;
        assert_eq!(code(&site).await, expected);
    }
}

#[tokio::test]
async fn a_refusal_that_names_its_cause_needs_no_second_opinion() {
    let rows = [
        ("incorrect_password", "wrong_credentials"),
        ("invalid_username", "wrong_credentials"),
        ("application_passwords_disabled_for_user", "application_passwords_off"),
    ];
    for (answer, expected) in rows {
        let site = MockServer::start().await;
        mount_index(&site).await;
        api("GET", "/wp/v2/users/me").respond_with(refusal(401, answer, "")).mount(&site).await;
        assert_eq!(code(&site).await, expected);
    }
}

#[tokio::test]
async fn application_passwords_switched_off_are_seen_in_the_index() {
    let site = MockServer::start().await;
    let index = json!({ "name": "x", "namespaces": ["wp/v2"], "authentication": [] });
    api("GET", "/").respond_with(ResponseTemplate::new(200).set_body_json(index)).mount(&site).await;
    api("GET", "/wp/v2/users/me").respond_with(refusal(401, "rest_not_logged_in", "")).mount(&site).await;
    assert_eq!(code(&site).await, "application_passwords_off");
}

#[tokio::test]
async fn an_api_for_signed_in_users_only_is_tried_signed_in() {
    let site = MockServer::start().await;
    api("GET", "/")
        .and(header_exists("authorization"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "namespaces": ["wp/v2"] })))
        .mount(&site)
        .await;
    api("GET", "/").respond_with(refusal(401, "rest_login_required", "")).with_priority(10).mount(&site).await;
    mount_me(&site, json!({ "publish_posts": true })).await;
    assert!(connecting(&site).await.is_ok());

    let closed = site_answering(refusal(401, "rest_login_required", "")).await;
    mount_xmlrpc(&closed, "<methodResponse><fault><int>403</int></fault>").await;
    assert_eq!(code(&closed).await, "wrong_credentials");
    let off = site_answering(refusal(403, "rest_disabled", "")).await;
    assert_eq!(code(&off).await, "rest_disabled");
}

#[tokio::test]
async fn a_contributor_may_not_publish() {
    let site = MockServer::start().await;
    mount_index(&site).await;
    mount_me(&site, json!({ "edit_posts": true })).await;
    let problem = connecting(&site).await.expect_err("a problem");
    assert_eq!(problem.to_string(), "Ada may not publish on this site.");
}

#[tokio::test]
async fn pages_in_the_place_of_the_api_are_told_apart() {
    let wordpress = "<link href='/wp-content/themes/x/style.css'>";
    let rows = [
        (page(200, "<title>A bakery</title>"), "not_wordpress"),
        (page(404, "<title>Not found</title>"), "not_wordpress"),
        (page(404, wordpress), "rest_disabled"),
        (page(403, "<title>Forbidden</title>"), "firewall"),
        (page(503, "<p>Sucuri WebSite Firewall</p>"), "firewall"),
        (page(503, "<title>Maintenance</title>"), "server_error"),
        (page(429, "<title>Slow down</title>"), "rate_limited"),
        (page(200, "<br /><b>Warning</b>: x{\"name\":1}"), "unreadable"),
        (page(401, "<title>Sign in</title>").insert_header("www-authenticate", "Basic"), "password_protected"),
    ];
    for (answer, expected) in rows {
        let site = site_answering(answer).await;
        assert_eq!(code(&site).await, expected);
    }
}

#[tokio::test]
async fn a_redirect_to_another_host_is_reported_and_gets_no_password() {
    let elsewhere = MockServer::start().await;
    mount_index(&elsewhere).await;
    let to = format!("{}/wp-json/", elsewhere.uri());
    let site = site_answering(ResponseTemplate::new(301).insert_header("location", to)).await;
    match connecting(&site).await {
        Err(Problem::RedirectsElsewhere { to }) => assert_eq!(to, elsewhere.uri()),
        other => panic!("{other:?}"),
    }
    let seen = elsewhere.received_requests().await.expect("a recording");
    let carried = |request: &wiremock::Request| request.headers.contains_key("authorization");
    assert!(!seen.iter().any(carried));
}

#[tokio::test]
async fn network_failures_keep_their_cause() {
    let circle = site_answering(ResponseTemplate::new(302).insert_header("location", "/")).await;
    assert_eq!(code(&circle).await, "redirect_loop");
    let closed = "http://127.0.0.1:9/";
    let problem = connect(&http(), closed, &credentials()).await;
    assert_eq!(problem.expect_err("closed").code(), "cannot_connect");
    let metadata = connect(&http(), "http://169.254.169.254", &credentials()).await;
    assert_eq!(metadata.expect_err("refused").code(), "address_refused");
}
