//! Takes words out of addresses that other sites made up.
//!
//! A plain form that is refused leads back to its page with the refusal in the address: a sentence, and what had been
//! typed. Whoever writes such an address by hand could have a page of ours say anything, and fill in its forms.
//! Browsers say where an address was followed, so that one from elsewhere is shown without.

use app::kit::form::without_refusal;
use axum::extract::Request;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};

pub async fn leave_out(request: Request, next: Next) -> Response {
    let asked = *request.method() == Method::GET && is_foreign(request.headers());
    match request.uri().query().filter(|_| asked).and_then(without_refusal) {
        Some(rest) => Redirect::to(&rest).into_response(),
        None => next.run(request).await,
    }
}

/// Whether no page of ours led here. Browsers that do not say are too old to ask for more than words.
fn is_foreign(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin")
}
