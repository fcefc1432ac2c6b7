//! A site that answers as scripted, and credentials for it.

use safe_http::{Client as Http, Policy};
use serde_json::{Value, json};
use wiremock::matchers::{header_exists, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};
use wordpress::{Client, Credentials, RestRoot, Secret};

pub const PASSWORD: &str = "abcd EFGH ijkl MNOP";

pub fn http() -> Http {
    // All but the first test of a process find it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Http::new(Policy::private_network()).expect("a client")
}

pub fn credentials() -> Credentials {
    Credentials { user: "ada".to_owned(), password: Secret::new(PASSWORD) }
}

pub fn client(site: &str) -> Client {
    let root: RestRoot = format!("{site}/wp-json/").parse().expect("a root");
    Client::new(http(), root, credentials())
}

/// The start of a mock: method and path below the API's root.
pub fn api(verb: &str, route: &str) -> wiremock::MockBuilder {
    Mock::given(method(verb)).and(path(format!("/wp-json{route}")))
}

pub fn refusal(status: u16, code: &str, message: &str) -> ResponseTemplate {
    let body = json!({ "code": code, "message": message, "data": { "status": status } });
    ResponseTemplate::new(status).set_body_json(body)
}

pub fn page(status: u16, html: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(html.as_bytes(), "text/html")
}

pub fn ok(value: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(value)
}

pub fn post_json(id: i64, status: &str, content: &str) -> Value {
    json!({
        "id": id,
        "link": format!("https://example.com/?p={id}"),
        "status": status,
        "slug": "cold-brew",
        "title": { "raw": "Cold brew", "rendered": "Cold brew" },
        "content": { "raw": content, "rendered": content },
        "excerpt": { "raw": "", "rendered": "" },
        "featured_media": 0,
        "categories": [1],
        "tags": [],
        "date_gmt": "2026-01-02T03:04:05",
        "meta": [],
    })
}

/// Mounts the description that an ordinary WordPress gives of its API.
pub async fn mount_index(site: &MockServer) {
    let index = json!({
        "name": "Trial",
        "home": site.uri(),
        "namespaces": ["oembed/1.0", "wp/v2"],
        "authentication": { "application-passwords": { "endpoints": {} } },
    });
    api("GET", "/").respond_with(ResponseTemplate::new(200).set_body_json(index)).mount(site).await;
}

/// Mounts a signed-in user with the given capabilities.
pub async fn mount_me(site: &MockServer, capabilities: Value) {
    let me = json!({ "id": 7, "name": "Ada", "roles": ["author"], "capabilities": capabilities });
    api("GET", "/wp/v2/users/me")
        .and(header_exists("authorization"))
        .and(query_param("context", "edit"))
        .respond_with(ResponseTemplate::new(200).set_body_json(me))
        .mount(site)
        .await;
}
