//! The router as it is mounted, on a real database: what tests ask it, and how.

mod credits;
mod hostile;
mod missing;
mod neighbours;
mod pages;
mod sent_forms;
mod sessions;
mod two_sites;
mod visitors;
mod without_script;

use std::net::SocketAddr;
use std::sync::Arc;

use app::ai::sandbox::{SandboxImages, SandboxText};
use app::kit::clock::Clock;
use app::state::{AppState, Parts, Settings};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool};
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use crate::config::Config;

static DATABASE: OnceCell<String> = OnceCell::const_new();

/// A migrated database for the tests of this process that need no world of their own.
async fn shared_database() -> &'static str {
    DATABASE.get_or_init(|| new_database("http")).await
}

/// A migrated, empty database: its address.
async fn new_database(name: &str) -> String {
    let server = std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL is set; `make test` sets it");
    let name = format!("igny8_{name}_{}", std::process::id());
    let mut admin = PgConnection::connect(&server).await.expect("the test PostgreSQL answers");
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.expect("is made");
    let mut url: url::Url = server.parse().expect("a URL");
    url.set_path(&name);
    let pool = app::database::connect(url.as_str(), 4).await.expect("answers");
    app::database::migrate(&pool).await.expect("migrates");
    url.to_string()
}

/// The product's parts on a database, with the built-in models.
async fn state_on(database: &str) -> AppState {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let pool = app::database::connect(database, 4).await.expect("answers");
    let config = Config::for_tests();
    AppState::new(Parts {
        pool,
        clock: Clock::System,
        secret_key: [7; 32],
        text_model: Arc::new(SandboxText::new()),
        image_model: Arc::new(SandboxImages::new()),
        settings: Settings {
            public_url: config.public_url.clone(),
            secure_cookies: false,
            allow_private_addresses: true,
            data_dir: config.data_dir.clone(),
            embedding_model: None,
        },
    })
}

fn router_of(state: AppState) -> Router {
    super::router(&Config::for_tests(), state, CancellationToken::new())
}

async fn router() -> Router {
    router_of(state_on(shared_database().await).await)
}

/// The demo account on a database of its own, with a session of its person.
async fn demo(name: &str) -> (PgPool, Router, String) {
    let state = state_on(&new_database(name).await).await;
    let demo = app::demo::seed(&state).await.expect("the demo account is made");
    let (pool, router) = (state.pool().clone(), router_of(state));
    let fields = [("email", demo.email), ("password", demo.password.as_str())];
    let cookie = cookie_of(&call(&router, "", "accounts/sign_in", &fields).await);
    (pool, router, cookie)
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

async fn ask(router: &Router, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:3000");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::from(body.to_owned())).expect("a request");
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 9))));
    let response = router.clone().oneshot(request).await.expect("answers");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 10_000_000).await.expect("a body");
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

/// Calls a server function as our script does.
async fn call(router: &Router, cookie: &str, name: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = Serializer::new(String::new());
    for (field, value) in fields {
        form.append_pair(field, value);
    }
    let headers = [FORM, OWN, JSON, ("cookie", cookie)];
    ask(router, Method::POST, &format!("/sfn/{name}"), &headers, &form.finish()).await
}

/// A new person with an account of their own: the session they get.
async fn sign_up(router: &Router, email: &str) -> String {
    let fields = [("name", "Ada"), ("email", email), ("company", "Kettles"), ("password", "correct horse battery")];
    cookie_of(&call(router, "", "accounts/sign_up", &fields).await)
}

/// A site with its sector, and the industry that the two were chosen from.
#[derive(Clone, Copy, Debug)]
struct NewSite {
    site: Uuid,
    sector: Uuid,
    industry: Uuid,
}

/// Adds a site to the account that a session is of, in the first industry with its first sector.
async fn add_site(router: &Router, cookie: &str) -> NewSite {
    let industries = told(&call(router, cookie, "sites/industries", &[]).await);
    let industry = id_in(&industries[0]["id"]);
    let (in_industry, in_sector) = (industry.to_string(), id_in(&industries[0]["sectors"][0]["id"]).to_string());
    let fields = [
        ("name", "Kettles at home"),
        ("url", "https://kettles.example"),
        ("industry", in_industry.as_str()),
        ("sectors[0]", in_sector.as_str()),
        ("platform", "wordpress"),
        ("language", "en"),
    ];
    let site = id_in(&told(&call(router, cookie, "sites/create", &fields).await));
    let detail = told(&call(router, cookie, "sites/get", &[("id", site.to_string().as_str())]).await);
    NewSite { site, sector: id_in(&detail["sectors"][0]["id"]), industry }
}

/// The session that an answer gives, as a browser sends it back.
fn cookie_of(answer: &Answer) -> String {
    let pair = header(answer, "set-cookie").split(';').next().unwrap_or_default();
    assert!(!pair.is_empty(), "no session: {} {}", answer.status, answer.body);
    pair.to_owned()
}

/// A header of an answer; empty when it has none of the name.
fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// What is said in the address of the sign-in page, which an answer has to lead to.
fn sign_in_says(answer: &Answer) -> String {
    let here: url::Url = "http://127.0.0.1:3000".parse().expect("a URL");
    let door = here.join(header(answer, "location")).expect("an address");
    assert_eq!(door.path(), "/sign-in", "{} leads elsewhere", answer.status);
    door.query_pairs().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// What a server function answers when all is well.
fn told(answer: &Answer) -> Value {
    assert!(answer.status.is_success(), "{} {}", answer.status, answer.body);
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

fn id_in(value: &Value) -> Uuid {
    value.as_str().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("{value} is no id"))
}

/// The stable code of a server function's refusal; empty for an answer.
fn code_of(answer: &Answer) -> String {
    let error: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    error["code"].as_str().unwrap_or_default().to_owned()
}

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
const HTML: (&str, &str) = ("accept", "text/html");
const JSON: (&str, &str) = ("accept", "application/json");
