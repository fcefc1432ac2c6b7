//! The folder of one private PostgreSQL: where each part of it lies and who owns it.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{self, Path, PathBuf};

use nix::fcntl::OFlag;

use crate::account::{Account, is_root};
use crate::{Options, StartError};

/// The longest path of a folder for the socket, in bytes. The system allows 107 for the socket
/// itself, and `/.s.PGSQL.5432` takes 14; the rest is left over for systems that allow a little
/// less.
const SOCKET_DIR_LIMIT: usize = 85;

/// Where everything is. Made by [`Place::prepare`], which leaves `dir` existing and ours.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The folder of all the others.
    pub dir: PathBuf,
    /// Who runs PostgreSQL and owns the cluster.
    pub account: Account,
    /// The owner of `dir`: root where root made it, so that the account can't plant links among the
    /// files below that root opens.
    owner: (u32, u32),
}

impl Place {
    /// Finds or makes the folder and settles who runs PostgreSQL in it.
    pub(crate) fn prepare(options: &Options) -> Result<Self, StartError> {
        let dir = choose_dir(options)?;
        if !dir.exists() {
            make_dir(&dir)?;
        }
        let metadata = fs::metadata(&dir).map_err(|error| StartError::io(&dir, error))?;
        // In this order: another process that starts now may be putting its lock there.
        if !is_empty(&dir)? && !holds_database(&dir) {
            return Err(StartError::NotADatabase { path: dir });
        }
        let cluster = dir.join("cluster");
        let account = match fs::metadata(&cluster) {
            Ok(metadata) => Account::owning(&cluster, &metadata)?,
            Err(_) if is_root() && metadata.uid() == 0 => Account::for_new_cluster()?,
            Err(_) => Account::owning(&dir, &metadata)?,
        };
        // The true path, so that two ways to the same folder give one database.
        let dir = dir.canonicalize().map_err(|error| StartError::io(&dir, error))?;
        if is_root() && !account.can_reach(&dir) {
            return Err(StartError::Unreachable { data_dir: dir });
        }
        Ok(Self { dir, account, owner: (metadata.uid(), metadata.gid()) })
    }

    /// PostgreSQL's data directory.
    pub(crate) fn cluster(&self) -> PathBuf {
        self.dir.join("cluster")
    }

    /// The superuser's password, for the account's eyes alone.
    pub(crate) fn password(&self) -> PathBuf {
        self.dir.join("password")
    }

    /// What PostgreSQL's programs print.
    pub(crate) fn log(&self) -> PathBuf {
        self.dir.join("postgres.log")
    }

    /// Held by the process that owns the server, for as long as it lives.
    pub(crate) fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    /// The socket's folder: beside the cluster or, when that path is too long for a socket, a short
    /// one named after the folder's inode.
    pub(crate) fn socket_dir(&self) -> io::Result<PathBuf> {
        let beside = self.dir.join("socket");
        if beside.as_os_str().len() <= SOCKET_DIR_LIMIT {
            return Ok(beside);
        }
        let folder = fs::metadata(&self.dir)?;
        let short = if is_root() { "/run" } else { "/tmp" };
        Ok(Path::new(short).join(format!("private-postgres-{:x}-{:x}", folder.dev(), folder.ino())))
    }

