//! Why a private PostgreSQL didn't start or stop, in sentences a person can act on.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::place::Place;
use crate::programs::OLDEST_MAJOR;

/// Why [`PrivatePostgres::start`](crate::PrivatePostgres::start) failed. `log` is the end of
/// PostgreSQL's own log.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Neither the usual folders, `PATH` nor `pg_config` lead to `postgres` and `initdb`.
    #[error(
        "The PostgreSQL programs are not installed (looked in {}). Install them, on Debian or Ubuntu with \
         `apt-get install postgresql`.",
        list(.looked)
    )]
    NoPrograms {
        /// The folders without them.
        looked: Vec<PathBuf>,
    },

    /// Programs were found, but all older than this crate can drive.
    #[error("PostgreSQL {found} is too old; install version {OLDEST_MAJOR} or newer.")]
    TooOld {
        /// The newest major version found.
        found: u32,
    },

    /// The cluster belongs to another major version than those installed.
    #[error(
        "The database in {} was made by PostgreSQL {needed}, and only {} can be found. Install version {needed}, \
         on Debian or Ubuntu with `apt-get install postgresql-{needed}`.",
        .data_dir.display(),
        versions(.found)
    )]
    WrongVersion {
        /// The folder of the database.
        data_dir: PathBuf,
        /// The major version in the cluster's `PG_VERSION`.
        needed: u32,
        /// The major versions of the programs found.
        found: Vec<u32>,
    },

    /// PostgreSQL refuses to run as root, and there is nobody else to run it.
    #[error(
        "PostgreSQL doesn't run as root, and this machine has no user `postgres` to run it. Install the \
         distribution's PostgreSQL package, which makes that user, or start this program as another user."
    )]
    NoUser,

    /// Started by root, and the user that would run PostgreSQL can't enter the folder.
    #[error("PostgreSQL runs as another user than root, and that user can't enter {}.", .data_dir.display())]
    Unreachable {
        /// The folder asked for.
        data_dir: PathBuf,
    },

    /// The folder has an owner who is not us.
    #[error(
        "{} belongs to user number {owner}, and this program runs as {us}. Start it as the owner, or name \
         another folder.",
        .path.display()
    )]
    ForeignOwner {
        /// The folder in question.
        path: PathBuf,
        /// Its owner's user id.
        owner: u32,
        /// Our user id.
        us: u32,
    },

    /// The folder holds something, and it isn't a database of ours; nothing in it was touched.
    #[error("{} holds other files and no database. Name an empty folder or one that doesn't exist.", .path.display())]
    NotADatabase {
        /// The folder in question.
        path: PathBuf,
    },

    /// A folder or file can't be made or written.
    #[error("{} can't be written: {source}. Check its permissions, or name another folder.", .path.display())]
    Unwritable {
        /// What we wanted to write.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },

    /// The disk has no room left.
    #[error("The disk that holds {} is full. Free some space and start again.{}", .path.display(), quote(.log))]
    DiskFull {
        /// The folder or file that found no room.
        path: PathBuf,
        /// Empty where PostgreSQL wasn't running yet.
        log: String,
    },

    /// PostgreSQL finds its own files wrong.
    #[error(
        "The database in {} is damaged; restore a backup. PostgreSQL's log is in {}.{}",
        .data_dir.display(),
        .log_file.display(),
        quote(.log)
    )]
    Damaged {
        /// The folder of the database.
        data_dir: PathBuf,
        /// The whole log.
        log_file: PathBuf,
        /// Its end.
        log: String,
    },

    /// One of PostgreSQL's programs ended with an error of another kind.
    #[error("PostgreSQL's program `{program}` failed. Its log is in {}.{}", .log_file.display(), quote(.log))]
    Failed {
        /// `initdb` or `postgres`.
        program: &'static str,
        /// The whole log.
        log_file: PathBuf,
        /// Its end.
        log: String,
    },

    /// It didn't become ready in time. A server that was started goes on, so that a long recovery
    /// isn't lost: the next start finds it.
    #[error(
        "PostgreSQL was not ready after {} seconds. It may be recovering from a crash: try again in a minute, or \
         read its log in {}.{}",
        .limit.as_secs(),
        .log_file.display(),
        quote(.log)
    )]
    NotReady {
        /// The limit that was set.
        limit: Duration,
        /// The whole log.
        log_file: PathBuf,
        /// Its end.
        log: String,
    },

    /// A program or file of the system failed in a way that has no sentence of its own.
    #[error("{} failed: {source}.", .path.display())]
    Io {
        /// The program or file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl StartError {
    /// The limit is over; `log` is what there is to read so far.
    pub(crate) fn not_ready(limit: Duration, place: &Place, log: String) -> Self {
        Self::NotReady { limit, log_file: place.log(), log }
    }

    /// Sorts an input or output error on `path` by what a person can do about it.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Unwritable { path, source },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path, log: String::new() },
            _ => Self::Io { path, source },
        }
    }
}

/// Why [`PrivatePostgres::stop`](crate::PrivatePostgres::stop) failed.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    /// Neither the orderly nor the immediate way ended it in time.
    #[error("PostgreSQL (process {pid}) didn't stop when asked to. It will be found again at the next start.")]
    StillRunning {
        /// The postmaster's process id.
        pid: i32,
    },
    /// The task that watches the server panicked; the server may still run.
    #[error("The task that watches PostgreSQL ended early: {0}")]
    WatchLost(#[from] tokio::task::JoinError),
}

fn list(paths: &[PathBuf]) -> String {
    let names: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    if names.is_empty() { "the usual folders and PATH".to_owned() } else { names.join(", ") }
}

fn versions(found: &[u32]) -> String {
    let names: Vec<_> = found.iter().map(u32::to_string).collect();
    format!("version {}", names.join(", "))
}

fn quote(log: &str) -> String {
    if log.is_empty() { String::new() } else { format!(" It says:\n{log}") }
}
