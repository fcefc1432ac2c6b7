//! What `kill -9` leaves behind, and how the next start makes it good.

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use private_postgres::Role;
use sqlx::{Connection, PgConnection};
use support::{Sandbox, ask, ask_patiently, execute, is_root, postmaster, start, until};

#[tokio::test]
async fn a_killed_server_comes_back_at_the_same_address_with_what_was_committed() {
    let sandbox = Sandbox::new("server");
    let options = sandbox.options("data");
    let postgres = start(&options).await;
    let url = postgres.url("shop");
    execute(&url, "CREATE TABLE fruit AS SELECT 'apple' AS name").await;
    let killed = kill_server(&options.data_dir).await;
    assert_eq!(ask_patiently(&url, "SELECT name FROM fruit").await, "apple");
    assert_ne!(postmaster(&options.data_dir), Some(killed));
    postgres.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn a_query_at_work_does_not_keep_a_killed_server_from_coming_back() {
    let sandbox = Sandbox::new("work");
    let options = sandbox.options("data");
    let postgres = start(&options).await;
    let url = postgres.url("shop");
    let mut connection = PgConnection::connect(&url).await.expect("a connection");
    let endless =
        tokio::spawn(async move { sqlx::raw_sql("DO 'BEGIN LOOP END LOOP; END'").execute(&mut connection).await });
    let at_work = "SELECT count(*)::text FROM pg_stat_activity WHERE query LIKE 'DO%'";
    while ask(&url, at_work).await.expect("an answer") == "0" {}
    kill_server(&options.data_dir).await;
    assert_eq!(ask_patiently(&url, "SELECT 'hello'").await, "hello");
    endless.await.expect("no panic").expect_err("the query was cut off");
    postgres.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn a_server_whose_owner_was_killed_is_taken_over_as_it_is() {
    let sandbox = Sandbox::new("owner");
    let options = sandbox.options("data");
    let (mut owner, role, url) = hold(&options.data_dir);
    assert_eq!(role, "Owner");
    let pid = postmaster(&options.data_dir).expect("a running server");
    execute(&url, "CREATE TABLE fruit AS SELECT 'apple' AS name").await;
    owner.kill().expect("our child");
    owner.wait().expect("our child");

    let postgres = start(&options).await;
    assert_eq!(postgres.role(), Role::Owner);
    assert_eq!(postmaster(&options.data_dir), Some(pid), "the same server");
    assert_eq!(ask(&postgres.url("shop"), "SELECT name FROM fruit").await.expect("it"), "apple");

    let taken_over = kill_server(&options.data_dir).await;
    assert_eq!(ask_patiently(&url, "SELECT name FROM fruit").await, "apple");
    assert_ne!(postmaster(&options.data_dir), Some(taken_over), "it is watched like one of our own");
    postgres.stop().await.expect("an orderly stop");
    assert_eq!(postmaster(&options.data_dir), None);
}

#[tokio::test]
async fn owner_and_server_killed_together_are_started_anew() {
    let sandbox = Sandbox::new("both");
    let options = sandbox.options("data");
    let (mut owner, _, url) = hold(&options.data_dir);
    execute(&url, "CREATE TABLE fruit AS SELECT 'apple' AS name").await;
    owner.kill().expect("our child");
    owner.wait().expect("our child");
    kill_server(&options.data_dir).await;

    let postgres = start(&options).await;
    assert_eq!(ask(&postgres.url("shop"), "SELECT name FROM fruit").await.expect("it"), "apple");
    postgres.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn another_process_attaches_and_leaves_the_server_to_its_owner() {
    let sandbox = Sandbox::new("visit");
    let options = sandbox.options("data");
    let owner = start(&options).await;
    let (mut visitor, role, url) = hold(&options.data_dir);
    assert_eq!((role.as_str(), url), ("Attached", owner.url("shop")));
    drop(visitor.stdin.take());
    assert!(visitor.wait().expect("our child").success());
    assert_eq!(ask(&owner.url("shop"), "SELECT 'hello'").await.expect("an answer"), "hello");
    owner.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn a_running_server_whose_socket_was_tidied_away_is_started_anew() {
    let sandbox = Sandbox::new("tidied");
    let options = sandbox.options("data");
    let (mut owner, _, url) = hold(&options.data_dir);
    let pid = postmaster(&options.data_dir);
    owner.kill().expect("our child");
    owner.wait().expect("our child");
    fs::remove_file(options.data_dir.join("socket/.s.PGSQL.5432")).expect("a socket");

    let postgres = start(&options).await;
    assert_ne!(postmaster(&options.data_dir), pid);
    assert_eq!(ask(&url, "SELECT 'hello'").await.expect("an answer"), "hello");
    postgres.stop().await.expect("an orderly stop");
}

/// As after each restart of a container: the numbers begin anew, and the dead server's is
/// somebody's.
#[tokio::test]
async fn a_dead_servers_process_number_that_another_program_has_is_seen_through() {
    let sandbox = Sandbox::new("number");
    let options = sandbox.options("data");
    start(&options).await.stop().await.expect("an orderly stop");
    let cluster = options.data_dir.join("cluster");
    let owner = fs::metadata(&cluster).expect("a cluster");
    let mut sleep = Command::new("sleep");
    sleep.arg("60").stdout(Stdio::null()).stderr(Stdio::null());
    if is_root() {
        sleep.uid(owner.uid()).gid(owner.gid());
    }
    let mut other = sleep.spawn().expect("another program of the same user");
    let stale = format!("{}\n{}\n1\n5432\n/else\n\n 1 1\nready\n", other.id(), cluster.display());
    fs::write(cluster.join("postmaster.pid"), stale).expect("a file");

    let postgres = start(&options).await;
    assert_eq!(ask(&postgres.url("shop"), "SELECT 'hello'").await.expect("an answer"), "hello");
    postgres.stop().await.expect("an orderly stop");
    assert_eq!(other.try_wait().expect("our child"), None, "it was left alone");
    other.kill().expect("our child");
    other.wait().expect("our child");
}

/// Starts the example `hold` on a folder; its role and URL, once it is ready.
fn hold(data_dir: &Path) -> (Child, String, String) {
    let test = std::env::current_exe().expect("this program");
    let example = test.ancestors().nth(2).expect("the target folder").join("examples/hold");
    let mut child = Command::new(example)
        .arg(data_dir)
        .args(["fsync=off", "shared_buffers=16MB"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the example is built: run all of this crate's tests, or `cargo build --examples` first");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("a pipe");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    let (role, url) = line.trim().split_once(' ').expect("role and URL");
    (child, role.to_owned(), url.to_owned())
}

/// Kills the postmaster and returns its process id once it is dead.
async fn kill_server(data_dir: &Path) -> i32 {
    let pid = postmaster(data_dir).expect("a running server");
    kill(Pid::from_raw(pid), Signal::SIGKILL).expect("it runs");
    let command_line = format!("/proc/{pid}/cmdline");
    until("the server is dead", || {
        // A dead process that nobody has waited for yet has an empty one.
        fs::read(&command_line).map_or(true, |words| words.is_empty())
    })
    .await;
    pid
}
