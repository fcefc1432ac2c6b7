//! Answers that are too large, too slow, cut short or no HTTP at all.

use std::future::pending;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::support::{Server, answer, client, install_tls, read_head};
use safe_http::{Client, Error, Lookup, LookupFuture, Phase, Policy, Request, Response, Timeouts, TlsProblem};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

fn quick() -> Policy {
    Policy {
        max_body: 64 * 1024,
        timeouts: Timeouts {
            connect: Duration::from_secs(2),
            first_byte: Duration::from_millis(300),
            idle: Duration::from_millis(200),
            total: Duration::from_millis(600),
        },
        ..Policy::private_network()
    }
}

async fn get(address: &str) -> Result<Response, Error> {
    client(quick()).send(Request::get(address).expect("a request")).await
}

/// Sends `head`, then one byte for each tick, then leaves the connection open.
async fn slow_server(head: &'static str, tick: Duration, bytes: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        read_head(&mut stream).await;
        let _ = stream.write_all(head.as_bytes()).await;
        let mut ticks = tokio::time::interval(tick);
        for _ in 0..bytes {
            ticks.tick().await;
            let _ = stream.write_all(b"x").await;
        }
        pending::<()>().await;
    });
    format!("http://{address}/")
}

const ENDLESS: &str = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";

#[tokio::test]
async fn an_announced_oversize_body_is_not_read() {
    let server = Server::start(|_| answer("200 OK", "", &"x".repeat(65 * 1024))).await;
    let refused = get(&server.url("/")).await;
    assert!(matches!(refused, Err(Error::TooLarge { limit: 65_536, .. })));
}

#[tokio::test]
async fn an_unannounced_oversize_body_is_cut_off_while_it_streams() {
    let server = Server::start(|_| {
        let body = "x".repeat(10 * 1024 * 1024);
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{body}")
    })
    .await;
    let mut incoming = client(quick()).open(Request::get(&server.url("/")).expect("a request")).await.expect("a head");
    let mut received = 0;
    let ended = loop {
        match incoming.chunk().await {
            Ok(Some(piece)) => received += piece.len(),
            Ok(None) => panic!("read to the end"),
            Err(error) => break error,
        }
    };
    assert!(matches!(ended, Error::TooLarge { .. }));
    assert!(received <= 64 * 1024);
}

#[tokio::test]
async fn silence_before_the_answer_times_out() {
    let address = slow_server("", Duration::from_secs(60), 0).await;
    let error = get(&address).await.expect_err("timed out");
    assert!(matches!(error, Error::TimedOut { phase: Phase::FirstByte, .. }));
    assert!(error.may_have_arrived() && error.is_transient());
}

#[tokio::test]
async fn a_stalled_body_times_out() {
    let address = slow_server(ENDLESS, Duration::from_secs(60), 1).await;
    let error = get(&address).await.expect_err("timed out");
    let idle = quick().timeouts.idle;
    assert!(matches!(&error, Error::TimedOut { phase: Phase::Body, after, .. } if *after == idle), "{error:?}");
}

#[tokio::test]
async fn a_trickle_is_ended_by_the_overall_bound() {
    let started = Instant::now();
    let address = slow_server(ENDLESS, Duration::from_millis(20), 1_000).await;
    let error = get(&address).await.expect_err("timed out");
    let total = quick().timeouts.total;
    assert!(matches!(&error, Error::TimedOut { phase: Phase::Body, after, .. } if *after == total), "{error:?}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_cut_answer_is_an_error_and_may_have_been_acted_upon() {
    let server = Server::start(|line| match line {
        "get /body http/1.1" => "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf".to_owned(),
        _ => String::new(),
    })
    .await;
    for path in ["/body", "/nothing"] {
        let error = get(&server.url(path)).await.expect_err("cut");
        assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
        assert!(error.may_have_arrived() && error.is_transient());
    }
}

#[tokio::test]
async fn garbage_is_no_answer() {
    let server = Server::start(|_| "SSH-2.0-OpenSSH_9.2\r\n".to_owned()).await;
    let error = get(&server.url("/")).await.expect_err("garbage");
    assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
}

#[tokio::test]
async fn a_closed_port_is_a_failed_connection_and_nothing_arrived() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let error = get(&format!("http://{address}/")).await.expect_err("closed");
    assert!(matches!(error, Error::Connect { .. }), "{error:?}");
    assert!(!error.may_have_arrived());
}

/// A name server that knows nobody.
struct KnowsNobody;

impl Lookup for KnowsNobody {
    fn lookup(&self, _host: &str) -> LookupFuture {
        Box::pin(async { Err(std::io::Error::other("no such name")) })
    }
}

#[tokio::test]
async fn an_unknown_name_is_said_to_be_unknown() {
    install_tls();
    let client = Client::with_lookup(quick(), Arc::new(KnowsNobody)).expect("a client");
    let request = Request::get("http://exmaple.com/").expect("a request");
    let error = client.send(request).await.expect_err("unknown");
    let host = "exmaple.com".to_owned();
    assert_eq!(error, Error::Resolve { host });
}

#[tokio::test]
async fn a_self_signed_certificate_is_named_as_the_cause() {
    install_tls();
    let server = tls_server();
    let error = get(&server).await.expect_err("not trusted");
    assert!(matches!(&error, Error::Tls { problem: TlsProblem::UnknownIssuer, .. }), "{error:?}");
    assert!(!error.may_have_arrived() && !error.is_transient());
}

#[tokio::test]
async fn plain_http_where_tls_was_expected_is_a_tls_problem() {
    install_tls();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let _ = stream.write_all(answer("400 Bad Request", "", "").as_bytes()).await;
        pending::<()>().await;
    });
    let error = get(&format!("https://{address}/")).await.expect_err("no TLS");
    assert!(matches!(error, Error::Tls { .. }), "{error:?}");
}

/// A TLS server on a thread of its own, with a certificate it signed itself.
fn tls_server() -> String {
    let signed = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a pair");
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(signed.signing_key.serialize_der().into());
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![signed.cert.der().clone()], key)
        .expect("a configuration");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut tls = rustls::ServerConnection::new(config.into()).expect("a connection");
        while tls.is_handshaking() && tls.complete_io(&mut stream).is_ok() {}
    });
    format!("https://{address}/")
}

#[tokio::test]
async fn a_client_can_be_shared_between_tasks() {
    fn shareable<T: Clone + Send + Sync + 'static>(_: &T) {}
    shareable::<Client>(&client(quick()));
}
