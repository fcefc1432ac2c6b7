//! What the tests share: a folder of their own, options that start fast, and one-line queries.
#![allow(dead_code, reason = "each test file is compiled with all of this and uses some")]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use private_postgres::{Options, PrivatePostgres};
use sqlx::{Connection, PgConnection};

/// Long enough for a busy machine, short enough for a test that fails.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A folder that goes with the test.
pub struct Sandbox(PathBuf);

impl Sandbox {
    pub fn new(test: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("private-postgres-{}-{test}", std::process::id()));
        fs::create_dir(&dir).expect("a new folder");
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).expect("our folder");
        Self(dir)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Options for the folder `name` in here.
    pub fn options(&self, name: &str) -> Options {
        quick(self.path(name))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // A server that a failed test left may be writing there still; the operating system cleans
        // up after it.
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn quick(data_dir: PathBuf) -> Options {
    Options::new(data_dir, "shop").setting("fsync", "off").setting("shared_buffers", "16MB")
}

pub async fn start(options: &Options) -> PrivatePostgres {
    PrivatePostgres::start(options.clone()).await.expect("a server")
}

/// The answer to a query of one text.
pub async fn ask(url: &str, sql: &'static str) -> sqlx::Result<String> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::query_scalar(sql).fetch_one(&mut connection).await
}

pub async fn execute(url: &str, sql: &'static str) {
    let mut connection = PgConnection::connect(url).await.expect("a connection");
    sqlx::raw_sql(sql).execute(&mut connection).await.expect("the statement is right");
}

/// Asks again and again until there is an answer.
pub async fn ask_patiently(url: &str, sql: &'static str) -> String {
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    let answer = async {
        loop {
            ticks.tick().await;
            if let Ok(answer) = ask(url, sql).await {
                return answer;
            }
        }
    };
    tokio::time::timeout(PATIENCE, answer).await.expect("an answer in time")
}

/// Waits until something has come true.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let mut ticks = tokio::time::interval(Duration::from_millis(20));
    let wait = async {
        while !is_so() {
            ticks.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("never so: {what}"));
}

/// The process id in `postmaster.pid`.
pub fn postmaster(data_dir: &Path) -> Option<i32> {
    fs::read_to_string(data_dir.join("cluster/postmaster.pid")).ok()?.lines().next()?.parse().ok()
}

pub fn is_root() -> bool {
    fs::metadata("/proc/self").expect("Linux").uid() == 0
}
