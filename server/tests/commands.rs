//! The program at a command line: what it says, where it says it, and the code it ends with.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("igny8-commands-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("our folder");
        Self(folder)
    }

    /// The program with its data in here, and without the model that takes seconds to load.
    fn igny8(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_igny8"));
        command.env("IGNY8_DATA_DIR", &self.0).env("IGNY8_EMBEDDINGS", "false").env("RUST_LOG", "warn");
        command
    }

    /// Clusters a file of these keywords.
    fn cluster(&self, keywords: &[&str]) -> Output {
        let file = self.0.join("keywords.csv");
        std::fs::write(&file, format!("keyword\n{}\n", keywords.join("\n"))).expect("our file");
        self.igny8().arg("cluster").arg(file).output().expect("runs")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An empty database of the test's own: its address.
async fn new_database(test: &str) -> String {
    let server = std::env::var("TEST_DATABASE_URL").expect("TEST_DATABASE_URL is set; `make test` sets it");
    let name = format!("igny8_commands_{test}_{}", std::process::id());
    let mut admin = PgConnection::connect(&server).await.expect("the test PostgreSQL answers");
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut admin).await.expect("is made");
    let mut url: url::Url = server.parse().expect("a URL");
    url.set_path(&name);
    url.to_string()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What was said of a failure, on standard error alone.
fn refusal(output: &Output) -> String {
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
    text(&output.stderr)
}

#[test]
fn cluster_writes_its_table_to_standard_output_and_its_figures_to_standard_error() {
    let keywords = [
        "cold brew ratio",
        "cold brew coffee ratio",
        "best cold brew ratio",
        "moka pot size",
        "moka pot sizes",
        "which moka pot size",
    ];
    let output = Folder::new("clusters").cluster(&keywords);
    let (table, figures) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{figures}");
    let rows: Vec<(&str, &str)> = table.lines().filter_map(|line| line.split_once(',')).collect();
    let written: Vec<&str> = rows.iter().map(|(keyword, _)| *keyword).collect();
    assert_eq!(written, [&["keyword"][..], &keywords].concat());
    let clusters: Vec<&str> = rows.iter().skip(1).map(|(_, cluster)| *cluster).collect();
    let [brew, moka] = [clusters[0], clusters[3]];
    assert_eq!(clusters, [brew, brew, brew, moka, moka, moka]);
    assert_ne!(brew, moka);
    assert!(figures.starts_with("6 keywords, 2 clusters, ") && figures.contains("words alone"), "{figures}");
}

#[test]
fn cluster_refuses_four_keywords() {
    let output = Folder::new("four").cluster(&["cold brew", "moka pot", "french press", "espresso"]);
    assert_eq!(refusal(&output), "igny8: Clustering needs at least 5 keywords; 4 given.\n");
}

#[test]
fn cluster_names_a_file_that_is_not_there() {
    let folder = Folder::new("missing");
    let output = folder.igny8().args(["cluster", "no-such-file.csv"]).output().expect("runs");
    let said = refusal(&output);
    assert!(said.starts_with("igny8: no-such-file.csv cannot be read: "), "{said}");
}

#[tokio::test]
async fn serve_says_that_its_address_is_taken_and_how_to_choose_another() {
    let folder = Folder::new("taken");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let listen = taken.local_addr().expect("its address").to_string();
    let mut serve = folder.igny8();
    serve.arg("serve").env("DATABASE_URL", new_database("taken").await).env("IGNY8_LISTEN", &listen);
    let said = refusal(&serve.output().expect("runs"));
    let sentence = format!("igny8: {listen} cannot be listened on");
    assert!(said.contains(&sentence) && said.contains("IGNY8_LISTEN"), "{said}");
}

#[tokio::test]
async fn check_finds_nothing_wrong_with_a_new_database() {
    let folder = Folder::new("check");
    let mut check = folder.igny8();
    let output = check.args(["check", "--deep"]).env("DATABASE_URL", new_database("check").await).output();
    let output = output.expect("runs");
    let said = text(&output.stdout);
    assert!(output.status.success(), "{said} {}", text(&output.stderr));
    assert_eq!(said.lines().last(), Some("Every promise about the data holds."));
    assert!(said.lines().any(|line| line.starts_with("IGNY8_EMBEDDINGS ") && line.ends_with(" false")), "{said}");
}
