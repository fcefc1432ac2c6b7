//! Who runs PostgreSQL: ourselves, or, since PostgreSQL refuses root, somebody else in root's
//! place.

use std::env;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::{MetadataExt, lchown};
use std::path::Path;

use nix::unistd::{User, geteuid};
use tokio::process::Command;

use crate::StartError;

/// The user that every distribution's PostgreSQL package makes.
const UNPRIVILEGED_USER: &str = "postgres";

/// The user and group that PostgreSQL's programs run as and that own its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Account {
    pub uid: u32,
    pub gid: u32,
    /// We are root and become this account for PostgreSQL's programs.
    by_root: bool,
}

impl Account {
    /// Ourselves or, as root, the `postgres` user.
    pub(crate) fn for_new_cluster() -> Result<Self, StartError> {
        if !is_root() {
            return Ok(Self { uid: geteuid().as_raw(), gid: nix::unistd::getegid().as_raw(), by_root: false });
        }
        // A failing look-up (a directory service that is down) leaves us just as much without a
        // user.
        let user = User::from_name(UNPRIVILEGED_USER).ok().flatten().ok_or(StartError::NoUser)?;
        Ok(Self { uid: user.uid.as_raw(), gid: user.gid.as_raw(), by_root: true })
    }

    /// The owner of what is there already: that must be us, unless we are root and it isn't.
    ///
    /// # Errors
    /// `ForeignOwner` for files of another user, or a cluster of root's, which nobody may run.
    pub(crate) fn owning(path: &Path, metadata: &Metadata) -> Result<Self, StartError> {
        let (owner, us) = (metadata.uid(), geteuid().as_raw());
        let ours = if is_root() { owner != 0 } else { owner == us };
        if ours {
            Ok(Self { uid: owner, gid: metadata.gid(), by_root: is_root() })
        } else {
            Err(StartError::ForeignOwner { path: path.to_owned(), owner, us })
        }
    }

    /// A PostgreSQL program run as this account, free of the settings our own environment has for
    /// PostgreSQL's clients, speaking English so that its log can be sorted, from a folder that
    /// everybody may enter.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C").env("TZ", "UTC").current_dir("/");
        if self.by_root {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives this account a file or folder that we made; never what a link put in its place points
    /// to.
    pub(crate) fn give(&self, path: &Path) -> io::Result<()> {
        if self.by_root { lchown(path, Some(self.uid), Some(self.gid)) } else { Ok(()) }
    }

    /// Whether this account may pass through every folder down to the deepest that exists of
    /// `path`, by their permission bits (as a member of its main group only).
    pub(crate) fn can_reach(&self, path: &Path) -> bool {
        path.ancestors().filter_map(|folder| fs::metadata(folder).ok()).filter(Metadata::is_dir).all(|folder| {
            let may_enter = if folder.uid() == self.uid {
                0o100
            } else if folder.gid() == self.gid {
                0o010
            } else {
                0o001
            };
            folder.mode() & may_enter != 0
        })
    }
}

/// Whether we may act for any user.
pub(crate) fn is_root() -> bool {
    geteuid().is_root()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_folder_on_the_way_is_out_of_reach_for_others() {
        let closed = env::temp_dir().join(format!("private-postgres-closed-{}", std::process::id()));
        fs::create_dir(&closed).expect("a new folder");
        fs::set_permissions(&closed, std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("our folder");
        let owner = geteuid().as_raw();
        let us = Account { uid: owner, gid: u32::MAX, by_root: false };
        let others = Account { uid: owner + 1, gid: u32::MAX, by_root: false };
        let below = closed.join("not/there/yet");
        assert!(us.can_reach(&below));
        assert!(!others.can_reach(&below));
        assert!(others.can_reach(Path::new("/not/there/yet")));
        fs::remove_dir(&closed).expect("an empty folder");
    }
}
