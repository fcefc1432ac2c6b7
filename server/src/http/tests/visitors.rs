//! The router as a visitor meets it: what is open, what asks for a session, what every answer carries.

use std::time::Duration;

use super::*;

/// An answer that does not end would hold up the test for as long as a stream lasts.
const PATIENCE: Duration = Duration::from_secs(20);

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
async fn the_feed_of_jobs_is_closed_to_a_visitor() {
    let router = router().await;
    for (cookie, reason) in [("", "signed_out"), ("igny8=of-no-session", "session_expired")] {
        let headers = [("accept", "text/event-stream"), ("cookie", cookie)];
        let asked = ask(&router, Method::GET, "/events/jobs", &headers, "");
        let answer = tokio::time::timeout(PATIENCE, asked).await.expect("the feed is open");
        let refused = (answer.status, header(&answer, "x-error-code"));
        assert_eq!(refused, (StatusCode::UNAUTHORIZED, reason), "{}", answer.body);
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
async fn only_while_it_is_developed_a_page_may_be_told_to_load_anew() {
    let state = state_on(shared_database().await).await;
    let reaches = async |reload_port| {
        let config = Config { reload_port, ..Config::for_tests() };
        let router = crate::http::router(&config, state.clone(), CancellationToken::new());
        let page = ask(&router, Method::GET, "/sign-in", &[HTML], "").await;
        let policy = header(&page, "content-security-policy").to_owned();
        policy.split("; ").find(|rule| rule.starts_with("connect-src")).map(str::to_owned)
    };
    assert_eq!(reaches(None).await.as_deref(), Some("connect-src 'self'"));
    let developed = "connect-src 'self' ws://127.0.0.1:3002/live_reload ws://localhost:3002/live_reload";
    assert_eq!(reaches(Some(3002)).await.as_deref(), Some(developed));
}

#[tokio::test]
async fn what_may_be_somebodys_is_kept_by_no_cache() {
    let router = router().await;
    let page = ask(&router, Method::GET, "/sign-in", &[HTML], "").await;
    assert_eq!(page.headers.get("cache-control").and_then(|value| value.to_str().ok()), Some("no-store"));
}

#[tokio::test]
async fn while_the_database_is_away_pages_say_so_and_the_process_lives() {
    let state = state_on(shared_database().await).await;
    let router = router_of(state.clone());
    state.pool().close().await;
    let cookie = ("cookie", "igny8=a-session");
    let page = ask(&router, Method::GET, "/", &[HTML, cookie], "").await;
    let headers = [FORM, OWN, ("accept", "application/json"), cookie];
    let call = ask(&router, Method::POST, "/sfn/jobs/list", &headers, "at=").await;
    for answer in [&page, &call] {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
        assert!(answer.headers.contains_key("retry-after"));
        assert!(answer.body.contains("briefly unavailable"), "{}", answer.body);
    }
    assert_eq!(ask(&router, Method::GET, "/healthz", &[], "").await.status, StatusCode::OK);
    assert_eq!(ask(&router, Method::GET, "/readyz", &[], "").await.status, StatusCode::SERVICE_UNAVAILABLE);
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
