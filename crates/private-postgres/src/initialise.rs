//! The first start: a new cluster with one database and a password nobody chose.
//!
//! Everything is made in `cluster.new`, which becomes `cluster` when it is complete: a process
//! killed in between leaves nothing that could be taken for a database.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::process::Stdio;

use rand::RngExt;
use rand::distr::Alphanumeric;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::log::Log;
use crate::place::Place;
use crate::programs::Programs;
use crate::{Options, SUPERUSER, StartError};

/// About 190 bits of chance, in letters and digits that need no quoting in a URL.
const PASSWORD_LENGTH: usize = 32;

/// From this version on PostgreSQL brings a UTF-8 locale of its own, which no update of the system
/// can change.
const FIRST_WITH_BUILTIN_LOCALE: u32 = 17;

/// Makes the cluster of a place that has none. The caller holds the place's lock.
pub(crate) async fn initialise(place: &Place, programs: &Programs, options: &Options) -> Result<(), StartError> {
    let fresh = place.dir.join("cluster.new");
    let failed = |error| StartError::io(&fresh, error);
    match fs::remove_dir_all(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    DirBuilder::new().mode(0o700).create(&fresh).map_err(failed)?;
    place.account.give(&fresh).map_err(failed)?;
    write_password(place)?;

    let log = Log::open(place)?;
    let mut initdb = place.account.command(&programs.folder.join("initdb"));
    initdb.arg("--pgdata").arg(&fresh).arg("--pwfile").arg(place.password());
    initdb.args(["--username", SUPERUSER, "--auth", "scram-sha-256", "--encoding", "UTF8"]);
    if programs.major >= FIRST_WITH_BUILTIN_LOCALE {
        initdb.args(["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]);
    } else {
        initdb.args(["--locale", "C.UTF-8"]);
    }
    if options.settings.iter().any(|(name, value)| name == "fsync" && value == "off") {
        initdb.arg("--no-sync");
    }
    run(initdb, "initdb", "", &log).await?;

    let name = options.database.replace('"', "\"\"");
    let mut single = place.account.command(&programs.folder.join("postgres"));
    single.args(["--single", "-c", "exit_on_error=on", "-D"]).arg(&fresh).arg("postgres");
    run(single, "postgres", &format!("CREATE DATABASE \"{name}\"\n"), &log).await?;

    fs::rename(&fresh, place.cluster()).map_err(failed)?;
    sync_dir(&place.dir)
}

/// Runs a program to its end; what it prints goes to the log.
async fn run(mut command: Command, name: &'static str, input: &str, log: &Log) -> Result<(), StartError> {
    let program = Path::new(command.as_std().get_program()).to_owned();
    let failed = |error| StartError::io(&program, error);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(log.writer()?)
        .stderr(log.writer()?)
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ended before it read this has said why in the log.
        let _ = stdin.write_all(input.as_bytes()).await;
    }
    let status = child.wait().await.map_err(failed)?;
    if status.success() { Ok(()) } else { Err(log.explain(name)) }
}

/// Writes a new password in place of one that an interrupted first start may have left.
fn write_password(place: &Place) -> Result<(), StartError> {
    let path = place.password();
    let failed = |error| StartError::io(&path, error);
    let password: String = rand::rng().sample_iter(Alphanumeric).take(PASSWORD_LENGTH).map(char::from).collect();
    let mut file = place.open(&path)?;
    file.set_len(0).map_err(failed)?;
    file.write_all(password.as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    place.account.give(&path).map_err(failed)
}

/// Makes a rename in the folder outlive a power cut.
fn sync_dir(dir: &Path) -> Result<(), StartError> {
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(|error| StartError::io(dir, error))
}
