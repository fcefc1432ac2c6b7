//! Keeps what a plain form sent beside its request, while that is answered, so that a refusal can show it again. The
//! request goes on with the same body.

use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use futures::{StreamExt as _, stream};

use super::{BODY_LIMIT, same_origin};

/// What there is of a form.
#[derive(Debug)]
pub enum Sent {
    /// No form that a page of ours sent by itself.
    Nothing,
    /// One that is longer than handlers take, or that did not arrive whole.
    Unkept,
    /// As it was sent.
    Kept(Bytes),
}

/// Reads the form of a request, as long as any that is taken: an article of the greatest length has 3 MB once it is
/// encoded for the way.
pub async fn keep(request: Request) -> (Request, Sent) {
    if !is_plain_form(&request) {
        return (request, Sent::Nothing);
    }
    // said to be longer than is kept: nothing of it is waited for
    if usize::try_from(request.body().size_hint().lower()).unwrap_or(usize::MAX) > BODY_LIMIT {
        return (request, Sent::Unkept);
    }
    let (parts, body) = request.into_parts();
    let mut rest = body.into_data_stream();
    let mut read = Vec::new();
    while let Some(piece) = rest.next().await {
        match piece {
            Ok(piece) if read.len() + piece.len() <= BODY_LIMIT => read.extend_from_slice(&piece),
            last => {
                let whole = stream::iter([Ok(Bytes::from(read)), last]).chain(rest);
                return (Request::from_parts(parts, Body::from_stream(whole)), Sent::Unkept);
            }
        }
    }
    let form = Bytes::from(read);
    (Request::from_parts(parts, Body::from(form.clone())), Sent::Kept(form))
}

/// Whether a page of ours sent this by a form of fields without files. What another site sent is never shown.
fn is_plain_form(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (kind, _) = kind.split_once(';').unwrap_or((kind, ""));
    *request.method() == Method::POST
        && kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
        && same_origin::is_own(request.headers())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::to_bytes;

    use super::*;

    /// A form in pieces whose length nobody says.
    fn form(pieces: Vec<Bytes>) -> Request {
        let body = Body::from_stream(stream::iter(pieces.into_iter().map(Ok::<_, Infallible>)));
        Request::builder()
            .method(Method::POST)
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8")
            .body(body)
            .expect("a request")
    }

    async fn goes_on(request: Request) -> Bytes {
        to_bytes(request.into_body(), 2 * BODY_LIMIT).await.expect("arrives")
    }

    #[tokio::test]
    async fn what_is_kept_goes_on_as_it_was() {
        let (request, sent) = keep(form(vec![Bytes::from("a=b&"), Bytes::from("a=c")])).await;
        assert!(matches!(&sent, Sent::Kept(form) if form == "a=b&a=c"), "{sent:?}");
        assert_eq!(goes_on(request).await, "a=b&a=c");
    }

    #[tokio::test]
    async fn what_is_too_long_goes_on_whole_and_is_not_kept() {
        let mut whole = vec![b'a'; BODY_LIMIT];
        let pieces = vec![Bytes::from(whole.clone()), Bytes::from("b"), Bytes::from("c")];
        whole.extend_from_slice(b"bc");
        let (request, sent) = keep(form(pieces)).await;
        assert!(matches!(sent, Sent::Unkept));
        assert!(goes_on(request).await == whole, "it was changed on the way");

        let mut said = form(Vec::new());
        *said.body_mut() = Body::from(whole.clone());
        let (request, sent) = keep(said).await;
        assert!(matches!(sent, Sent::Unkept));
        assert!(goes_on(request).await == whole, "it was changed on the way");
    }

    #[tokio::test]
    async fn only_forms_of_our_own_pages_are_kept() {
        let change = |name: &'static str, value: &'static str| {
            let mut request = form(vec![Bytes::from("a=b")]);
            request.headers_mut().insert(name, value.parse().expect("a header"));
            request
        };
        let mut put = form(vec![Bytes::from("a=b")]);
        *put.method_mut() = Method::PUT;
        for other in [
            change("sec-fetch-site", "cross-site"),
            change("content-type", "multipart/form-data; boundary=x"),
            change("content-type", "application/json"),
            put,
        ] {
            let (request, sent) = keep(other).await;
            assert!(matches!(sent, Sent::Nothing), "{sent:?}");
            assert_eq!(goes_on(request).await, "a=b");
        }
    }
}
