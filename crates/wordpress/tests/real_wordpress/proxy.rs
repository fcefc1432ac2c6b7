//! A proxy before the site that does what bad hosts and bad lines do.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What to do to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// Carry it out and drop the connection instead of answering.
    LoseAnswer,
    /// Drop the connection without carrying it out.
    LoseRequest,
    /// Remove the Authorization header, as CGI set-ups do.
    StripAuthorization,
}

pub struct Proxy {
    pub url: String,
    faults: Arc<AtomicUsize>,
}

impl Proxy {
    /// `choose` sees each request's first line and how many faults there have been.
    pub async fn start(site: &str, choose: impl Fn(&str, usize) -> Fault + Send + Sync + 'static) -> Self {
        let target = site.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let faults = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&faults);
        let choose = Arc::new(choose);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (target, count, choose) = (target.clone(), count.clone(), choose.clone());
                tokio::spawn(async move {
                    relay(stream, &target, &count, choose.as_ref()).await;
                });
            }
        });
        Self { url, faults }
    }

    pub fn faults(&self) -> usize {
        self.faults.load(Ordering::SeqCst)
    }
}

/// One request a connection: the site is asked to close after its answer, and so is the client.
async fn relay(
    mut client: TcpStream,
    target: &str,
    faults: &AtomicUsize,
    choose: &(impl Fn(&str, usize) -> Fault + ?Sized),
) {
    let Some((head, body)) = read_request(&mut client).await else {
        return;
    };
    let fault = choose(head.lines().next().unwrap_or_default(), faults.load(Ordering::SeqCst));
    if fault != Fault::None {
        faults.fetch_add(1, Ordering::SeqCst);
    }
    if fault == Fault::LoseRequest {
        return;
    }
    let kept = head.lines().filter(|line| {
        let line = line.to_ascii_lowercase();
        let stripped = fault == Fault::StripAuthorization && line.starts_with("authorization:");
        !line.is_empty() && !line.starts_with("connection:") && !stripped
    });
    let head: String = kept.map(|line| format!("{line}\r\n")).collect();
    let mut site = TcpStream::connect(target).await.expect("the site");
    let head = format!("{head}Connection: close\r\n\r\n");
    site.write_all(head.as_bytes()).await.expect("sent");
    site.write_all(&body).await.expect("sent");
    let mut answer = Vec::new();
    site.read_to_end(&mut answer).await.expect("an answer");
    if fault != Fault::LoseAnswer {
        // The client may have gone away by now, which is its right.
        let _ = client.write_all(&answer).await;
    }
}

async fn read_request(client: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await.ok()?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    client.read_exact(&mut body).await.ok()?;
    Some((head, body))
}
