//! What tests of the adapters share: a client for this machine, requests, and a server that says exactly what it is
//! told to, byte for byte.

use std::time::Duration;

use safe_http::{Client, Policy, Timeouts};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::http::provider_policy;
use super::prompts::{connection_request, meta_request};
use super::sandbox::samples;
use super::text::TextRequest;

/// A client with short limits, so that a silent server is found out soon.
pub(super) fn client() -> Client {
    // Another test of this process may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let short = Duration::from_millis(400);
    let timeouts = Timeouts { connect: short, first_byte: short, idle: short, total: Duration::from_secs(5) };
    Client::new(Policy { timeouts, ..provider_policy(true) }).expect("a client")
}

/// A request without a schema.
pub(super) fn plain_request() -> TextRequest {
    connection_request()
}

/// A request with a schema and a temperature.
pub(super) fn shaped_request() -> TextRequest {
    meta_request(&samples::meta())
}

/// A stream of events as a provider sends it: each with its data.
pub(super) fn sse(events: &[&str]) -> String {
    events.iter().map(|data| format!("data: {data}\n\n")).collect()
}

/// Serves one request with these bytes, cut at these places, and then hangs up, or keeps silent when told so.
pub(super) async fn raw_server(pieces: Vec<String>, hang_up: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut request = [0_u8; 64 * 1024];
        let _ = stream.read(&mut request).await;
        for piece in pieces {
            stream.write_all(piece.as_bytes()).await.expect("the client listens");
            stream.flush().await.expect("the client listens");
            tokio::task::yield_now().await;
        }
        if !hang_up {
            // Until the client has had enough.
            let _ = stream.read(&mut request).await;
        }
    });
    format!("http://{address}/v1")
}

/// The head of a stream without a length: its end is the end of the connection.
pub(super) const STREAM_HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

/// The head of a chunked stream, which can be seen to break off.
pub(super) const CHUNKED_HEAD: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

/// One chunk of a chunked body.
pub(super) fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}
