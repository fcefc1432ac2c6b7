//! Redirects: each hop is checked anew, and another origin learns nothing.

use crate::support::{Server, answer, client};
use safe_http::{Error, Method, Network, Policy, Refusal, Request, Url};

fn redirect(status: &str, to: &str) -> String {
    answer(status, &format!("location: {to}\r\n"), "")
}

#[tokio::test]
async fn a_redirect_to_metadata_is_refused_even_where_private_addresses_are_allowed() {
    let server = Server::start(|_| redirect("302 Found", "http://169.254.169.254/latest/")).await;
    let request = Request::get(&server.url("/")).expect("a request");
    let refused = client(Policy::private_network()).send(request).await;
    match refused {
        Err(Error::AddressRefused(Refusal::NotPublic { network, .. })) => {
            assert_eq!(network, Network::Metadata);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_redirect_to_another_scheme_is_refused() {
    let server = Server::start(|_| redirect("302 Found", "file:///etc/passwd")).await;
    let request = Request::get(&server.url("/")).expect("a request");
    let refused = client(Policy::private_network()).send(request).await;
    assert!(matches!(refused, Err(Error::AddressRefused(Refusal::Scheme(_)))));
}

#[tokio::test]
async fn credentials_stay_with_their_origin() {
    let other = Server::start(|_| answer("200 OK", "", "arrived")).await;
    let target = other.url("/there");
    let first = Server::start(move |line| match line {
        "get /here http/1.1" => redirect("301 Moved Permanently", "/within"),
        _ => redirect("302 Found", &target),
    })
    .await;
    let request = Request::get(&first.url("/here")).expect("a request").basic_auth("ada", "secret");
    let answer = client(Policy::private_network()).send(request).await.expect("an answer");

    assert_eq!(answer.text(), "arrived");
    assert_eq!(answer.final_url.as_str(), other.url("/there"));
    let within = first.requests();
    assert_eq!(within.len(), 2);
    assert!(within.iter().all(|head| head.contains("authorization:")));
    assert!(!other.requests()[0].contains("authorization"));
}

#[tokio::test]
async fn a_request_that_changes_something_is_not_turned_into_one_that_reads() {
    let server = Server::start(|_| redirect("301 Moved Permanently", "/elsewhere")).await;
    let request = Request::post(&server.url("/posts")).expect("a request");
    let answer = client(Policy::private_network()).send(request).await.expect("the redirect itself");
    assert_eq!(answer.status, 301);
    assert_eq!(answer.header("location"), Some("/elsewhere"));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_kept_method_is_followed_within_the_origin_and_nowhere_else() {
    let server = Server::start(|line| match line {
        "put /old http/1.1" => redirect("308 Permanent Redirect", "/new"),
        "put /new http/1.1" => answer("200 OK", "", "stored"),
        _ => redirect("307 Temporary Redirect", "http://127.0.0.2:9/new"),
    })
    .await;
    let put = |path: &str| {
        let url = Url::parse(&server.url(path)).expect("a URL");
        Request::new(Method::PUT, url)
    };
    let client = client(Policy::private_network());
    let stored = client.send(put("/old")).await.expect("followed");
    assert_eq!(stored.text(), "stored");
    let handed_back = client.send(put("/foreign")).await.expect("handed back");
    assert_eq!(handed_back.status, 307);
}

#[tokio::test]
async fn a_circle_ends() {
    let server = Server::start(|_| redirect("302 Found", "/")).await;
    let request = Request::get(&server.url("/")).expect("a request");
    let ended = client(Policy::private_network()).send(request).await;
    assert!(matches!(ended, Err(Error::TooManyRedirects { limit: 5, .. })));
    assert_eq!(server.requests().len(), 6);
}
