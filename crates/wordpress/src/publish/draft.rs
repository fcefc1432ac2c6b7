//! What is to be published.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::publish::Known;
use crate::{Marker, MediaId, PostFields, PostKind, PostStatus, TermId, UserId};

/// A post as it should be on the site. Pictures are uploaded and terms ensured before.
#[derive(Debug, Clone)]
pub struct PostDraft {
    /// By which the post is recognised; unique to the content.
    pub marker: Marker,
    /// The post of an earlier attempt, when its number is kept.
    pub known: Option<Known>,
    pub kind: PostKind,
    pub title: String,
    pub slug: String,
    /// HTML, sanitised: what an administrator's password sends, WordPress stores as it is.
    pub content: String,
    pub excerpt: String,
    pub status: PostStatus,
    /// When to publish; past or future. `None` keeps what the post has, so a scheduled post stays
    /// scheduled: to publish one at once, say now. Less than a minute ahead counts as now.
    pub date: Option<DateTime<Utc>>,
    pub author: Option<UserId>,
    pub featured_media: Option<MediaId>,
    /// None at all makes WordPress choose its default category.
    pub categories: Vec<TermId>,
    pub tags: Vec<TermId>,
    /// Fields of plugins that have opened them to the API; others are dropped without a word, and
    /// reported as a difference.
    pub meta: Map<String, Value>,
}

impl PostDraft {
    /// The empty draft that holds the place.
    pub(super) fn reservation(&self) -> PostFields {
        PostFields {
            title: Some(self.title.clone()),
            slug: Some(self.slug.clone()),
            content: Some(self.marker.comment()),
            status: Some(PostStatus::Draft),
            ..PostFields::default()
        }
    }

    /// All of it.
    pub(super) fn fields(&self) -> PostFields {
        let has_terms = self.kind == PostKind::Post;
        PostFields {
            title: Some(self.title.clone()),
            slug: Some(self.slug.clone()),
            content: Some(self.marker.put_into(&self.content)),
            excerpt: Some(self.excerpt.clone()),
            status: Some(self.status.clone()),
            date_gmt: self.date,
            author: self.author,
            featured_media: Some(self.featured_media.unwrap_or(MediaId(0))),
            // none of ours: the site's default stands. Told that there are none, WordPress takes it away and puts it back
            // with the next change, which would then look like somebody's edit.
            categories: (has_terms && !self.categories.is_empty()).then(|| self.categories.clone()),
            tags: has_terms.then(|| self.tags.clone()),
            meta: self.meta.clone(),
        }
    }
}
