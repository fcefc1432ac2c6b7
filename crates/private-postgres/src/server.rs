//! A running server: starting it, waiting until it is ready, noticing its end, and stopping it.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

use crate::log::Log;
use crate::place::Place;
use crate::postmaster::{Phase, Postmaster, disown_stale_file};
use crate::programs::Programs;
use crate::{Options, StartError, StopError};

/// How often a starting server is looked at. It takes some 50 ms to become ready.
pub(crate) const START_POLL: Duration = Duration::from_millis(10);

/// How often a server that isn't our child is looked at.
const WATCH_POLL: Duration = Duration::from_millis(500);

/// How long an orderly stop may take: it ends the connections and writes a checkpoint.
const FAST_LIMIT: Duration = Duration::from_secs(20);

/// How long it may take to end at once, leaving a recovery to the next start.
const IMMEDIATE_LIMIT: Duration = Duration::from_secs(5);

/// For a small machine; the caller's settings come after these and win. The socket is the only way
/// in. The log keeps what concerns the server and leaves out failed statements: their caller is
/// told, and they hold customers' data.
const SETTINGS: [(&str, &str); 7] = [
    ("listen_addresses", ""),
    ("port", "5432"),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "60"),
    ("shared_buffers", "128MB"),
    ("log_min_messages", "log"),
    ("log_checkpoints", "off"),
];

/// A server and, where we started it, the handle of its process.
#[derive(Debug)]
pub(crate) struct Server {
    pub postmaster: Postmaster,
    child: Option<Child>,
}

impl Server {
    /// A server that another process started.
    pub(crate) fn found(postmaster: Postmaster) -> Self {
        Self { postmaster, child: None }
    }

    /// Starts the server and waits until it accepts connections. The caller holds the place's lock
    /// and knows that no server runs there. If the future is dropped, the server is told to stop.
    ///
    /// # Errors
    /// What PostgreSQL's log says; `NotReady` at the deadline, when the server goes on.
    pub(crate) async fn start(
        place: &Place,
        programs: &Programs,
        options: &Options,
        deadline: Instant,
    ) -> Result<Self, StartError> {
        let cluster = place.cluster();
        disown_stale_file(&cluster).map_err(|error| StartError::io(&cluster, error))?;
        let log = Log::open(place)?;
        let mut command = command(place, programs, options)?;
        // A group of its own: Ctrl-C in a terminal goes to us, and we stop it when we are done with
        // it.
        command.stdin(Stdio::null()).stdout(log.writer()?).stderr(log.writer()?).process_group(0);
        let child = command.spawn().map_err(|error| StartError::io(&programs.folder.join("postgres"), error))?;
        let mut starting = Starting { child: Some(child) };

        loop {
            if starting.has_ended().is_some() {
                starting.child = None;
                return Err(log.explain("postgres"));
            }
            let running = Postmaster::running(&cluster).map_err(|error| StartError::io(&cluster, error))?;
            match running.filter(|server| server.phase == Phase::Ready) {
                Some(postmaster) => {
                    return Ok(Self { postmaster, child: starting.child.take() });
                }
                None if Instant::now() >= deadline => {
                    starting.child = None;
                    return Err(StartError::not_ready(options.start_limit, place, log.tail()));
                }
                None => sleep(START_POLL).await,
            }
        }
    }

    /// Returns when the server has ended, for whatever reason.
    pub(crate) async fn ended(&mut self, place: &Place) {
        if let Some(child) = &mut self.child {
            // It fails only for a child that somebody else has waited for, which has then ended
            // too.
            let _ = child.wait().await;
            return;
        }
        while self.postmaster.is_alive(&place.cluster()) {
            sleep(WATCH_POLL).await;
        }
    }

    /// Asks the server to end its connections and stop, without waiting.
    pub(crate) fn ask_to_stop(&self, place: &Place) {
        self.postmaster.signal(&place.cluster(), Signal::SIGINT);
    }

    /// Stops the server in order or, when that takes too long, at once.
    pub(crate) async fn stop(&mut self, place: &Place) -> Result<(), StopError> {
        for (signal, limit) in [(Signal::SIGINT, FAST_LIMIT), (Signal::SIGQUIT, IMMEDIATE_LIMIT)] {
            self.postmaster.signal(&place.cluster(), signal);
            if timeout(limit, self.ended(place)).await.is_ok() {
                return Ok(());
            }
        }
        Err(StopError::StillRunning { pid: self.postmaster.pid })
    }
}

/// A child not yet ready, told to stop when the wait for it is given up halfway.
struct Starting {
    child: Option<Child>,
}

impl Starting {
    fn has_ended(&mut self) -> Option<ExitStatus> {
        // A child that can't be asked about is taken for a running one; the deadline catches it.
        self.child.as_mut()?.try_wait().ok().flatten()
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        let Some(pid) = self.child.as_ref().and_then(Child::id).and_then(|pid| pid.try_into().ok()) else {
            return;
        };
        // Still our child, so the number can't be another process's; that it has just ended is as
        // good.
        let _ = kill(Pid::from_raw(pid), Signal::SIGINT);
    }
}

/// `postgres` with its settings.
fn command(place: &Place, programs: &Programs, options: &Options) -> Result<Command, StartError> {
    let socket_dir = place.make_socket_dir()?;
    let mut command = place.account.command(&programs.folder.join("postgres"));
    command.arg("-D").arg(place.cluster());
    // A list in PostgreSQL's eyes, so the one name in it is quoted.
    let quoted = socket_dir.display().to_string().replace('"', "\"\"");
    command.arg("-c").arg(format!("unix_socket_directories=\"{quoted}\""));
    let ours = SETTINGS.iter().map(|(name, value)| (*name, *value));
    let callers = options.settings.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in ours.chain(callers) {
        command.arg("-c").arg(format!("{name}={value}"));
    }
    Ok(command)
}
