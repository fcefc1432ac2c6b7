//! Finding, reading, creating and changing posts.

use chrono::{DateTime, SecondsFormat, Utc};
use safe_http::{Method, header::HeaderName};
use serde_json::json;

use crate::rest::read;
use crate::{Client, Error, Marker, Post, PostFields, PostId, PostKind, PostStatus};

/// Which posts to list.
#[derive(Debug, Clone, Default)]
pub struct PostQuery {
    /// Only those changed on the site after this moment. WordPress takes the date of a scheduled
    /// post, which lies in the future, for its last change: no moment to go on from.
    pub modified_after: Option<DateTime<Utc>>,
    /// From 1 on; 0 counts as 1.
    pub page: u32,
}

/// One page of a list, oldest change first, so that a listing interrupted can be taken up again.
#[derive(Debug, Clone)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub pages: u32,
    pub total: u32,
}

impl Client {
    /// # Errors
    /// `NotFound` when there is none, `Forbidden` when it is another user's and may not be edited.
    pub async fn get_post(&self, kind: PostKind, id: PostId) -> Result<Post, Error> {
        self.get(&item(kind, id), &[("context", "edit")]).await
    }

    /// Posts that carry the marker, in whatever status, the trash included. Those of other users
    /// are found only where the connected user may edit them.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn find_posts_by_marker(&self, kind: PostKind, marker: &Marker) -> Result<Vec<Post>, Error> {
        let mut found = self.find_posts(kind, "search", marker.text()).await?;
        found.retain(|post| marker.is_in(&post.content));
        Ok(found)
    }

    /// Posts with exactly this slug, in whatever status. A post in the trash has another one.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn find_posts_by_slug(&self, kind: PostKind, slug: &str) -> Result<Vec<Post>, Error> {
        self.find_posts(kind, "slug", slug).await
    }

    pub(crate) async fn find_posts(&self, kind: PostKind, parameter: &str, value: &str) -> Result<Vec<Post>, Error> {
        let query = [(parameter, value), ("context", "edit"), ("status", PostStatus::SEARCHED), ("per_page", "100")];
        self.get(kind.route(), &query).await
    }

    /// One page of up to 100 posts.
    ///
    /// # Errors
    /// See [`Error`]; `Refused` for a page past the last.
    pub async fn list_posts(&self, kind: PostKind, query: &PostQuery) -> Result<Page<Post>, Error> {
        let page = query.page.max(1).to_string();
        let after = query.modified_after.map(|time| time.to_rfc3339_opts(SecondsFormat::Secs, true));
        let mut pairs = vec![
            ("context", "edit"),
            ("status", PostStatus::SEARCHED),
            ("per_page", "100"),
            ("orderby", "modified"),
            ("order", "asc"),
            ("page", page.as_str()),
        ];
        if let Some(after) = &after {
            pairs.push(("modified_after", after));
        }
        let request = self.request(Method::GET, kind.route(), &pairs);
        let response = self.http.send(request).await?;
        let count = |name| {
            let text = response.header(HeaderName::from_static(name));
            text.and_then(|text| text.parse().ok()).unwrap_or(0)
        };
        Ok(Page { pages: count("x-wp-totalpages"), total: count("x-wp-total"), items: read(&response)? })
    }

    /// Creates a post. Not idempotent: see [`Client::publish`].
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn create_post(&self, kind: PostKind, fields: &PostFields) -> Result<Post, Error> {
        self.post(kind.route(), fields).await
    }

    /// # Errors
    /// See [`Error`].
    pub async fn update_post(&self, kind: PostKind, id: PostId, fields: &PostFields) -> Result<Post, Error> {
        self.post(&item(kind, id), fields).await
    }

    /// Moves a post to another status. What is in the trash already stays there.
    ///
    /// # Errors
    /// `Refused` for a status that can't be set from outside.
    pub async fn set_status(&self, kind: PostKind, id: PostId, status: &PostStatus) -> Result<Post, Error> {
        if *status != PostStatus::Trash {
            let body = json!({ "status": status });
            return self.post(&item(kind, id), &body).await;
        }
        let request = self.request(Method::DELETE, &item(kind, id), &[]);
        match self.send(request).await {
            Err(Error::Refused { code, .. }) if code == "rest_already_trashed" => self.get_post(kind, id).await,
            outcome => outcome,
        }
    }
}

fn item(kind: PostKind, id: PostId) -> String {
    format!("{}/{id}", kind.route())
}
