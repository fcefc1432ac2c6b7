//! What became of an article on its site, as both sides know it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::integrations::ConnectionState;
use crate::kit::id::{ContentId, SiteId};
use crate::ui::Tone;
use crate::writer::{ContentStatus, SiteStatus};

/// Articles that are published directly at once; more are for the schedule.
pub const MAX_DIRECT: usize = 5;

/// Codes of failures after which a person has to decide.
pub const POST_EDITED: &str = "site_post_edited";
pub const POST_REPLACED: &str = "site_post_replaced";
pub const ANOTHERS_POST: &str = "site_anothers_post";

crate::words! {
    /// What a person may decide where publishing stopped, since going on by itself could destroy something.
    pub enum Decision {
        /// What was changed on the site since it was last published is overwritten.
        Overwrite = "overwrite",
        /// The post that was known is given up; the article becomes a new one.
        Anew = "anew",
    }
}

impl Decision {
    /// What is left to decide after a failure.
    #[must_use]
    pub fn after(code: &str) -> Option<Self> {
        match code {
            POST_EDITED => Some(Self::Overwrite),
            POST_REPLACED | ANOTHERS_POST => Some(Self::Anew),
            _ => None,
        }
    }
}

/// One thing in which the site's post is not what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Stable: `title`, `content`, `slug`, …
    pub code: String,
    pub sentence: String,
}

/// An article and its post, for the panel beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationView {
    pub content: ContentId,
    pub site: SiteId,
    pub status: ContentStatus,
    pub site_status: SiteStatus,
    /// The article's version now.
    pub version: i64,
    /// None: the site is not connected.
    pub connection: Option<ConnectionState>,
    pub post: Option<Post>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// What somebody has to decide before it can go on.
    pub decision: Option<Decision>,
    /// Pictures that are wanted and not made: they would be missing.
    pub missing_images: i64,
    /// Written by the sample model.
    pub sample: bool,
    pub may_publish: bool,
}

/// The post on the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub url: String,
    /// The article's version that is live.
    pub version: i64,
    /// Its pictures are those that stand here.
    pub same_pictures: bool,
    pub differences: Vec<Difference>,
    /// When it was last read back from the site.
    pub verified_at: DateTime<Utc>,
}

crate::words! {
    /// Which way something went.
    pub enum Direction {
        Push = "push",
        Pull = "pull",
    }
}

crate::words! {
    /// How an exchange ended.
    pub enum Outcome {
        Succeeded = "succeeded",
        Failed = "failed",
    }
}

impl Outcome {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Succeeded => "Done",
            Self::Failed => "Failed",
        }
    }

    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Succeeded => Tone::Green,
            Self::Failed => Tone::Red,
        }
    }
}

crate::words! {
    /// What was exchanged with a site.
    pub enum SyncAction {
        UploadImage = "upload_image",
        CheckImage = "check_image",
        EnsureTerms = "ensure_terms",
        ReservePost = "reserve_post",
        WritePost = "write_post",
        RemoveImage = "remove_image",
    }
}

impl SyncAction {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::UploadImage => "Uploaded a picture",
            Self::CheckImage => "Looked whether a picture is still there",
            Self::EnsureTerms => "Looked up categories and tags",
            Self::ReservePost => "Found or reserved the post",
            Self::WritePost => "Wrote the post and read it back",
            Self::RemoveImage => "Removed a picture that is no longer shown",
        }
    }
}

/// One exchange with a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncEvent {
    pub id: uuid::Uuid,
    pub action: SyncAction,
    pub outcome: Outcome,
    pub content: Option<ContentId>,
    pub title: Option<String>,
    /// The site's number of what was written.
    pub remote_id: Option<i64>,
    pub message: Option<String>,
    pub duration_ms: i64,
    pub at: DateTime<Utc>,
}
