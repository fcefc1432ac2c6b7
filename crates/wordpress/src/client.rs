//! A site, and who we are there.

use safe_http::Request;

use crate::{RestRoot, Secret};

/// A user of the site and an application password of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    pub user: String,
    pub password: Secret,
}

/// Speaks to one site as one user. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    pub(crate) http: safe_http::Client,
    pub(crate) root: RestRoot,
    pub(crate) credentials: Credentials,
}

impl Client {
    /// `root` is the one that [`crate::connect`] found and the caller kept.
    #[must_use]
    pub fn new(http: safe_http::Client, root: RestRoot, credentials: Credentials) -> Self {
        Self { http, root, credentials }
    }

    #[must_use]
    pub fn root(&self) -> &RestRoot {
        &self.root
    }

    pub(crate) fn signed(&self, request: Request) -> Request {
        self.credentials.sign(request)
    }
}

impl Credentials {
    pub(crate) fn sign(&self, request: Request) -> Request {
        request.basic_auth(self.user.trim(), self.password.expose().trim())
    }
}
