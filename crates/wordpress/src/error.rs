//! What can go wrong with a request to WordPress.

use std::time::Duration;

use crate::{Held, LooksLike, PostId};

/// A failed request. The sentences are for the person who connected the site; `code` is
/// WordPress's own word for the failure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("The site does not accept the user or application password any more. Connect it again.")]
    Unauthorized { code: String },
    #[error("The connected user may not do this: {message}")]
    Forbidden { code: String, message: String },
    #[error("The site does not know this item any more.")]
    NotFound { code: String },
    #[error("The site refused the request: {message}")]
    Refused { status: u16, code: String, message: String },
    #[error("Instead of data the site sent {looks_like}.")]
    NotJson { status: u16, looks_like: LooksLike },
    #[error("The site failed with error {status}. Try again later, or look into its error log.")]
    Server { status: u16, retry_after: Option<Duration> },
    #[error("The site asks for fewer requests. Try again later.")]
    RateLimited { retry_after: Option<Duration> },
    #[error("The site redirects to {to}. Connect it under that address.")]
    Redirected { to: String },
    #[error(transparent)]
    Network(#[from] safe_http::Error),
    /// JSON, but not of the expected shape. `cause` is for logs.
    #[error("The site's answer could not be understood. A plugin may have changed it.")]
    InvalidAnswer { cause: String },
    /// The post that was kept is not there, and none of ours is found in its stead. `title` is what
    /// another post, which has its number now, is called.
    #[error("{}", post_replaced(*id, title.as_deref()))]
    PostReplaced { id: PostId, title: Option<String> },
    /// Somebody worked on the post on the site, and an update would undo that. `found` is what the
    /// site holds now, for [`crate::Known::overwrite`].
    #[error("The post was changed on the site since it was last published: {}. Nothing was overwritten.", changed.join(", "))]
    PostEdited { id: PostId, changed: Vec<&'static str>, found: Box<Held> },
}

fn post_replaced(id: PostId, title: Option<&str>) -> String {
    match title {
        Some(title) => format!("Number {id} on the site is another post now, “{title}”. It was left alone."),
        None => format!("The article's post, number {id}, is no longer on the site."),
    }
}

impl Error {
    /// Whether the same request may well succeed later without anyone changing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Server { .. } | Self::RateLimited { .. } => true,
            Self::Network(error) => error.is_transient(),
            Self::Unauthorized { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Refused { .. }
            | Self::NotJson { .. }
            | Self::Redirected { .. }
            | Self::InvalidAnswer { .. }
            | Self::PostReplaced { .. }
            | Self::PostEdited { .. } => false,
        }
    }

    /// Whether WordPress may have done what was asked although no proper answer came. A gateway
    /// gives up while PHP goes on; a plugin dies after the post was saved.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::Server { .. } | Self::InvalidAnswer { .. } => true,
            Self::NotJson { status, .. } => (200..300).contains(status),
            Self::Network(error) => error.may_have_arrived(),
            Self::Unauthorized { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Refused { .. }
            | Self::RateLimited { .. }
            | Self::Redirected { .. }
            | Self::PostReplaced { .. }
            | Self::PostEdited { .. } => false,
        }
    }
}
