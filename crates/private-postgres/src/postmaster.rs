//! A server that runs already, as its `postmaster.pid` describes it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// What PostgreSQL says of itself in the last line of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Also while it recovers from a crash.
    Starting,
    /// It accepts connections.
    Ready,
    /// It ends as soon as it has written everything down.
    Stopping,
}

/// The contents of `postmaster.pid`; whether that process still lives is another question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Postmaster {
    pub pid: i32,
    pub port: u16,
    /// `None` while it starts and when it was started by hand without a socket.
    pub socket_dir: Option<PathBuf>,
    pub phase: Phase,
}

impl Postmaster {
    /// The server of this cluster, if one runs.
    pub(crate) fn running(cluster: &Path) -> io::Result<Option<Self>> {
        let path = cluster.join("postmaster.pid");
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text?,
        };
        Ok(Self::parse(&text).filter(|postmaster| postmaster.is_alive(cluster)))
    }

    /// Lines: process id, data directory, start time, port, first socket directory, first address,
    /// shared memory key, phase (PostgreSQL's `src/include/utils/pidfile.h`). A server just
    /// starting has written but some of them.
    fn parse(text: &str) -> Option<Self> {
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        Some(Self {
            pid: lines.first()?.parse().ok().filter(|pid| *pid > 0)?,
            port: lines.get(3).and_then(|port| port.parse().ok()).unwrap_or_default(),
            socket_dir: lines.get(4).filter(|dir| !dir.is_empty()).map(PathBuf::from),
            phase: match lines.get(7) {
                Some(&"ready") => Phase::Ready,
                Some(&"stopping") => Phase::Stopping,
                _ => Phase::Starting,
            },
        })
    }

    /// Whether the process lives and is the server of this cluster: its number may long be another
    /// program's.
    pub(crate) fn is_alive(&self, cluster: &Path) -> bool {
        if kill(Pid::from_raw(self.pid), None) == Err(Errno::ESRCH) {
            return false;
        }
        let process = PathBuf::from(format!("/proc/{}", self.pid));
        let Ok(command) = fs::read(process.join("cmdline")) else {
            // Without /proc the living process is all the evidence there is; PostgreSQL itself asks
            // for no more.
            return !Path::new("/proc/self").exists();
        };
        let mut words = command.split(|byte| *byte == 0);
        let program = words.next().unwrap_or_default();
        let is_postgres = program.ends_with(b"postgres") || program.ends_with(b"postmaster");
        // Its working directory is the cluster; where we aren't allowed to see that, as root in a
        // container isn't, the command line names it.
        is_postgres
            && (is_same_folder(&process.join("cwd"), cluster)
                || words.any(|word| word == cluster.as_os_str().as_bytes()))
    }

    /// Whether there is a socket to reach it by: a server started by hand may have none, and
    /// somebody who tidies up may have removed it.
    pub(crate) fn has_socket(&self) -> bool {
        let name = format!(".s.PGSQL.{}", self.port);
        self.socket_dir.as_ref().is_some_and(|dir| dir.join(name).exists())
    }

    /// Asks the server to stop if it still is one of this cluster's.
    pub(crate) fn signal(&self, cluster: &Path, signal: Signal) {
        if self.is_alive(cluster) {
            // It may end in this very moment, which is what the signal is for.
            let _ = kill(Pid::from_raw(self.pid), signal);
        }
    }
}

/// Makes PostgreSQL see through a `postmaster.pid` that a killed server left and whose process
/// number has since gone to another program of the same user, as it does after each restart of a
/// container. PostgreSQL would refuse to start; it does, however, ignore its own parent's number,
/// and goes on to check by the file's other lines that no process of the former server is left.
/// That check is why the file isn't simply removed. Call it only when [`Postmaster::running`] found
/// none.
pub(crate) fn disown_stale_file(cluster: &Path) -> io::Result<()> {
    let path = cluster.join("postmaster.pid");
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        text => text?,
    };
    let rest = text.split_once('\n').map_or("", |(_, rest)| rest);
    let mut file = OpenOptions::new().write(true).truncate(true).custom_flags(OFlag::O_NOFOLLOW.bits()).open(&path)?;
    file.write_all(format!("{}\n{rest}", std::process::id()).as_bytes())
}

/// Ends what is left of a killed server. Its idle processes end by themselves, but one at work on a
/// query goes on to the query's end, and PostgreSQL won't start before. Ending it loses nothing: its
/// client was cut off, and its transaction can't be committed. Call it only when
/// [`Postmaster::running`] found none.
pub(crate) fn end_remnants(cluster: &Path) {
    let processes = Path::new("/proc").read_dir().into_iter().flatten().flatten();
    for process in processes {
        let Some(pid) = process.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let is_remnant = is_same_folder(&process.path().join("cwd"), cluster)
            && fs::read(process.path().join("cmdline")).is_ok_and(|words| words.starts_with(b"postgres:"));
        if is_remnant {
            // It may end in this very moment by itself.
            let _ = kill(Pid::from_raw(pid), Signal::SIGQUIT);
        }
    }
}

fn is_same_folder(one: &Path, other: &Path) -> bool {
    let identity = |path| fs::metadata(path).map(|folder| (folder.dev(), folder.ino()));
    matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ready_server_is_read_with_its_socket() {
        let text = "4242\n/data/cluster\n1795458690\n5432\n/data/socket\n\n 10059948         4\nready   \n";
        let expected =
            Postmaster { pid: 4242, port: 5432, socket_dir: Some(PathBuf::from("/data/socket")), phase: Phase::Ready };
        assert_eq!(Postmaster::parse(text), Some(expected));
    }

    #[test]
    fn a_server_that_has_written_but_half_of_the_file_is_starting() {
        let starting = Postmaster::parse("4242\n/data/cluster\n1795458690\n5432\n\n").expect("a process id");
        assert_eq!((starting.phase, starting.socket_dir), (Phase::Starting, None));
        assert_eq!(Postmaster::parse(""), None);
        assert_eq!(Postmaster::parse("-1\n"), None);
    }

    #[test]
    fn a_process_number_that_went_to_another_program_is_no_server() {
        let own = i32::try_from(std::process::id()).expect("process ids fit");
        let text = format!("{own}\n/data/cluster\n1795458690\n5432\n/data/socket\n\n 1 2\nready\n");
        let stale = Postmaster::parse(&text).expect("a process id");
        assert!(!stale.is_alive(Path::new("/data/cluster")));
    }
}
