//! The product as its operator runs it: a web process, workers, a database; used through its own forms.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use app::planner::cluster::ClusterQuery;
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, SET_COOKIE};
use serde_json::Value;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool, Postgres};
use uuid::Uuid;

use super::recovery::Claims;

/// A process that is gone when the test is.
pub struct Process(Child);

impl Process {
    /// SIGKILL: nothing is said, nothing is put in order.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

pub struct Product {
    pool: PgPool,
    database: String,
    folder: PathBuf,
    listen: String,
    http: reqwest::Client,
    session: String,
    _web: Process,
}

impl Product {
    /// A database of its own, the web process, and somebody who has signed up and is on a plan with room for the work.
    pub async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let database = new_database().await;
        let folder = std::env::temp_dir().join(format!("igny8-killed-{}", std::process::id()));
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
        let listen = format!("127.0.0.1:{port}");
        let web = Process(igny8(&database, &folder, &listen).arg("web").spawn().expect("starts"));
        let pool = PgPool::connect(&database).await.expect("the database answers");
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let mut product = Self { pool, database, folder, listen, http, session: String::new(), _web: web };
        product.wait_until_ready().await;
        product.session = product.sign_up().await;
        let moved = product.command().args(["user", "plan", "ada@example.com", "scale"]).status().expect("runs");
        assert!(moved.success(), "the account is on the largest plan");
        product
    }

