//! Shows refusals and faults to whoever asked for a page: a plain form or a download that was refused, or a panic, is
//! answered with a page in words, and a session that is over leads to the door and back. A form that was refused stands
//! on that page with all that was typed, to be sent again; nothing of it is stored. Programs get the plain answer.

use app::accounts::account::sign_out_reason;
use app::kit::address::Address;
use app::kit::form::{asks_for_page, come_from, referrer_with};
use app::kit::{AppError, ErrorKind};
use app::shell::document::theme_of;
use app::shell::refusal::{Refusal, SentForm};
use app::ui::Theme;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use leptos::prelude::LeptosOptions;
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

use super::kept_form::{self, Sent};
use super::refusals;

/// Longest sentence that is looked at, in bytes.
const LONGEST: usize = 64 * 1024;
/// Longest address that carries an error back to the page of its form, in bytes: proxies take no longer ones.
const LONGEST_ADDRESS: usize = 8 * 1024;
/// The page shows our styles, letters and pictures, and sends its form to us.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'",
);
/// What to do where a form waits for a session.
const SIGN_IN_BESIDE: &str =
    "What you sent is kept on this page: sign in, which opens a new tab, then come back and send it again.";
/// Where a form may still be that is not shown.
const ONE_PAGE_BACK: &str = "It was too long to be kept here. Go one page back: it may still stand in the form there.";

pub async fn show(State(options): State<LeptosOptions>, request: Request, next: Next) -> Response {
    if !asks_for_page(request.headers()) {
        return next.run(request).await;
    }
    let (request, asked) = Asked::of(request).await;
    let response = next.run(request).await;
    if response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        refused_call(options, asked, response).await
    } else {
        refused(options, asked, response).await
    }
}

/// What is known of a request for a page once it has gone on.
struct Asked {
    /// Path and query.
    address: String,
    /// The page that it came from.
    came_from: Option<String>,
    /// Where somebody goes on who has to sign in first.
    goal: String,
    theme: Theme,
    sent: Sent,
}

impl Asked {
    /// Also lets a form that is sent again come from the page that it stood on first.
    async fn of(request: Request) -> (Request, Self) {
        let (mut request, sent) = kept_form::keep(request).await;
        if let Sent::Kept(form) = &sent
            && let Some(page) = SentForm::came_from(form)
        {
            come_from(request.headers_mut(), &page);
        }
        let address = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        let came_from = referrer_with(request.headers(), "", None);
        let goal = match *request.method() {
            Method::GET => address.clone(),
            _ => came_from.clone().unwrap_or_default(),
        };
        let theme = theme_of(request.headers());
        (request, Self { address, came_from, goal, theme, sent })
    }

    fn form(&self) -> Option<SentForm> {
        match &self.sent {
            Sent::Kept(form) => SentForm::read(&self.address, form),
            Sent::Nothing | Sent::Unkept => None,
        }
    }

    /// Whether the framework's answer to a refused call brings the form back whole, on the page that it stood on.
    fn comes_back_with(&self, error: &AppError, answer: &HeaderMap) -> bool {
        let is_led_back =
            self.came_from.is_some() && answer.get(LOCATION).is_some_and(|way| way.len() <= LONGEST_ADDRESS);
        is_led_back && self.form().is_some_and(|form| form.comes_back_with(error))
    }

    fn door(&self, code: &str) -> String {
        Address::sign_in(code, &self.goal).finish()
    }
}

/// A refusal as it was answered.
struct Told {
    status: StatusCode,
    /// The stable code of an error of ours; empty for others.
    code: String,
    /// The sentence of an error of ours.
    sentence: Option<String>,
    /// What a server function said.
    error: Option<AppError>,
}

impl Told {
    fn by_call(error: AppError) -> Self {
        let status = StatusCode::from_u16(error.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, code: error.code.clone(), sentence: Some(error.message.clone()), error: Some(error) }
    }

    fn too_large() -> Self {
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, code: String::new(), sentence: None, error: None }
    }
}

