//! The router as it is mounted, on a real database: what tests ask it, and how.

mod neighbours;
mod pages;
mod visitors;

use std::net::SocketAddr;
use std::sync::Arc;

use app::ai::sandbox::{SandboxImages, SandboxText};
use app::kit::clock::Clock;
use app::state::{AppState, Parts, Settings};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

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

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
const HTML: (&str, &str) = ("accept", "text/html");
