//! Every server function goes through the guard: read from the sources, so that a new one cannot be forgotten.

use std::path::{Path, PathBuf};

/// Doors that are open to visitors, since they make or end the session.
const OPEN: &[&str] = &["sign_in", "sign_up", "sign_out"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Name and body's first lines of every server function in a file.
fn server_functions(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in source.split("#[server(").skip(1) {
        let Some((_, function)) = part.split_once("async fn ") else { continue };
        let name: String = function.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let Some((_, body)) = function.split_once("{\n") else { continue };
        let first: Vec<&str> = body.lines().take_while(|line| *line != "}").collect();
        found.push((name, first.join("\n")));
    }
    found
}

#[test]
fn every_answer_is_read_by_the_one_decoder() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    for file in files.iter().filter(|file| !file.ends_with("access/tests.rs")) {
        let source = std::fs::read_to_string(file).expect("a source");
        for declaration in source.split("#[server(prefix").skip(1) {
            let said = declaration.split(']').next().unwrap_or_default();
            assert!(said.contains("output = JsonText"), "{}: {said}", file.display());
        }
    }
}

#[test]
fn every_server_function_asks_the_guard_and_expects_nothing_else() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut seen = 0;
    for file in files.iter().filter(|file| !file.ends_with("access/tests.rs")) {
        let source = std::fs::read_to_string(file).expect("a source");
        for (name, body) in server_functions(&source) {
            seen += 1;
            let guarded = body.contains("access::tenant()");
            assert!(guarded || OPEN.contains(&name.as_str()), "{name} in {} does not ask the guard", file.display());
            // it would panic where the page that asked has been left
            let expects = body.contains("expect_context");
            assert!(!expects, "{name} in {} does not ask the guard for the state", file.display());
        }
    }
    assert!(seen > 10, "only {seen} server functions were found: has their form changed?");
}

#[test]
fn tenant_rows_are_reached_through_the_guard_alone() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let allowed =
        ["access/", "accounts/", "billing/", "jobs/", "database.rs", "check.rs", "state.rs", "testing.rs", "demo"];
    for file in files {
        let name = file
            .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
            .expect("below src")
            .display()
            .to_string();
        if allowed.iter().any(|prefix| name.starts_with(prefix)) || name.contains("test") {
            continue;
        }
        let source = std::fs::read_to_string(&file).expect("a source");
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for forbidden in ["SystemTx", "state.pool", ".pool()", "of_system("] {
            assert!(!code.contains(forbidden), "{name} uses {forbidden}: tenant rows are reached through TenantTx");
        }
    }
}
