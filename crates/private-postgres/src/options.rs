//! What the caller decides: where the database lives and how the server is set.

use std::path::PathBuf;
use std::time::Duration;

/// How to start a private PostgreSQL. [`Options::new`] gives every field but two a default.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that is all this database's own: cluster, password, socket and log. Made at the
    /// first start.
    pub data_dir: PathBuf,
    /// Where root puts the folder instead when PostgreSQL's unprivileged user can't reach
    /// `data_dir`, as below a closed home folder. Each `data_dir` gets a folder of its own below
    /// it. `None`: that is an error.
    pub root_data_dir: Option<PathBuf>,
    /// The database made together with the cluster, at the first start only.
    pub database: String,
    /// The folder of `postgres` and `initdb`. `None`: the machine is searched for the newest usable
    /// version.
    pub programs: Option<PathBuf>,
    /// Server settings, each as `name`, `value`; they win over this crate's own and over
    /// `postgresql.conf`.
    pub settings: Vec<(String, String)>,
    /// How long the start may take in all, including making the cluster and recovering from a
    /// crash.
    pub start_limit: Duration,
}

impl Options {
    /// Options for a cluster in `data_dir` with one database, on a small server: at most 60 seconds
    /// to start.
    pub fn new(data_dir: impl Into<PathBuf>, database: impl Into<String>) -> Self {
        Self {
            data_dir: data_dir.into(),
            root_data_dir: None,
            database: database.into(),
            programs: None,
            settings: Vec::new(),
            start_limit: Duration::from_secs(60),
        }
    }

    /// The same options with one more server setting.
    #[must_use]
    pub fn setting(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }
}
