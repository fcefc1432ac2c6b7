//! Starting, finding again and stopping, as it goes every day.

mod support;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use private_postgres::{PrivatePostgres, Role};
use support::{Sandbox, ask, execute, is_root, postmaster, start, until};

#[tokio::test]
async fn the_first_start_makes_the_database_and_the_second_finds_it() {
    let sandbox = Sandbox::new("first");
    let options = sandbox.options("not/there/yet");
    let first = start(&options).await;
    assert_eq!(first.role(), Role::Owner);
    let url = first.url("shop");
    execute(&url, "CREATE TABLE fruit AS SELECT 'Äpfel' AS name").await;
    first.stop().await.expect("an orderly stop");
    assert_eq!(postmaster(&options.data_dir), None);

    let second = start(&options).await;
    assert_eq!(second.url("shop"), url, "the address and the password stay");
    assert_eq!(ask(&url, "SELECT lower(name) FROM fruit").await.expect("an answer"), "äpfel");
    assert_eq!(ask(&second.url("postgres"), "SELECT current_database()::text").await.expect("it"), "postgres");
    second.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn the_server_is_shut_to_everybody_else() {
    let sandbox = Sandbox::new("shut");
    let options = sandbox.options("data");
    let postgres = start(&options).await;
    let url = postgres.url("shop");
    assert_eq!(ask(&url, "SHOW listen_addresses").await.expect("an answer"), "");
    assert_eq!(ask(&url, "SHOW server_encoding").await.expect("an answer"), "UTF8");

    let mode =
        |part: &str| fs::metadata(options.data_dir.join(part)).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode("password"), mode("cluster"), mode("socket")), (0o600, 0o700, 0o700));
    let password = fs::read_to_string(options.data_dir.join("password")).expect("a password");
    assert!(password.len() >= 32);
    assert!(ask(&url.replace(&password, "guess"), "SELECT 'in'").await.is_err());
    assert!(!format!("{postgres:?}").contains(&password));

    let pid = postmaster(&options.data_dir).expect("a running server");
    let owner = fs::metadata(format!("/proc/{pid}")).expect("a process").uid();
    assert_eq!(owner, fs::metadata(options.data_dir.join("cluster")).expect("a cluster").uid());
    assert_ne!(owner, 0);
    postgres.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn the_callers_settings_win() {
    let sandbox = Sandbox::new("settings");
    let options = sandbox.options("data").setting("max_connections", "7");
    let postgres = start(&options).await;
    assert_eq!(ask(&postgres.url("shop"), "SHOW max_connections").await.expect("an answer"), "7");
    assert_eq!(ask(&postgres.url("shop"), "SHOW fsync").await.expect("an answer"), "off");
    postgres.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_gets_a_short_one() {
    let sandbox = Sandbox::new("long");
    let options = sandbox.options(&format!("{}/data", "deep".repeat(25)));
    let postgres = start(&options).await;
    assert_eq!(ask(&postgres.url("shop"), "SELECT 'hello'").await.expect("an answer"), "hello");
    let socket_dir = ask(&postgres.url("shop"), "SHOW unix_socket_directories").await.expect("an answer");
    postgres.stop().await.expect("an orderly stop");
    let socket_dir = Path::new(socket_dir.trim_matches('"'));
    assert!(socket_dir.as_os_str().len() < 85, "{}", socket_dir.display());
    assert!(!socket_dir.exists(), "nothing stays behind");
}

#[tokio::test]
async fn a_path_with_quotes_commas_and_blanks_works() {
    let sandbox = Sandbox::new("odd");
    let options = sandbox.options("it's, \"odd\" ü");
    let postgres = start(&options).await;
    assert_eq!(ask(&postgres.url("shop"), "SELECT 'hello'").await.expect("an answer"), "hello");
    postgres.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn what_is_left_at_the_sockets_place_is_no_hindrance() {
    let sandbox = Sandbox::new("taken");
    let options = sandbox.options("data");
    start(&options).await.stop().await.expect("an orderly stop");
    let own = std::process::id();
    fs::write(options.data_dir.join("socket/.s.PGSQL.5432"), "taken").expect("a file");
    fs::write(options.data_dir.join("socket/.s.PGSQL.5432.lock"), format!("{own}\n/else\n")).expect("a file");
    let postgres = start(&options).await;
    assert_eq!(ask(&postgres.url("shop"), "SELECT 'hello'").await.expect("an answer"), "hello");
    postgres.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn a_first_start_cut_short_is_made_good_by_the_next() {
    let sandbox = Sandbox::new("cut");
    let options = sandbox.options("data");
    {
        let starting = PrivatePostgres::start(options.clone());
        tokio::pin!(starting);
        let mut begun = || options.data_dir.join("cluster.new/PG_VERSION").exists();
        tokio::select! {
            _ = &mut starting => panic!("too fast to be cut short"),
            () = until("initdb has begun", &mut begun) => {}
        }
    }
    assert!(!options.data_dir.join("cluster").exists());
    let postgres = start(&options).await;
    assert_eq!(ask(&postgres.url("shop"), "SELECT 'hello'").await.expect("an answer"), "hello");
    postgres.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn dropping_it_stops_the_server() {
    let sandbox = Sandbox::new("drop");
    let options = sandbox.options("data");
    drop(start(&options).await);
    until("the server has stopped", || postmaster(&options.data_dir).is_none()).await;
}

#[tokio::test]
async fn root_puts_a_database_its_server_could_not_reach_elsewhere() {
    if !is_root() {
        eprintln!("skipped: only root starts PostgreSQL as another user");
        return;
    }
    let sandbox = Sandbox::new("root");
    let home = sandbox.path("home");
    fs::create_dir(&home).expect("a folder");
    fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).expect("our folder");
    let mut options = sandbox.options("home/var/data");
    let error = PrivatePostgres::start(options.clone()).await.expect_err("nowhere to go");
    assert!(error.to_string().contains("can't enter"), "{error}");

    options.root_data_dir = Some(sandbox.path("lib"));
    let postgres = start(&options).await;
    let chosen = postgres.data_dir().to_owned();
    assert!(chosen.starts_with(sandbox.path("lib")) && !options.data_dir.exists());
    postgres.stop().await.expect("an orderly stop");

    fs::set_permissions(&home, fs::Permissions::from_mode(0o755)).expect("our folder");
    let again = start(&options).await;
    assert_eq!(again.data_dir(), chosen, "a database that exists isn't passed over for a new one");
    again.stop().await.expect("an orderly stop");
}
