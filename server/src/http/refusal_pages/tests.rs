use axum::Router;
use axum::http::header::{ACCEPT, COOKIE, REFERER};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;

use super::super::{BODY_LIMIT, same_origin};
use super::*;

const FORM: &str = "application/x-www-form-urlencoded";

async fn fault() -> &'static str {
    panic!("a fault of ours")
}

async fn expired() -> AppError {
    AppError::new(ErrorKind::SignedOut, "session_expired", "Please sign in again.")
}

/// Doors that refuse in different ways, behind the layers that stand before the product's.
fn router() -> Router {
    let options = LeptosOptions::builder().output_name("igny8").build();
    let refuse = |kind: ErrorKind| move || async move { AppError::new(kind, "refused", "Not now.") };
    Router::new()
        .route("/fault", get(fault).post(fault))
        .route("/expired", get(expired).post(expired))
        .route("/limit", post(refuse(ErrorKind::TooMany)))
        .route("/credits", post(refuse(ErrorKind::CreditsNeeded)))
        .layer(from_fn(same_origin::refuse_foreign))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(options, show))
}

async fn answer(request: Request) -> (StatusCode, HeaderMap, String) {
    let (parts, body) = router().oneshot(request).await.expect("answers").into_parts();
    let body = to_bytes(body, 16 * BODY_LIMIT).await.expect("a body");
    (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
}

/// Asks for a page as a browser does, with a form when there is a body.
fn asks(path: &str, body: &str) -> Request {
    let method = if body.is_empty() { Method::GET } else { Method::POST };
    Request::builder()
        .method(method)
        .uri(path)
        .header(ACCEPT, "text/html")
        .header(CONTENT_TYPE, FORM)
        .header(REFERER, "https://x.example/sites/7?a=b")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body.to_owned()))
        .expect("a request")
}

#[tokio::test]
async fn a_fault_of_ours_is_a_page_that_tells_nothing_of_it() {
    let mut request = asks("/fault", "");
    request.headers_mut().remove(REFERER);
    let (status, _, page) = answer(request).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.contains("Something went wrong") && page.contains("href=\"/\""), "{page}");
    assert!(!page.contains("a fault of ours"));
    let mut request = asks("/fault", "");
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let (_, _, plain) = answer(request).await;
    assert!(!plain.contains("<html"));
}

#[tokio::test]
async fn a_refused_form_stands_on_the_page_with_all_it_sent_to_be_sent_again() {
    let id = "018f2b7e-0000-7000-8000-000000000001";
    let typed = "tag=b&tag=a&note=%3Cscript%3Ealert(1)%3C/script%3E&text=%0D%0A%3C/textarea%3E%26lt;";
    let body = format!("id={id}&{typed}");
    let hidden = format!("type=\"hidden\" name=\"id\" value=\"{id}\"");
    for (path, status) in [
        ("/limit?x=1", StatusCode::TOO_MANY_REQUESTS),
        ("/credits", StatusCode::PAYMENT_REQUIRED),
        ("/fault", StatusCode::INTERNAL_SERVER_ERROR),
    ] {
        let (answered, headers, page) = answer(asks(path, &body)).await;
        assert_eq!(answered, status, "{path}");
        let policy = headers.get(CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
        assert!(policy.is_some_and(|policy| policy.contains("form-action 'self'")), "{policy:?}");
        let form = format!("method=\"post\" action=\"{path}\"");
        let mut rest = page.as_str();
        // in the order they were sent in
        for part in [
            form.as_str(),
            "name=\"__from\" value=\"/sites/7?a=b\"",
            hidden.as_str(),
            "name=\"tag\" value=\"b\"",
            "name=\"tag\" value=\"a\"",
            "value=\"&lt;script&gt;alert(1)&lt;/script&gt;\"",
            ">\n\r\n&lt;/textarea&gt;&amp;lt;</textarea>",
            "Send it again",
        ] {
            let at = rest.find(part).unwrap_or_else(|| panic!("{path}: no {part} in {rest}"));
            rest = &rest[at + part.len()..];
        }
        assert!(!page.contains("<script"), "{page}");
    }
}

#[tokio::test]
async fn a_form_of_a_session_that_has_ended_waits_while_one_signs_in_beside_it() {
    let (status, headers, page) = answer(asks("/expired", "note=Mine")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert!(!headers.contains_key(LOCATION));
    for part in [
        "Your session has ended",
        "because you had been away for a while",
        "href=\"/sign-in?reason=session_expired&amp;next=%2Fsites%2F7%3Fa%3Db\"",
        "target=\"_blank\"",
        "value=\"Mine\"",
        "Send it again",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
}

#[tokio::test]
async fn without_a_form_a_session_that_has_ended_leads_to_the_door() {
    let mut upload = asks("/expired", "--x--");
    upload.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
    for (request, goal) in [(asks("/expired", ""), "%2Fexpired"), (upload, "%2Fsites%2F7%3Fa%3Db")] {
        let (status, headers, _) = answer(request).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let door = headers.get(LOCATION).and_then(|door| door.to_str().ok());
        assert_eq!(door, Some(format!("/sign-in?reason=session_expired&next={goal}").as_str()));
    }
}

#[tokio::test]
async fn passwords_and_keys_are_shown_by_no_page_and_are_typed_again() {
    let body = "username=ada&password=hunter2hunter2&api_key=sk-12345&primary_keyword=kettle";
    let (_, _, page) = answer(asks("/limit", body)).await;
    assert!(!page.contains("hunter2") && !page.contains("sk-12345"), "{page}");
    assert!(page.contains("name=\"password\"") && page.contains("name=\"api_key\""), "{page}");
    assert_eq!(page.matches("type=\"password\"").count(), 2, "{page}");
    assert!(page.contains("value=\"ada\"") && page.contains("value=\"kettle\""), "{page}");
}

#[tokio::test]
async fn of_a_form_that_is_too_long_the_page_says_where_it_may_still_be() {
    let body = format!("note={}", "a".repeat(BODY_LIMIT));
    for (path, status) in [("/limit", StatusCode::TOO_MANY_REQUESTS), ("/expired", StatusCode::UNAUTHORIZED)] {
        let (answered, _, page) = answer(asks(path, &body)).await;
        assert_eq!(answered, status);
        assert!(page.contains(ONE_PAGE_BACK) && !page.contains("Send it again"), "{page}");
    }
}

#[tokio::test]
async fn nothing_of_a_form_from_another_site_is_shown() {
    let mut request = asks("/limit", "note=Theirs");
    request.headers_mut().insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
    let (status, _, page) = answer(request).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(!page.contains("Theirs") && !page.contains("Send it again"), "{page}");
}

#[tokio::test]
async fn the_page_has_the_readers_theme() {
    let mut request = asks("/limit", "note=Mine");
    request.headers_mut().insert(COOKIE, HeaderValue::from_static("a=b; theme=dark"));
    let (_, _, page) = answer(request).await;
    assert!(page.contains("data-theme=\"dark\""), "{page}");
}
