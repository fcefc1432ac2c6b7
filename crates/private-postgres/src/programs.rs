//! Which of the machine's PostgreSQL programs to use.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::StartError;

/// The oldest major version that is known to work here; older ones get no fixes from their makers
/// either.
pub(crate) const OLDEST_MAJOR: u32 = 14;

/// Where packages put their programs: the folder, and what lies between a folder in it and the
/// programs.
const PACKAGED: [(&str, &str, &str); 3] = [
    ("/usr/lib/postgresql", "", "bin"),          // Debian, Ubuntu
    ("/usr", "pgsql-", "bin"),                   // PostgreSQL's own packages for Red Hat and its kin
    ("/opt/homebrew/opt", "postgresql@", "bin"), // Homebrew
];

/// One installed version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Programs {
    /// `15` for 15.18.
    pub major: u32,
    /// The folder of `postgres` and `initdb`.
    pub folder: PathBuf,
}

impl Programs {
    /// The programs for a cluster made by major version `needed`, or for a new one the newest
    /// installed.
    ///
    /// # Errors
    /// `NoPrograms`, `TooOld`, or `WrongVersion` for the cluster in `data_dir`.
    pub(crate) async fn choose(
        wanted: Option<&Path>,
        needed: Option<u32>,
        data_dir: &Path,
    ) -> Result<Self, StartError> {
        let folders = match wanted {
            Some(folder) => vec![folder.to_owned()],
            None => likely_folders().await,
        };
        let mut found = BTreeSet::new();
        for folder in &folders {
            if let Some(major) = major_in(folder).await {
                found.insert(Self { major, folder: folder.clone() });
            }
        }
        let newest = found.last().cloned().ok_or(StartError::NoPrograms { looked: folders })?;
        let Some(needed) = needed else {
            let found = newest.major;
            return if found < OLDEST_MAJOR { Err(StartError::TooOld { found }) } else { Ok(newest) };
        };
        found.iter().find(|programs| programs.major == needed).cloned().ok_or_else(|| StartError::WrongVersion {
            data_dir: data_dir.to_owned(),
            needed,
            found: found.iter().map(|programs| programs.major).collect::<BTreeSet<_>>().into_iter().collect(),
        })
    }
}

/// Every folder that may hold the programs, each once, whether it exists or not.
async fn likely_folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for (parent, prefix, rest) in PACKAGED {
        let Ok(entries) = Path::new(parent).read_dir() else {
            continue;
        };
        folders.extend(
            entries
                .flatten()
                .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
                .map(|entry| entry.path().join(rest)),
        );
    }
    folders.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    if let Ok(answer) = Command::new("pg_config").arg("--bindir").kill_on_drop(true).output().await {
        folders.push(PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim()));
    }
    let mut seen = BTreeSet::new();
    folders.retain(|folder| folder.is_absolute() && seen.insert(folder.clone()));
    folders
}

/// The major version of the programs in a folder; `None` when they aren't both there or don't run.
async fn major_in(folder: &Path) -> Option<u32> {
    let postgres = folder.join("postgres");
    if !postgres.is_file() || !folder.join("initdb").is_file() {
        return None;
    }
    let answer = Command::new(postgres).arg("--version").kill_on_drop(true).output().await.ok()?;
    parse_major(&String::from_utf8_lossy(&answer.stdout))
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`, also `17beta2`.
fn parse_major(answer: &str) -> Option<u32> {
    let version = answer.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    let digits = version.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(parse_major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(parse_major("postgres (PostgreSQL) 17beta2\n"), Some(17));
        assert_eq!(parse_major("postgres (PostgreSQL) 18\n"), Some(18));
        assert_eq!(parse_major("command not found"), None);
    }

    #[tokio::test]
    async fn a_folder_without_programs_is_named_in_the_error() {
        let empty = Path::new("/nonexistent/bin");
        let error = Programs::choose(Some(empty), None, Path::new("/data")).await.expect_err("nothing is there");
        let sentence = error.to_string();
        assert!(sentence.contains("/nonexistent/bin") && sentence.contains("apt-get install postgresql"), "{sentence}");
    }

    #[tokio::test]
    async fn a_cluster_of_another_version_names_the_version_to_install() {
        let error = Programs::choose(None, Some(9), Path::new("/data")).await.expect_err("nobody has version 9");
        assert!(matches!(error, StartError::WrongVersion { needed: 9, .. }), "{error}");
        assert!(error.to_string().contains("apt-get install postgresql-9"), "{error}");
    }
}
