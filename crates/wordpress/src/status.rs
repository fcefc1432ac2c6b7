//! The states of a post.

use serde::{Deserialize, Serialize};

/// A post's status, in WordPress's own words. Round-trips: what is read can be written back, the
/// statuses that plugins add included.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum PostStatus {
    Publish,
    /// Published by WordPress itself when its date comes and someone visits the site.
    Future,
    Draft,
    /// Waits for an editor of the site.
    Pending,
    /// Published for signed-in editors only.
    Private,
    Trash,
    /// Opened in the site's editor and never saved. Cannot be set from outside.
    AutoDraft,
    /// A status of some plugin.
    Other(String),
}

impl PostStatus {
    /// Those that may hold a post of ours. WordPress's own `any` leaves the trash out.
    pub(crate) const SEARCHED: &'static str = "publish,future,draft,pending,private,trash";

    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Publish => "publish",
            Self::Future => "future",
            Self::Draft => "draft",
            Self::Pending => "pending",
            Self::Private => "private",
            Self::Trash => "trash",
            Self::AutoDraft => "auto-draft",
            Self::Other(name) => name,
        }
    }
}

impl From<String> for PostStatus {
    fn from(name: String) -> Self {
        match name.as_str() {
            "publish" => Self::Publish,
            "future" => Self::Future,
            "draft" => Self::Draft,
            "pending" => Self::Pending,
            "private" => Self::Private,
            "trash" => Self::Trash,
            "auto-draft" => Self::AutoDraft,
            _ => Self::Other(name),
        }
    }
}

impl From<PostStatus> for String {
    fn from(status: PostStatus) -> Self {
        status.as_str().to_owned()
    }
}

impl std::fmt::Display for PostStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_survives_the_way_there_and_back() {
        let names = ["publish", "future", "draft", "pending", "private", "trash", "auto-draft", "in-review"];
        for name in names {
            let json = format!("\"{name}\"");
            let status: PostStatus = serde_json::from_str(&json).expect("a status");
            assert_eq!(serde_json::to_string(&status).expect("JSON"), json);
            assert_eq!(matches!(status, PostStatus::Other(_)), name == "in-review", "{name}");
        }
    }
}
