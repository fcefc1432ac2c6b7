//! A request before it is sent.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde::Serialize;

use crate::{Error, Refusal};

/// Method, address, headers and body. Credentials are marked sensitive, so `Debug` hides them.
#[derive(Debug, Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Request {
    #[must_use]
    pub fn new(method: Method, url: Url) -> Self {
        Self { method, url, headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// # Errors
    /// [`Refusal::NotAnAddress`] when `address` is no URL; the policy is applied when sending.
    pub fn get(address: &str) -> Result<Self, Error> {
        Self::parse(Method::GET, address)
    }

    /// # Errors
    /// As for [`Request::get`].
    pub fn post(address: &str) -> Result<Self, Error> {
        Self::parse(Method::POST, address)
    }

    fn parse(method: Method, address: &str) -> Result<Self, Error> {
        let url = Url::parse(address.trim()).map_err(|_| Refusal::NotAnAddress)?;
        Ok(Self::new(method, url))
    }

    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// A raw body of the given media type.
    #[must_use]
    pub fn body(mut self, content_type: HeaderValue, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(CONTENT_TYPE, content_type)
    }

    /// A JSON body.
    ///
    /// # Errors
    /// When `value` has no JSON form, as with a map whose keys are not text.
    pub fn json(self, value: &impl Serialize) -> Result<Self, serde_json::Error> {
        let body = serde_json::to_vec(value)?;
        Ok(self.body(HeaderValue::from_static("application/json"), body))
    }

    /// HTTP Basic credentials (RFC 7617), in UTF-8.
    #[must_use]
    pub fn basic_auth(self, user: &str, password: &str) -> Self {
        let token = BASE64.encode(format!("{user}:{password}"));
        self.authorization(&format!("Basic {token}"))
    }

    /// A bearer token (RFC 6750). One with characters that no header can carry is left out, and the
    /// server will say that it is missing.
    #[must_use]
    pub fn bearer_auth(self, token: &str) -> Self {
        self.authorization(&format!("Bearer {token}"))
    }

    fn authorization(self, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.header(AUTHORIZATION, value)
            }
            Err(_) => self,
        }
    }

    /// Whether the request only reads, so that sending it anywhere and twice does no harm.
    pub(crate) fn only_reads(&self) -> bool {
        self.method.is_safe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_not_shown() {
        let request = Request::get("https://example.com").expect("a request").basic_auth("ada", "open sesame");
        let shown = format!("{request:?}");
        assert!(!shown.contains("open sesame") && !shown.contains("YWRh"));
        assert_eq!(request.headers[AUTHORIZATION], "Basic YWRhOm9wZW4gc2VzYW1l");
    }
}
