//! An answer: as it arrives, and whole.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{AsHeaderName, HeaderMap};
use reqwest::{StatusCode, Url};
use tokio::time::{Instant, timeout_at};

use crate::{Error, Phase};

/// An answer whose body is still arriving, for those who read as it comes. The bounds of the policy
/// hold for every piece.
#[derive(Debug)]
pub struct Incoming {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Where the answer came from, after redirects.
    pub final_url: Url,
    pub(crate) inner: reqwest::Response,
    pub(crate) limits: Limits,
    pub(crate) received: usize,
}

/// What is left of a request's allowance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) max_body: usize,
    pub(crate) idle: Duration,
    pub(crate) total: Duration,
    pub(crate) deadline: Instant,
}

/// An answer read to its end.
#[derive(Debug, Clone)]
pub struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Where the answer came from, after redirects.
    pub final_url: Url,
}

impl Incoming {
    /// The next piece of the body, or `None` at its end.
    ///
    /// # Errors
    /// `TooLarge` as soon as the body passes the bound, `TimedOut` when it stalls or takes too long,
    /// `Protocol` when it breaks off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let idle_until = Instant::now() + self.limits.idle;
        let (until, after) = if idle_until < self.limits.deadline {
            (idle_until, self.limits.idle)
        } else {
            (self.limits.deadline, self.limits.total)
        };
        let piece = timeout_at(until, self.inner.chunk())
            .await
            .map_err(|_| Error::TimedOut { host: self.host(), phase: Phase::Body, after })?
            .map_err(|failure| Error::Protocol { host: self.host(), cause: failure.without_url().to_string() })?;
        if let Some(piece) = &piece {
            self.received = self.received.saturating_add(piece.len());
            self.check_size(self.received)?;
        }
        Ok(piece)
    }

    /// Reads the body to its end.
    ///
    /// # Errors
    /// As for [`Incoming::chunk`].
    pub async fn whole(mut self) -> Result<Response, Error> {
        // A server that announces too much need not be listened to.
        let announced = self.inner.content_length().unwrap_or(0);
        self.check_size(usize::try_from(announced).unwrap_or(usize::MAX))?;
        let mut body = BytesMut::new();
        while let Some(piece) = self.chunk().await? {
            body.extend_from_slice(&piece);
        }
        Ok(Response { status: self.status, headers: self.headers, body: body.freeze(), final_url: self.final_url })
    }

    fn check_size(&self, bytes: usize) -> Result<(), Error> {
        let limit = self.limits.max_body;
        if bytes > limit {
            let host = self.host();
            return Err(Error::TooLarge { host, limit });
        }
        Ok(())
    }

    fn host(&self) -> String {
        self.final_url.host_str().unwrap_or_default().to_owned()
    }
}

impl Response {
    /// The body as text; bytes that are not UTF-8 become U+FFFD.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header's value, when there is one and it is plain text.
    #[must_use]
    pub fn header(&self, name: impl AsHeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
