//! A server that speaks just enough HTTP to misbehave, and a client allowed to reach it.

use std::sync::{Arc, Mutex};

use safe_http::{Client, Policy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Listens on loopback and keeps the head of each request it was sent.
pub struct Server {
    pub port: u16,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers each request by what `reply` makes of its first line, then closes the connection.
    pub async fn start(reply: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let head = read_head(&mut stream).await;
                let first_line = head.lines().next().unwrap_or_default().to_owned();
                log.lock().expect("the log").push(head);
                // The client may have gone away by now, which is its right.
                let _ = stream.write_all(reply(&first_line).as_bytes()).await;
            }
        });
        Self { port, seen }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn requests(&self) -> Vec<String> {
        self.seen.lock().expect("the log").clone()
    }
}

/// Reads up to the empty line that ends a request's head.
pub async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte).await, Ok(1)) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).to_lowercase()
}

/// A complete answer.
pub fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}")
}

pub fn client(policy: Policy) -> Client {
    install_tls();
    Client::new(policy).expect("a client")
}

/// Tests of one binary share a process, so all but the first find it installed.
pub fn install_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
