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
mod tests;
