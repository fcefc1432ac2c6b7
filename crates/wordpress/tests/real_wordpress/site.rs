//! The site under test, its users, and drafts for it.

use std::env;

use safe_http::{Client as Http, Method, Policy, Request, Response, Url};
use serde_json::{Map, Value};
use uuid::Uuid;
use wordpress::{Client, Credentials, Known, Marker, Post, PostDraft, PostKind, PostStatus, Published, Secret};

/// Where the site is and who may sign in.
pub struct Site {
    pub url: String,
    pub admin: Credentials,
    pub author: Credentials,
}

impl Site {
    /// The site that the environment names, or `None` after saying what is missing.
    pub fn from_environment() -> Option<Self> {
        let variable = |name: &str| {
            let value = env::var(name).ok();
            if value.is_none() {
                eprintln!("skipped: {name} is not set; see scripts/wordpress");
            }
            value
        };
        let user =
            |name: &str, password: String| Credentials { user: name.to_owned(), password: Secret::new(password) };
        Some(Self {
            url: variable("WORDPRESS_URL")?,
            admin: user("admin", variable("WORDPRESS_ADMIN_PASSWORD")?),
            author: user("author", variable("WORDPRESS_AUTHOR_PASSWORD")?),
        })
    }

    pub fn client(&self, user: &Credentials) -> Client {
        client_at(&self.url, user)
    }

    /// Asks the API for something this crate has no use for.
    pub async fn administer(&self, method: Method, route: &str, body: &Value) -> Response {
        let url = format!("{}/wp-json{route}", self.url);
        let request = Request::new(method, Url::parse(&url).expect("a URL"));
        let password = env::var("WORDPRESS_ADMIN_PASSWORD").expect("set, as the site exists");
        let request = request.basic_auth("admin", &password);
        let request = request.json(body).expect("JSON");
        http().send(request).await.expect("an answer")
    }
}

pub fn http() -> Http {
    // All but the first test of a process find it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Http::new(Policy::private_network()).expect("a client")
}

pub fn client_at(url: &str, user: &Credentials) -> Client {
    let root = format!("{url}/wp-json/").parse().expect("a root");
    Client::new(http(), root, user.clone())
}

/// A draft that no test before has used.
pub fn new_draft(title: &str) -> PostDraft {
    let id = Uuid::now_v7().to_string();
    PostDraft {
        marker: Marker::new("trial:content", &id).expect("a marker"),
        known: None,
        kind: PostKind::Post,
        title: title.to_owned(),
        slug: format!("trial-{id}"),
        content: "<h2>Grind</h2><p>Salt & pepper, coarse.</p><p>Twelve hours.</p>".to_owned(),
        excerpt: "In short.".to_owned(),
        status: PostStatus::Publish,
        date: None,
        author: None,
        featured_media: None,
        categories: Vec::new(),
        tags: Vec::new(),
        meta: Map::new(),
    }
}

/// What a caller keeps of a post.
pub fn known(published: &Published) -> Known {
    Known {
        id: published.id,
        link: Some(published.link.clone()),
        held: Some(published.held.clone()),
        sent: None,
        overwrite: None,
        leftovers: false,
    }
}

/// All posts of a draft, in whatever status.
pub async fn posts_of(client: &Client, draft: &PostDraft) -> Vec<Post> {
    client.find_posts_by_marker(draft.kind, &draft.marker).await.expect("a search")
}
