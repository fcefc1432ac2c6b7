//! A post as WordPress keeps it, and the part of it that we send.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::{MediaId, PostId, PostStatus, TermId, UserId};

/// Which collection a post belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PostKind {
    #[default]
    Post,
    /// Has no categories and no tags.
    Page,
}

impl PostKind {
    pub(crate) fn route(self) -> &'static str {
        match self {
            Self::Post => "/wp/v2/posts",
            Self::Page => "/wp/v2/pages",
        }
    }
}

/// A post, read for editing: texts as they are stored, not as they are shown.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Post {
    pub id: PostId,
    pub link: String,
    pub status: PostStatus,
    #[serde(default)]
    pub slug: String,
    #[serde(deserialize_with = "raw")]
    pub title: String,
    #[serde(deserialize_with = "raw")]
    pub content: String,
    #[serde(default, deserialize_with = "raw")]
    pub excerpt: String,
    #[serde(default)]
    pub author: Option<UserId>,
    #[serde(default, deserialize_with = "unless_zero")]
    pub featured_media: Option<MediaId>,
    #[serde(default)]
    pub categories: Vec<TermId>,
    #[serde(default)]
    pub tags: Vec<TermId>,
    #[serde(default, deserialize_with = "read_time")]
    pub date_gmt: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "read_time")]
    pub modified_gmt: Option<DateTime<Utc>>,
    /// Only the keys that the site has registered for its API.
    #[serde(default, deserialize_with = "object")]
    pub meta: Map<String, Value>,
}

/// What to set; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PostFields {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<PostStatus>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "write_time")]
    pub date_gmt: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<UserId>,
    /// `MediaId(0)` takes the picture away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured_media: Option<MediaId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<TermId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<TermId>>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub meta: Map<String, Value>,
}

/// WordPress's form of a moment: UTC, without saying so.
const TIME_FORMAT: &str = "%Y-%m-%dT%H:%M:%S";

fn raw<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    struct Text {
        raw: String,
    }
    Ok(Text::deserialize(deserializer)?.raw)
}

fn unless_zero<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<MediaId>, D::Error> {
    let id = MediaId::deserialize(deserializer)?;
    Ok((id.0 != 0).then_some(id))
}

fn read_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    // Null, and the year 0 of a draft that never had a date, are no time.
    let text: Option<String> = Option::deserialize(deserializer)?;
    let time = text.and_then(|text| NaiveDateTime::parse_from_str(&text, TIME_FORMAT).ok());
    Ok(time.map(|time| time.and_utc()))
}

/// PHP writes an empty map as `[]`.
fn object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Map<String, Value>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Object(map) => map,
        _ => Map::new(),
    })
}

fn write_time<S: Serializer>(time: &Option<DateTime<Utc>>, serializer: S) -> Result<S::Ok, S::Error> {
    time.map(|time| time.format(TIME_FORMAT).to_string()).serialize(serializer)
}
