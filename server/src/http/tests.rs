//! The router as a visitor meets it: what is open, what asks for a session, what every answer carries.

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

/// A migrated database for this process.
async fn database() -> &'static str {
    DATABASE
        .get_or_init(|| async {
            let server = std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL is set; `make test` sets it");
            let name = format!("igny8_http_{}", std::process::id());
            let mut admin = PgConnection::connect(&server).await.expect("the test PostgreSQL answers");
            sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.expect("is made");
            let mut url: url::Url = server.parse().expect("a URL");
            url.set_path(&name);
            let pool = app::database::connect(url.as_str(), 4).await.expect("answers");
            app::database::migrate(&pool).await.expect("migrates");
            url.to_string()
        })
        .await
}

async fn router() -> Router {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let pool = app::database::connect(database().await, 4).await.expect("answers");
    let config = Config::for_tests();
    let state = AppState::new(Parts {
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
    });
    super::router(&config, state, CancellationToken::new())
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

#[tokio::test]
async fn no_server_function_answers_a_visitor() {
    let router = router().await;
    let paths: Vec<&'static str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    assert!(paths.len() > 10, "the registry holds {} server functions", paths.len());
    for path in paths {
        assert!(path.starts_with("/sfn/"), "{path} has no fixed prefix");
        if path.starts_with("/sfn/accounts/") {
            continue;
        }
        for (kind, body) in [(FORM.1, ""), ("application/json", "{}")] {
            let answer =
                ask(&router, Method::POST, path, &[("content-type", kind), OWN, ("accept", "application/json")], body)
                    .await;
            assert!(!answer.status.is_success(), "{path} answered {} to a visitor: {}", answer.status, answer.body);
        }
    }
}

#[tokio::test]
async fn pages_lead_a_visitor_to_sign_in_and_back() {
    let router = router().await;
    for path in ["/", "/jobs", "/planner/keywords?status=new", "/writer/tasks", "/sites"] {
        let answer = ask(&router, Method::GET, path, &[("accept", "text/html")], "").await;
        assert_eq!(answer.status, StatusCode::FOUND, "{path}");
        let to = answer.headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert!(to.starts_with("/sign-in?next="), "{path} leads to {to}");
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let router = router().await;
    for headers in
        [vec![FORM], vec![FORM, ("sec-fetch-site", "cross-site")], vec![FORM, ("origin", "https://evil.example")]]
    {
        let answer = ask(&router, Method::POST, "/sfn/accounts/sign_in", &headers, "email=a&password=b").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
}

#[tokio::test]
async fn nothing_changes_by_a_get() {
    let router = router().await;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}");
    }
    let answer = ask(&router, Method::GET, "/sfn/accounts/sign_out", &[], "").await;
    assert!(!answer.status.is_success());
}

#[tokio::test]
async fn every_answer_forbids_what_it_does_not_need() {
    let router = router().await;
    let page = ask(&router, Method::GET, "/sign-in", &[("accept", "text/html")], "").await;
    assert_eq!(page.status, StatusCode::OK);
    let policy = page.headers.get("content-security-policy").and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("'nonce-") && !policy.contains("unsafe-inline"),
        "{policy}"
    );
    let other = ask(&router, Method::GET, "/healthz", &[], "").await;
    for answer in [&page, &other] {
        for header in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "x-request-id",
            "permissions-policy",
        ] {
            assert!(answer.headers.contains_key(header), "{header}");
        }
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so() {
    let router = router().await;
    let answer = ask(&router, Method::GET, "/no/such/page", &[("accept", "text/html")], "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("There is no such page"));
    assert_eq!(ask(&router, Method::GET, "/media/../../etc/passwd", &[], "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn signing_up_by_a_plain_form_signs_in_and_a_wrong_form_keeps_what_was_typed() {
    let router = router().await;
    let email = format!("ada{}@example.com", std::process::id());
    let body =
        |password: &str| format!("name=Ada&email={}&company=Home+Brew&password={password}", email.replace('@', "%40"));
    let html = ("accept", "text/html");
    let from = ("referer", "http://127.0.0.1:3000/sign-up");
    let wrong = ask(&router, Method::POST, "/sfn/accounts/sign_up", &[FORM, OWN, html, from], &body("short")).await;
    assert_eq!(wrong.status, StatusCode::FOUND, "{}", wrong.body);
    let back = wrong.headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = back.trim_start_matches("http://127.0.0.1:3000").to_owned();
    let page = ask(&router, Method::GET, &path, &[html], "").await;
    assert!(
        page.body.contains("Home Brew") && page.body.contains("at least 10 characters"),
        "the form came back empty"
    );

    let done =
        ask(&router, Method::POST, "/sfn/accounts/sign_up", &[FORM, OWN, html, from], &body("correct+horse+battery"))
            .await;
    assert_eq!(done.status, StatusCode::FOUND, "{}", done.body);
    let cookie = done.headers.get("set-cookie").and_then(|value| value.to_str().ok()).expect("a session");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let pair = cookie.split(';').next().expect("a pair");
    let page = ask(&router, Method::GET, "/", &[html, ("cookie", pair)], "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Add your first site"));
}
