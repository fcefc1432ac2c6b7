//! Two processes, one place: whoever holds the lock owns the server, everybody else attaches to it.
//!
//! The lock is the operating system's (`flock`), so it is free as soon as its process is gone,
//! however it went. The server itself may outlive that process; the next owner takes it over as it
//! is.

use std::fs::{File, TryLockError};
use std::io;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use crate::initialise::initialise;
use crate::place::Place;
use crate::postmaster::{Phase, Postmaster, end_remnants};
use crate::programs::Programs;
use crate::server::{START_POLL, Server};
use crate::{Options, Role, StartError, StopError};

/// How often a start is tried again while processes of a killed server are left. Each try is some
/// lines in the log.
const REMNANT_POLL: Duration = Duration::from_millis(200);

/// A ready server, and the lock where it is ours.
#[derive(Debug)]
pub(crate) struct Held {
    pub server: Server,
    place: Place,
    lock: Option<File>,
}

impl Held {
    /// Finds the server or starts it; `lock` when a former hold left it to us.
    ///
    /// # Errors
    /// Any [`StartError`]; the lock is free then.
    pub(crate) async fn take(place: &Place, options: &Options, lock: Option<File>) -> Result<Self, StartError> {
        let deadline = Instant::now() + options.start_limit;
        let mut lock = lock;
        loop {
            if lock.is_none() {
                lock = try_lock(place)?;
            }
            match decide(place, lock.is_some())? {
                Step::Take(postmaster) => {
                    return Ok(Self::new(Server::found(postmaster), place, lock));
                }
                Step::Start => match start(place, options, deadline).await {
                    Err(error) if has_remnants(&error) && Instant::now() < deadline => {
                        end_remnants(&place.cluster());
                        sleep(REMNANT_POLL).await;
                    }
                    started => return started.map(|server| Self::new(server, place, lock)),
                },
                // It runs, and there is no way in.
                Step::Replace(postmaster) => Server::found(postmaster).ask_to_stop(place),
                Step::Wait => {}
            }
            if Instant::now() >= deadline {
                return Err(StartError::not_ready(options.start_limit, place, String::new()));
            }
            sleep(START_POLL).await;
        }
    }

    fn new(server: Server, place: &Place, lock: Option<File>) -> Self {
        Self { server, place: place.clone(), lock }
    }

    /// Whether the server is ours to stop.
    pub(crate) fn role(&self) -> Role {
        if self.lock.is_some() { Role::Owner } else { Role::Attached }
    }

    /// Returns when the server has ended.
    pub(crate) async fn ended(&mut self) {
        self.server.ended(&self.place).await;
    }

    /// What is left when the server has ended.
    pub(crate) fn into_lock(mut self) -> Option<File> {
        self.lock.take()
    }

    /// Stops the server if it is ours.
    pub(crate) async fn release(mut self) -> Result<(), StopError> {
        if self.role() == Role::Owner {
            self.server.stop(&self.place).await?;
            self.place.remove_short_socket_dir();
        }
        Ok(())
    }
}

impl Drop for Held {
    /// For a process that ends without [`Held::release`], and a no-op after it.
    fn drop(&mut self) {
        if self.role() == Role::Owner {
            self.server.ask_to_stop(&self.place);
        }
    }
}

/// What to do about a place, by the state its server is in.
enum Step {
    Take(Postmaster),
    Start,
    Replace(Postmaster),
    Wait,
}

fn decide(place: &Place, locked: bool) -> Result<Step, StartError> {
    let cluster = place.cluster();
    let running = Postmaster::running(&cluster).map_err(|error| StartError::io(&cluster, error))?;
    Ok(match running {
        None if locked => Step::Start,
        // Its owner is about to start it.
        None => Step::Wait,
        Some(server) if server.phase == Phase::Ready && server.has_socket() => Step::Take(server),
        Some(server) if server.phase == Phase::Ready && locked => Step::Replace(server),
        Some(_) => Step::Wait,
    })
}

/// Starts the server of a place nobody else may touch, making its cluster first where there is
/// none.
async fn start(place: &Place, options: &Options, deadline: Instant) -> Result<Server, StartError> {
    let needed = cluster_version(place)?;
    let programs = Programs::choose(options.programs.as_deref(), needed, &place.dir).await?;
    if needed.is_none() {
        timeout_at(deadline, initialise(place, &programs, options))
            .await
            .unwrap_or_else(|_| Err(StartError::not_ready(options.start_limit, place, String::new())))?;
    }
    Server::start(place, &programs, options, deadline).await
}

/// The major version that made the cluster; `None` when there is no cluster yet.
fn cluster_version(place: &Place) -> Result<Option<u32>, StartError> {
    let cluster = place.cluster();
    if !cluster.exists() {
        return Ok(None);
    }
    let file = cluster.join("PG_VERSION");
    match std::fs::read_to_string(&file) {
        Ok(version) => version.trim().parse().map(Some).map_err(|_| StartError::NotADatabase { path: cluster }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StartError::NotADatabase { path: cluster }),
        Err(error) => Err(StartError::io(&file, error)),
    }
}

/// The lock, if no other process has it.
fn try_lock(place: &Place) -> Result<Option<File>, StartError> {
    let path = place.lock();
    let file = place.open(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(StartError::io(&path, error)),
    }
}

/// Whether PostgreSQL wouldn't start because processes of a server whose postmaster was killed are
/// still there.
fn has_remnants(error: &StartError) -> bool {
    matches!(error, StartError::Failed { log, .. } if log.contains("pre-existing shared memory block"))
}
