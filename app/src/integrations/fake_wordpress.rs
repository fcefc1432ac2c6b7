//! A WordPress for tests, as far as publishing speaks to it: it keeps what it is sent, and breaks down when told to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use http::header::{AUTHORIZATION, CONTENT_DISPOSITION, RETRY_AFTER};
use http::{HeaderMap, Method, StatusCode, Uri};
use serde_json::{Value, json};

/// Whom the site knows, and by which password.
pub const USER: &str = "ada";
pub const PASSWORD: &str = "abcd EFGH ijkl MNOP";

/// What goes wrong, until it is put right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    #[default]
    None,
    /// The application password was withdrawn.
    Withdrawn,
    /// 503, with a minute to wait; this many times.
    Down(u32),
    /// 502, without a word on how long.
    Broken,
    /// A web page where data should be.
    Html,
    /// The next post is created, and the answer lost.
    LostAnswer,
    /// The next post's creation is given up by whoever stands before the site, which goes on with it: it arrives with
    /// [`FakeWordpress::deliver_late`].
    LateCreation,
    /// The user may write drafts and not publish them.
    MayNotPublish,
    /// What is written is changed: scripts of the site add a line.
    Meddling,
    /// Everything written stays pending.
    Pending,
}

/// What the site holds.
#[derive(Debug, Default)]
pub struct Holdings {
    pub trouble: Trouble,
    pub posts: Vec<Value>,
    pub media: Vec<Value>,
    pub terms: Vec<(i64, String)>,
    /// Method and path of every request.
    pub seen: Vec<(Method, String)>,
    late: Option<Value>,
    last_id: i64,
}

/// A site that runs until it is dropped.
pub struct FakeWordpress {
    pub address: String,
    holdings: Arc<Mutex<Holdings>>,
    server: tokio::task::JoinHandle<()>,
}

impl FakeWordpress {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let holdings = Arc::new(Mutex::new(Holdings::default()));
        let site = Site { address: address.clone(), holdings: holdings.clone() };
        let router = Router::new().fallback(answer).with_state(site);
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("serves");
        });
        Self { address, holdings, server }
    }

    pub fn holdings(&self) -> MutexGuard<'_, Holdings> {
        self.holdings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set_trouble(&self, trouble: Trouble) {
        self.holdings().trouble = trouble;
    }

    /// Carries out the creation that came too late.
    pub fn deliver_late(&self) {
        let mut held = self.holdings();
        let fields = held.late.take().expect("a creation is on its way");
        held.create(&self.address, &fields);
    }

    /// The site is set up anew: all is gone, and numbers begin at one again.
    pub fn set_up_anew(&self) {
        let mut held = self.holdings();
        (held.posts, held.media, held.last_id) = (Vec::new(), Vec::new(), 0);
    }

    /// How often a method was used on a path below the API's root.
    pub fn count(&self, method: &Method, path: &str) -> usize {
        let path = format!("/wp-json/wp/v2{path}");
        self.holdings().seen.iter().filter(|(used, on)| used == method && *on == path).count()
    }
}

impl Drop for FakeWordpress {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[derive(Clone)]
struct Site {
    address: String,
    holdings: Arc<Mutex<Holdings>>,
}

async fn answer(State(site): State<Site>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let mut held = site.holdings.lock().unwrap_or_else(PoisonError::into_inner);
    let path = uri.path().to_owned();
    held.seen.push((method.clone(), path.clone()));
    if uri.query() == Some("feed=rss2") {
        return "<generator>https://wordpress.org/?v=6.5.2</generator>".into_response();
    }
    if path == "/wp-json/" {
        return axum::Json(index(&site.address)).into_response();
    }
    let Some(route) = path.strip_prefix("/wp-json/wp/v2") else { return StatusCode::NOT_FOUND.into_response() };
    match held.trouble {
        Trouble::Down(times) if times > 0 => {
            held.trouble = Trouble::Down(times - 1);
            return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "60")], Html("<h1>Down for maintenance</h1>"))
                .into_response();
        }
        Trouble::Broken => return (StatusCode::BAD_GATEWAY, Html("<h1>Bad gateway</h1>")).into_response(),
        Trouble::Html => return Html("<html><title>Welcome</title><body>Hello</body></html>").into_response(),
        _ => {}
    }
    if !signed_in(&headers) || held.trouble == Trouble::Withdrawn {
        return refusal(401, "incorrect_password");
    }
    let query: Vec<(String, String)> =
        url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let asked = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let parts: Vec<&str> = route.trim_matches('/').split('/').collect();
    match (method.as_str(), parts.as_slice()) {
        ("GET", ["users", "me"]) => axum::Json(me()).into_response(),
        ("GET", ["posts" | "pages"]) => axum::Json(held.search(asked("search"), asked("slug"))).into_response(),
        ("POST", ["posts" | "pages"]) if held.trouble == Trouble::LateCreation => {
            held.trouble = Trouble::None;
            held.late = Some(fields(&body));
            (StatusCode::GATEWAY_TIMEOUT, Html("<h1>504</h1>")).into_response()
        }
        ("POST", ["posts" | "pages"]) => {
            let post = held.create(&site.address, &fields(&body));
            if held.trouble == Trouble::LostAnswer {
                held.trouble = Trouble::None;
                return (StatusCode::GATEWAY_TIMEOUT, Html("<h1>504</h1>")).into_response();
            }
            (StatusCode::CREATED, axum::Json(post)).into_response()
        }
        ("GET", ["posts" | "pages", id]) => found(held.posts.iter().find(|post| is(post, id)).cloned()),
        ("POST", ["posts" | "pages", _]) if held.trouble == Trouble::MayNotPublish => {
            refusal(403, "rest_cannot_publish")
        }
        ("POST", ["posts" | "pages", id]) => found(held.update(id, &fields(&body))),
        ("DELETE", ["posts" | "pages", id]) => found(held.update(id, &json!({ "status": "trash" }))),
        ("GET", ["media"]) => {
            let named = |media: &&Value| {
                let slug = media["slug"].as_str().unwrap_or_default();
                asked("search").is_some_and(|text| slug.contains(text)) || asked("slug") == Some(slug)
            };
            axum::Json(json!(held.media.iter().filter(named).collect::<Vec<_>>())).into_response()
        }
        ("POST", ["media"]) => {
            (StatusCode::CREATED, axum::Json(held.upload(&site.address, &headers, &body))).into_response()
        }
        ("DELETE", ["media", id]) => {
            let at = held.media.iter().position(|media| is(media, id));
            found(at.map(|at| held.media.remove(at)))
        }
        ("GET", ["media", id]) => found(held.media.iter().find(|media| is(media, id)).cloned()),
        ("POST", ["media", id]) => {
            let media = held.media.iter_mut().find(|media| is(media, id));
            found(media.map(|media| {
                media["alt_text"] = fields(&body)["alt_text"].clone();
                media.clone()
            }))
        }
        ("GET", ["categories" | "tags"]) => {
            let wanted = asked("search").unwrap_or_default();
            let terms: Vec<Value> = held
                .terms
                .iter()
                .filter(|(_, name)| name == wanted)
                .map(|(id, name)| json!({ "id": id, "name": name }))
                .collect();
            axum::Json(json!(terms)).into_response()
        }
        ("POST", ["categories" | "tags"]) => {
            let id = held.next_id();
            let name = fields(&body)["name"].as_str().unwrap_or_default().to_owned();
            held.terms.push((id, name.clone()));
            (StatusCode::CREATED, axum::Json(json!({ "id": id, "name": name }))).into_response()
        }
        _ => refusal(404, "rest_no_route"),
    }
}