    /// Makes the socket's folder, for the account alone, and empties it of what a killed server
    /// left. Call it only while no server of this place runs.
    ///
    /// # Errors
    /// `ForeignOwner` when somebody else made a folder of that name first, which under `/tmp`
    /// anybody could.
    pub(crate) fn make_socket_dir(&self) -> Result<PathBuf, StartError> {
        let dir = self.socket_dir().map_err(|error| StartError::io(&self.dir, error))?;
        let failed = |error| StartError::io(&dir, error);
        match DirBuilder::new().mode(0o700).create(&dir) {
            Ok(()) => self.account.give(&dir).map_err(failed)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
        let found = fs::symlink_metadata(&dir).map_err(failed)?;
        if !found.is_dir() || found.uid() != self.account.uid {
            return Err(StartError::ForeignOwner { path: dir, owner: found.uid(), us: self.account.uid });
        }
        for entry in dir.read_dir().map_err(failed)?.flatten() {
            fs::remove_file(entry.path()).map_err(failed)?;
        }
        Ok(dir)
    }

    /// Leaves nothing of a stopped server outside of the folder.
    pub(crate) fn remove_short_socket_dir(&self) {
        if let Ok(dir) = self.socket_dir()
            && !dir.starts_with(&self.dir)
        {
            // An empty folder that stays does no harm, and the next start uses it again.
            let _ = fs::remove_dir(dir);
        }
    }

    /// Opens one of the files directly in the folder for writing at its end; made for its owner
    /// alone when missing. Never follows a link.
    pub(crate) fn open(&self, file: &Path) -> Result<File, StartError> {
        let failed = |error| StartError::io(file, error);
        let opened = OpenOptions::new()
            .create(true)
            .append(true)
            .read(true)
            .mode(0o600)
            .custom_flags(OFlag::O_NOFOLLOW.bits())
            .open(file)
            .map_err(failed)?;
        if is_root() {
            // Where root comes along in a user's folder, that user must be able to open the file
            // next time.
            fchown(&opened, Some(self.owner.0), Some(self.owner.1)).map_err(failed)?;
        }
        Ok(opened)
    }
}

/// `options.data_dir`, or root's substitute for it. A database that exists is never passed over for
/// a new one.
fn choose_dir(options: &Options) -> Result<PathBuf, StartError> {
    let asked = path::absolute(&options.data_dir).map_err(|error| StartError::io(&options.data_dir, error))?;
    if !is_root() || holds_database(&asked) {
        return Ok(asked);
    }
    let substitute = options.root_data_dir.as_ref().map(|root_dir| root_dir.join(flat_name(&asked)));
    if let Some(dir) = substitute.as_ref().filter(|dir| holds_database(dir)) {
        return Ok(dir.clone());
    }
    // Links on the way lead through folders that `asked` doesn't name.
    let exists = asked.ancestors().find_map(|folder| folder.canonicalize().ok());
    let reached_by = |account: &Account| exists.as_ref().is_some_and(|folder| account.can_reach(folder));
    match fs::metadata(&asked) {
        Ok(folder) if folder.uid() != 0 => Ok(asked),
        _ if reached_by(&Account::for_new_cluster()?) => Ok(asked),
        _ => substitute.ok_or(StartError::Unreachable { data_dir: asked }),
    }
}

/// An absolute path as the name of one folder, different for each path: `/root/site/var` is
/// `root-site-var`.
fn flat_name(path: &Path) -> OsString {
    let mut name = Vec::new();
    for byte in path.as_os_str().as_bytes().iter().skip(1) {
        match byte {
            b'/' => name.push(b'-'),
            b'-' => name.extend(b"%2D"),
            b'%' => name.extend(b"%25"),
            other => name.push(*other),
        }
    }
    std::os::unix::ffi::OsStringExt::from_vec(name)
}

/// Makes the folder and those above it. Root's must be open for passing through to PostgreSQL's
/// user.
fn make_dir(dir: &Path) -> Result<(), StartError> {
    let missing: Vec<_> = dir.ancestors().skip(1).take_while(|above| !above.exists()).collect();
    for above in missing.into_iter().rev() {
        make_one_dir(above, 0o755)?;
    }
    make_one_dir(dir, if is_root() { 0o711 } else { 0o700 })
}

/// Makes one folder; that another process made it a moment before is as good.
fn make_one_dir(dir: &Path, mode: u32) -> Result<(), StartError> {
    let made = match DirBuilder::new().mode(mode).create(dir) {
        // A narrow umask of root's would shut PostgreSQL's user out; anybody else's is a wish to
        // respect.
        Ok(()) if is_root() => fs::set_permissions(dir, fs::Permissions::from_mode(mode)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    };
    made.map_err(|error| StartError::io(dir, error))
}

/// Whether the folder is one of ours, be its cluster only half made.
fn holds_database(dir: &Path) -> bool {
    ["cluster", "lock"].iter().any(|part| dir.join(part).exists())
}

fn is_empty(dir: &Path) -> Result<bool, StartError> {
    let mut entries = dir.read_dir().map_err(|error| match error.kind() {
        io::ErrorKind::NotADirectory => StartError::NotADatabase { path: dir.to_owned() },
        _ => StartError::io(dir, error),
    })?;
    Ok(entries.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_paths_have_different_flat_names() {
        assert_eq!(flat_name(Path::new("/root/site/var")), "root-site-var");
        assert_eq!(flat_name(Path::new("/root/my-site")), "root-my%2Dsite");
        assert_ne!(flat_name(Path::new("/root/a-b")), flat_name(Path::new("/root/a/b")));
    }
}
