//! What can't be started says why, and touches nothing.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use private_postgres::{Options, PrivatePostgres, StartError};
use support::{Sandbox, is_root, quick, start};

#[tokio::test]
async fn a_folder_with_other_files_is_left_alone() {
    let sandbox = Sandbox::new("other");
    let options = sandbox.options("letters");
    fs::create_dir(&options.data_dir).expect("a folder");
    fs::write(options.data_dir.join("letter.txt"), "Dear Ada").expect("a file");
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::NotADatabase { .. }), "{error}");
    assert_eq!(fs::read_dir(&options.data_dir).expect("a folder").count(), 1);

    let file = sandbox.options("letters/letter.txt");
    assert!(matches!(refusal(&file).await, StartError::NotADatabase { .. }));
}

#[tokio::test]
async fn a_cluster_that_is_none_is_left_alone() {
    let sandbox = Sandbox::new("none");
    let options = sandbox.options("data");
    start(&options).await.stop().await.expect("an orderly stop");
    fs::remove_file(options.data_dir.join("cluster/PG_VERSION")).expect("a file");
    assert!(matches!(refusal(&options).await, StartError::NotADatabase { .. }));
}

#[tokio::test]
async fn a_damaged_cluster_is_named_so_with_what_postgresql_says() {
    let sandbox = Sandbox::new("damaged");
    let options = sandbox.options("data");
    start(&options).await.stop().await.expect("an orderly stop");
    let control = options.data_dir.join("cluster/global/pg_control");
    let good = fs::read(&control).expect("a file");

    fs::remove_file(&control).expect("a file");
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("global/pg_control"), "{error}");

    let mut bad = good.clone();
    bad[40] ^= 0xff;
    fs::write(&control, bad).expect("a file");
    give_to_server(&control, &options.data_dir);
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::Damaged { .. }), "{error}");

    fs::write(&control, good).expect("a file");
    start(&options).await.stop().await.expect("it is whole again");
}

#[tokio::test]
async fn a_cluster_of_another_version_names_that_version() {
    let sandbox = Sandbox::new("version");
    let options = sandbox.options("data");
    start(&options).await.stop().await.expect("an orderly stop");
    fs::write(options.data_dir.join("cluster/PG_VERSION"), "9\n").expect("a file");
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::WrongVersion { needed: 9, .. }), "{error}");
}

#[tokio::test]
async fn a_setting_postgresql_does_not_know_is_quoted_from_its_log() {
    let sandbox = Sandbox::new("unknown");
    let options = sandbox.options("data").setting("shoe_size", "42");
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::Failed { program: "postgres", .. }), "{error}");
    assert!(error.to_string().contains("shoe_size"), "{error}");
}

#[tokio::test]
async fn missing_programs_are_named() {
    let sandbox = Sandbox::new("missing");
    let mut options = sandbox.options("data");
    options.programs = Some(PathBuf::from("/nonexistent"));
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::NoPrograms { .. }), "{error}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named() {
    let sandbox = Sandbox::new("readonly");
    let parent = sandbox.path("parent");
    fs::create_dir(&parent).expect("a folder");
    // Permissions don't stop root; a file system mounted for reading does.
    let mount = if is_root() {
        let Some(mount) = Mount::new(&parent, "ro") else {
            return;
        };
        Some(mount)
    } else {
        fs::set_permissions(&parent, fs::Permissions::from_mode(0o500)).expect("our folder");
        None
    };
    let error = refusal(&quick(parent.join("data"))).await;
    assert!(matches!(error, StartError::Unwritable { .. }), "{error}");
    drop(mount);
    fs::set_permissions(&parent, fs::Permissions::from_mode(0o700)).expect("our folder");
}

#[tokio::test]
async fn a_full_disk_is_named_and_enough_room_mends_it() {
    let sandbox = Sandbox::new("full");
    let parent = sandbox.path("disk");
    fs::create_dir(&parent).expect("a folder");
    let Some(disk) = Mount::new(&parent, "size=8m,mode=755") else {
        return;
    };
    let options = quick(parent.join("data"));
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::DiskFull { .. }), "{error}");

    disk.remount("size=200m");
    let postgres = start(&options).await;
    postgres.stop().await.expect("an orderly stop");
    disk.fill(&parent.join("filler"));
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::DiskFull { .. }), "{error}");
    fs::remove_file(parent.join("filler")).expect("a file");
    start(&options).await.stop().await.expect("an orderly stop");
}

#[tokio::test]
async fn a_cluster_of_another_user_is_left_alone() {
    if !is_root() {
        eprintln!("skipped: only root can make another user's folder");
        return;
    }
    let sandbox = Sandbox::new("foreign");
    let options = sandbox.options("data");
    fs::create_dir_all(options.data_dir.join("cluster")).expect("a folder");
    let error = refusal(&options).await;
    assert!(matches!(error, StartError::ForeignOwner { owner: 0, .. }), "{error}");
}

async fn refusal(options: &Options) -> StartError {
    PrivatePostgres::start(options.clone()).await.expect_err("this can't be started")
}

/// Makes the server's user own a file that the test wrote anew.
fn give_to_server(file: &Path, data_dir: &Path) {
    use std::os::unix::fs::{MetadataExt, chown};
    let owner = fs::metadata(data_dir.join("cluster")).expect("a cluster");
    chown(file, Some(owner.uid()), Some(owner.gid())).expect("root may, and the owner needn't");
}

/// A file system in memory, of our own kind and size, gone with the test.
struct Mount(PathBuf);

impl Mount {
    /// `None` where we may not mount, which is said.
    fn new(at: &Path, options: &str) -> Option<Self> {
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).output();
        if mounted.is_ok_and(|mount| mount.status.success()) {
            return Some(Self(at.to_owned()));
        }
        eprintln!("skipped: this process may not mount a file system");
        None
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let remounted = Command::new("mount").args(["-o", &options]).arg(&self.0).status();
        assert!(remounted.expect("the mount program").success());
    }

    /// Leaves no room at all.
    fn fill(&self, file: &Path) {
        let mut filler = fs::File::create(file).expect("a file");
        std::io::copy(&mut std::io::repeat(0), &mut filler).expect_err("a full disk");
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Left to the operating system when something still uses it.
        let _ = Command::new("umount").arg(&self.0).status();
    }
}