impl Holdings {
    fn next_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    fn search(&self, text: Option<&str>, slug: Option<&str>) -> Value {
        let holds = |post: &&Value| {
            text.is_some_and(|text| post["content"]["raw"].as_str().is_some_and(|body| body.contains(text)))
                || slug.is_some_and(|slug| post["slug"] == slug)
        };
        json!(self.posts.iter().filter(holds).collect::<Vec<_>>())
    }

    fn create(&mut self, address: &str, fields: &Value) -> Value {
        let id = self.next_id();
        let post = json!({
            "id": id,
            "link": format!("{address}/?p={id}"),
            "status": "draft",
            "slug": "",
            "title": { "raw": "" },
            "content": { "raw": "" },
            "excerpt": { "raw": "" },
            "featured_media": 0,
            "categories": [],
            "tags": [],
            "date_gmt": "2026-11-23T09:00:00",
            "meta": [],
        });
        self.posts.push(post);
        self.update(&id.to_string(), fields).expect("just made")
    }

    fn update(&mut self, id: &str, fields: &Value) -> Option<Value> {
        let trouble = self.trouble;
        let post = self.posts.iter_mut().find(|post| is(post, id))?;
        for (name, value) in fields.as_object()? {
            match name.as_str() {
                "title" | "content" | "excerpt" => post[name]["raw"] = value.clone(),
                "status" if trouble == Trouble::Pending && value == "publish" => post["status"] = json!("pending"),
                _ => post[name] = value.clone(),
            }
        }
        if trouble == Trouble::Meddling {
            let body = post["content"]["raw"].as_str().unwrap_or_default().to_owned();
            post["content"]["raw"] = json!(format!("{body}<p>Read also</p>"));
        }
        Some(post.clone())
    }

    fn upload(&mut self, address: &str, headers: &HeaderMap, body: &Bytes) -> Value {
        let id = self.next_id();
        let disposition = headers.get(CONTENT_DISPOSITION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let file = disposition.split('"').nth(1).unwrap_or_default();
        let media = json!({
            "id": id,
            "slug": file.split('.').next(),
            "source_url": format!("{address}/wp-content/uploads/{file}"),
            "alt_text": "",
            "mime_type": "image/webp",
            "media_details": { "sizes": { "full": {} } },
            "length": body.len(),
        });
        self.media.push(media.clone());
        media
    }
}

fn is(record: &Value, id: &str) -> bool {
    record["id"].as_u64().is_some_and(|number| id.parse() == Ok(number))
}

fn fields(body: &Bytes) -> Value {
    serde_json::from_slice(body).unwrap_or_default()
}

fn found(record: Option<Value>) -> Response {
    match record {
        Some(record) => axum::Json(record).into_response(),
        None => refusal(404, "rest_post_invalid_id"),
    }
}

fn refusal(status: u16, code: &str) -> Response {
    let body = json!({ "code": code, "message": "No.", "data": { "status": status } });
    (StatusCode::from_u16(status).expect("a status"), axum::Json(body)).into_response()
}

fn signed_in(headers: &HeaderMap) -> bool {
    use base64::Engine as _;
    let wanted = base64::engine::general_purpose::STANDARD.encode(format!("{USER}:{PASSWORD}"));
    headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) == Some(&format!("Basic {wanted}"))
}

fn index(address: &str) -> Value {
    json!({
        "name": "Trial",
        "home": address,
        "namespaces": ["oembed/1.0", "wp/v2"],
        "authentication": { "application-passwords": { "endpoints": {} } },
    })
}

fn me() -> Value {
    let may = ["publish_posts", "publish_pages", "upload_files", "edit_others_posts", "manage_categories"];
    let capabilities: serde_json::Map<String, Value> =
        may.iter().map(|name| ((*name).to_owned(), json!(true))).collect();
    json!({ "id": 7, "name": "Ada", "roles": ["editor"], "capabilities": capabilities })
}
