//! Compares what was sent with what the site holds.

use chrono::{DateTime, SubsecRound, Utc};

use crate::html::{canonical, decode_entities, first_difference};
use crate::{MediaId, Post, PostDraft, PostKind, PostStatus, TermId};

/// One thing in which the site's post is not what was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    #[error("The title became \"{found}\".")]
    Title { found: String },
    /// Both begin a little before the place where they part.
    #[error("The text was changed by the site: \"{wanted}\" became \"{found}\".")]
    Content { wanted: String, found: String },
    #[error("The excerpt was changed by the site: \"{wanted}\" became \"{found}\".")]
    Excerpt { wanted: String, found: String },
    #[error("The status is {found} instead of {wanted}.")]
    Status { wanted: PostStatus, found: PostStatus },
    #[error("The address ends in \"{found}\", since \"{wanted}\" was taken or not allowed.")]
    Slug { wanted: String, found: String },
    #[error("The date is {} instead of {wanted}.", found.map_or("missing".to_owned(), |date| date.to_string()))]
    Date { wanted: DateTime<Utc>, found: Option<DateTime<Utc>> },
    #[error("The featured image was not taken over.")]
    FeaturedMedia { wanted: Option<MediaId>, found: Option<MediaId> },
    #[error("{} of the categories were not taken over.", missing.len())]
    Categories { missing: Vec<TermId> },
    #[error("{} of the tags were not taken over.", missing.len())]
    Tags { missing: Vec<TermId> },
    #[error("The site did not take the field {key}; the plugin it belongs to may be missing.")]
    Meta { key: String },
}

impl Difference {
    /// Stable, for storing and translating.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Title { .. } => "title",
            Self::Content { .. } => "content",
            Self::Excerpt { .. } => "excerpt",
            Self::Status { .. } => "status",
            Self::Slug { .. } => "slug",
            Self::Date { .. } => "date",
            Self::FeaturedMedia { .. } => "featured_media",
            Self::Categories { .. } => "categories",
            Self::Tags { .. } => "tags",
            Self::Meta { .. } => "meta",
        }
    }
}

/// All differences that mean something to a reader, in the order of the fields above.
pub(super) fn compare(draft: &PostDraft, post: &Post) -> Vec<Difference> {
    let mut all = Vec::new();
    if decode_entities(&draft.title).trim() != decode_entities(&post.title).trim() {
        let found = post.title.clone();
        all.push(Difference::Title { found });
    }
    let body = draft.marker.take_out_of(&post.content);
    if let Some((wanted, found)) = texts(&draft.content, &body) {
        all.push(Difference::Content { wanted, found });
    }
    if let Some((wanted, found)) = texts(&draft.excerpt, &post.excerpt) {
        all.push(Difference::Excerpt { wanted, found });
    }
    if draft.status != post.status {
        all.push(Difference::Status { wanted: draft.status.clone(), found: post.status.clone() });
    }
    if as_stored(&draft.slug) != post.slug {
        all.push(Difference::Slug { wanted: draft.slug.clone(), found: post.slug.clone() });
    }
    if let Some(wanted) = draft.date.map(|date| date.trunc_subsecs(0))
        && post.date_gmt != Some(wanted)
    {
        let found = post.date_gmt;
        all.push(Difference::Date { wanted, found });
    }
    if draft.featured_media != post.featured_media {
        all.push(Difference::FeaturedMedia { wanted: draft.featured_media, found: post.featured_media });
    }
    if draft.kind == PostKind::Post {
        let missing = missing(&draft.categories, &post.categories);
        if !missing.is_empty() {
            all.push(Difference::Categories { missing });
        }
        let missing = self::missing(&draft.tags, &post.tags);
        if !missing.is_empty() {
            all.push(Difference::Tags { missing });
        }
    }
    for (key, wanted) in &draft.meta {
        if post.meta.get(key) != Some(wanted) {
            all.push(Difference::Meta { key: key.clone() });
        }
    }
    all
}

/// WordPress keeps slugs in other scripts percent-encoded, in lower case.
pub(super) fn as_stored(slug: &str) -> String {
    let mut stored = String::with_capacity(slug.len());
    for char in slug.chars() {
        if char.is_ascii() {
            stored.push(char);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in char.encode_utf8(&mut bytes).bytes() {
            stored.push_str(&format!("%{byte:02x}"));
        }
    }
    stored
}

fn texts(wanted: &str, found: &str) -> Option<(String, String)> {
    let (wanted, found) = (canonical(wanted), canonical(found));
    (wanted != found).then(|| first_difference(&wanted, &found))
}

fn missing(wanted: &[TermId], found: &[TermId]) -> Vec<TermId> {
    let is_missing = |id: &&TermId| !found.contains(id);
    wanted.iter().filter(is_missing).copied().collect()
}