    async fn wait_until_ready(&self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        let address = format!("http://{}/readyz", self.listen);
        while !self.http.get(&address).send().await.is_ok_and(|answer| answer.status().is_success()) {
            assert!(Instant::now() < deadline, "the web process did not become ready");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn sign_up(&self) -> String {
        let fields: &[(&str, &str)] = &[
            ("name", "Ada"),
            ("email", "ada@example.com"),
            ("company", "Fifty articles"),
            ("password", "correct horse battery"),
        ];
        let answer = self.post("accounts/sign_up", fields).await;
        assert!(answer.status().is_success() || answer.status().is_redirection(), "signs up");
        let cookie = answer.headers().get(SET_COOKIE).and_then(|value| value.to_str().ok()).expect("a session");
        cookie.split(';').next().expect("a pair").to_owned()
    }

    async fn post(&self, function: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.http
            .post(format!("http://{}/sfn/{function}", self.listen))
            .header("sec-fetch-site", "same-origin")
            .header(ACCEPT, "application/json")
            .header(COOKIE, &self.session)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .expect("the web process answers")
    }

    /// Calls a server function as the page's form does.
    pub async fn call(&self, function: &str, fields: &[(&str, &str)]) -> Value {
        let answer = self.post(function, fields).await;
        let (status, body) = (answer.status(), answer.text().await.unwrap_or_default());
        assert!(status.is_success() || status.is_redirection(), "{function}: {status} {body}");
        serde_json::from_str(&body).unwrap_or_default()
    }

    /// A connected site whose keywords have become clusters, ideas, and `wanted` tasks.
    pub async fn site_with_ideas(&self, wordpress: &WordPress, wanted: usize) -> Uuid {
        let query = "SELECT i.id, s.id FROM industries i JOIN industry_sectors s ON s.industry_id = i.id
                      WHERE s.name = 'Coffee & tea'";
        let (industry, sector): (Uuid, Uuid) = sqlx::query_as(query).fetch_one(&self.pool).await.expect("a sector");
        let (industry, sector) = (industry.to_string(), sector.to_string());
        let fields: &[(&str, &str)] = &[
            ("name", "Fifty articles"),
            ("url", &wordpress.address),
            ("industry", &industry),
            ("sectors[0]", &sector),
            ("platform", "wordpress"),
            ("language", "en"),
        ];
        self.call("sites/create", fields).await;
        let site = self.column::<Uuid>("SELECT id FROM sites").await.pop().expect("the site");
        let id = site.to_string();
        let fields = [
            ("site", id.as_str()),
            ("address", &wordpress.address),
            ("username", "admin"),
            ("password", &wordpress.password),
        ];
        let tested = self.call("integrations/connect", &fields).await;
        assert_eq!(tested, "works");

        let keywords = include_str!("../../../app/src/demo/keywords.tsv");
        self.call("planner/add_keywords", &[("site", &id), ("text", keywords)]).await;
        let worker = self.worker();
        self.call("planner/cluster_keywords", &[("site", &id), ("granularity", "3"), ("existing", "keep")]).await;
        assert!(self.idle_within(Duration::from_mins(1), |_| ()).await, "clusters");
        let every = serde_json::json!({ "all_matching": ClusterQuery::default().filter }).to_string();
        self.call("planner/generate_ideas", &[("selection", &every)]).await;
        assert!(self.idle_within(Duration::from_mins(2), |_| ()).await, "ideas");
        worker.kill();
        let mut ideas = self.column::<Uuid>("SELECT id FROM ideas ORDER BY id").await;
        assert!(ideas.len() >= wanted, "only {} ideas", ideas.len());
        ideas.truncate(wanted);
        self.call("planner/send_ideas", &[("selection", &super::ids(&ideas))]).await;
        site
    }

    pub fn worker(&self) -> Process {
        Process(self.command().arg("worker").spawn().expect("a worker starts"))
    }

    fn command(&self) -> Command {
        igny8(&self.database, &self.folder, &self.listen)
    }

    /// Whether nothing is left to do before the time is up. `look` is shown the claims each time, also at the end.
    pub async fn idle_within(&self, time: Duration, mut look: impl FnMut(&Claims)) -> bool {
        let deadline = Instant::now() + time;
        loop {
            let idle = self.number("SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')").await == 0;
            look(&self.claims().await);
            if idle {
                return true;
            }
            if Instant::now() >= deadline {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The claims of this moment.
    pub async fn claims(&self) -> Claims {
        let query = "SELECT j.id, j.attempt, EXISTS (
                            SELECT FROM graphile_worker.jobs q WHERE q.key = j.id::text AND q.locked_at IS NOT NULL)
                       FROM jobs j
                      WHERE j.state = 'running'";
        let claims: Vec<(Uuid, i32, bool)> = sqlx::query_as(query).fetch_all(&self.pool).await.expect("the claims");
        Claims {
            at_work: claims.iter().map(|(job, number, _)| (*job, *number)).collect(),
            kept: claims.iter().filter(|(.., kept)| *kept).map(|(job, number, _)| (*job, *number)).collect(),
        }
    }

    pub async fn number(&self, query: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_one(&self.pool).await.expect("a number")
    }

    pub async fn column<T>(&self, query: &str) -> Vec<T>
    where
        T: for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres> + Send + Unpin,
        (T,): for<'r> sqlx::FromRow<'r, PgRow>,
    {
        sqlx::query_scalar(AssertSqlSafe(query.to_owned())).fetch_all(&self.pool).await.expect("a column")
    }

    /// `igny8 check --deep` finds nothing.
    pub async fn check_deep(&self) {
        let mut command = self.command();
        command.args(["check", "--deep"]).stdout(Stdio::piped());
        let checked = tokio::task::spawn_blocking(move || command.output()).await.expect("runs").expect("runs");
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The binary with everything it needs in its environment, and nothing of ours beside.
fn igny8(database: &str, folder: &std::path::Path, listen: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_igny8"));
    command
        .env("DATABASE_URL", database)
        .env("IGNY8_DATA_DIR", folder)
        .env("IGNY8_LISTEN", listen)
        .env("IGNY8_ALLOW_PRIVATE_ADDRESSES", "true")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::null());
    command
}

async fn new_database() -> String {
    let server = std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL is set; `make test` sets it");
    let name = format!("igny8_killed_{}", std::process::id());
    let mut admin = PgConnection::connect(&server).await.expect("the test PostgreSQL answers");
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.expect("is made");
    let mut url: url::Url = server.parse().expect("a URL");
    url.set_path(&name);
    url.to_string()
}

/// Posts that WordPress lists at once, at most.
const PAGE: usize = 100;

/// The site that is published to.
pub struct WordPress {
    pub address: String,
    pub password: String,
}

impl WordPress {
    /// The numbers of all its posts, in every state but the trash.
    pub async fn posts(&self) -> BTreeSet<i64> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::new();
        let mut found = BTreeSet::new();
        for kind in ["posts", "pages"] {
            for page in 1.. {
                let address = format!(
                    "{}/wp-json/wp/v2/{kind}?context=edit&per_page={PAGE}&page={page}&_fields=id&status=publish,future,draft,pending,private",
                    self.address
                );
                let answer = http.get(address).basic_auth("admin", Some(&self.password)).send().await.expect("answers");
                // past the last page
                if answer.status() == reqwest::StatusCode::BAD_REQUEST && page > 1 {
                    break;
                }
                assert!(answer.status().is_success(), "the site lists its {kind}: {}", answer.status());
                let posts: Vec<Value> = answer.json().await.expect("JSON");
                found.extend(posts.iter().filter_map(|post| post["id"].as_i64()));
                if posts.len() < PAGE {
                    break;
                }
            }
        }
        found
    }
}
