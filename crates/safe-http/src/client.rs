//! Sends requests within the bounds of a policy, following redirects itself.

use std::sync::Arc;

use reqwest::Url;
use tokio::time::{Instant, timeout_at};

use crate::address::check_url;
use crate::failure::explain;
use crate::incoming::{Incoming, Limits, Response};
use crate::redirect::follow;
use crate::resolver::{GuardedResolver, Lookup, SystemLookup};
use crate::{Error, Phase, Policy, Request};

/// Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    policy: Arc<Policy>,
}

impl Client {
    /// # Errors
    /// `Setup` when no crypto provider is installed or the system's certificates can't be read.
    pub fn new(policy: Policy) -> Result<Self, Error> {
        Self::with_lookup(policy, Arc::new(SystemLookup))
    }

    /// A client that resolves names by `lookup`. What it answers is checked like any other answer.
    ///
    /// # Errors
    /// As for [`Client::new`].
    pub fn with_lookup(policy: Policy, lookup: Arc<dyn Lookup>) -> Result<Self, Error> {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            return Err(Error::Setup { cause: "no rustls crypto provider is installed".to_owned() });
        }
        let policy = Arc::new(policy);
        let resolver = GuardedResolver { lookup, policy: Arc::clone(&policy) };
        let http = reqwest::Client::builder()
            .user_agent(&policy.user_agent)
            .connect_timeout(policy.timeouts.connect)
            .redirect(reqwest::redirect::Policy::none())
            // A proxy from the environment would do the lookups and so undo the checks.
            .no_proxy()
            .referer(false)
            .dns_resolver(resolver)
            .build()
            .map_err(|failure| Error::Setup { cause: failure.to_string() })?;
        Ok(Self { http, policy })
    }

    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Sends the request and reads its answer whole.
    ///
    /// # Errors
    /// See [`Error`]. An answer of any status is an answer, not an error.
    pub async fn send(&self, request: Request) -> Result<Response, Error> {
        self.open(request).await?.whole().await
    }

    /// Sends the request and returns once the head of its answer is there.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn open(&self, mut request: Request) -> Result<Incoming, Error> {
        let deadline = Instant::now() + self.policy.timeouts.total;
        for _ in 0..=self.policy.max_redirects {
            let answer = self.exchange(&request, deadline).await?;
            match follow(&request, answer.status(), answer.headers(), &self.policy) {
                Some(next) => request = next,
                None => return Ok(self.incoming(request.url, answer, deadline)),
            }
        }
        Err(Error::TooManyRedirects { host: host_of(&request.url), limit: self.policy.max_redirects })
    }

    /// One request and the head of its answer, redirects not followed.
    async fn exchange(&self, request: &Request, deadline: Instant) -> Result<reqwest::Response, Error> {
        // Here rather than once before, since a redirect may lead anywhere.
        check_url(&request.url, &self.policy)?;
        let timeouts = &self.policy.timeouts;
        let sent = self
            .http
            .request(request.method.clone(), request.url.clone())
            .headers(request.headers.clone())
            .body(request.body.clone())
            .send();
        let until = deadline.min(Instant::now() + timeouts.first_byte);
        match timeout_at(until, sent).await {
            Ok(answer) => answer.map_err(|failure| explain(failure, &host_of(&request.url), timeouts)),
            Err(_) => Err(Error::TimedOut {
                host: host_of(&request.url),
                phase: Phase::FirstByte,
                after: timeouts.first_byte.min(timeouts.total),
            }),
        }
    }

    fn incoming(&self, url: Url, answer: reqwest::Response, deadline: Instant) -> Incoming {
        Incoming {
            status: answer.status(),
            headers: answer.headers().clone(),
            final_url: url,
            limits: Limits {
                max_body: self.policy.max_body,
                idle: self.policy.timeouts.idle,
                total: self.policy.timeouts.total,
                deadline,
            },
            received: 0,
            inner: answer,
        }
    }
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}