/// A server function refused a form, which the framework answers by leading back to the page that the form stood on,
/// with the error in its address. What would be lost on that way is shown here instead.
async fn refused_call(options: LeptosOptions, asked: Asked, response: Response) -> Response {
    if matches!(asked.sent, Sent::Nothing) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let answer = to_bytes(body, refusals::LONGEST).await.unwrap_or_default();
    let error = match serde_json::from_slice::<AppError>(&answer) {
        Ok(error) if !asked.comes_back_with(&error, &parts.headers) => error,
        _ => return Response::from_parts(parts, Body::from(answer)),
    };
    if let Some(seconds) = error.wait_seconds() {
        parts.headers.insert(RETRY_AFTER, seconds.into());
    }
    if let Ok(code) = HeaderValue::from_str(&error.code) {
        parts.headers.insert("x-error-code", code);
    }
    let told = match (&asked.sent, error.kind) {
        // the end of it was cut off, so it could not be read
        (Sent::Unkept, ErrorKind::Invalid) => Told::too_large(),
        _ => Told::by_call(error),
    };
    page(options, asked, parts, told)
}

/// Any other answer: one that is no refusal, or says enough, stays as it is.
async fn refused(options: LeptosOptions, asked: Asked, response: Response) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) || says_enough(response.headers()) {
        return response;
    }
    let code = response.headers().get("x-error-code").and_then(|code| code.to_str().ok()).map(str::to_owned);
    if status == StatusCode::UNAUTHORIZED && matches!(asked.sent, Sent::Nothing) {
        return Redirect::to(&asked.door(&code.unwrap_or_default())).into_response();
    }
    let (parts, body) = response.into_parts();
    let sentence = match code {
        Some(_) => to_bytes(body, LONGEST).await.ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()),
        None => None,
    };
    page(options, asked, parts, Told { status, code: code.unwrap_or_default(), sentence, error: None })
}

/// A page of the product, or an answer for our script.
fn says_enough(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

/// The page in the place of an answer, of which it keeps the other headers.
fn page(options: LeptosOptions, asked: Asked, mut parts: Parts, told: Told) -> Response {
    parts.status = told.status;
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.remove(LOCATION);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    let theme = asked.theme;
    Response::from_parts(parts, Body::from(app::refusal_document(options, theme, refusal(asked, told))))
}

/// What the page says and shows.
fn refusal(asked: Asked, told: Told) -> Refusal {
    let is_out = told.status == StatusCode::UNAUTHORIZED;
    let mut sent = asked.form();
    let (title, usual) = if is_out { words_of_ending(&told.code) } else { words(told.status) };
    // without a session, the reason says more than the sentence of the error
    let mut sentences = vec![told.sentence.filter(|_| !is_out).unwrap_or_else(|| usual.to_owned())];
    match (&mut sent, &told.error) {
        (Some(form), Some(error)) => sentences.extend(form.heed(error)),
        (None, _) if matches!(asked.sent, Sent::Unkept) => sentences.push(ONE_PAGE_BACK.to_owned()),
        _ => {}
    }
    if is_out && sent.is_some() {
        sentences.push(SIGN_IN_BESIDE.to_owned());
    }
    Refusal {
        status: told.status.as_u16(),
        title: title.to_owned(),
        sentence: sentences.join(" "),
        door: is_out.then(|| asked.door(&told.code)),
        came_from: asked.came_from,
        sent,
    }
}

/// What is said to somebody without a session, by the code of its end.
fn words_of_ending(code: &str) -> (&'static str, &'static str) {
    match sign_out_reason(code).filter(|_| code != "signed_out") {
        Some(reason) => ("Your session has ended", reason),
        None => ("You are not signed in", "Sign in to go on where you were."),
    }
}

/// What a status says to a person: the title, and the sentence where nothing better is known.
fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::PAYMENT_REQUIRED => ("Not enough credits", "Choose less at once, or get more credits."),
        StatusCode::FORBIDDEN => ("You may not do this", "Ask somebody who manages the account."),
        StatusCode::NOT_FOUND => ("There is nothing here", "It may have been deleted, or the address is mistyped."),
        StatusCode::METHOD_NOT_ALLOWED => ("There is nothing here", "The address takes forms, and shows no page."),
        StatusCode::CONFLICT => ("Not as things stand now", "Look at how they stand, then try again."),
        StatusCode::PAYLOAD_TOO_LARGE => ("That is too large", "Send less at once, then try again."),
        StatusCode::TOO_MANY_REQUESTS => ("Too many at once", "Wait a moment, then try again."),
        StatusCode::SERVICE_UNAVAILABLE => ("We will be right back", "Nothing was lost. Try again in a moment."),
        status if status.is_server_error() => (
            "Something went wrong",
            "It has been noted, and nothing was half done. Try again; if it happens once more, tell us.",
        ),
        _ => ("That did not work", "Look at what you sent, and try again."),
    }
}

#[cfg(test)]
mod tests {
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
}
