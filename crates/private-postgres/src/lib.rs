//! A private PostgreSQL, made from the programs installed on the machine: started, watched and
//! stopped.
//!
//! [`PrivatePostgres::start`] makes the cluster at the first start and finds it again at each later
//! one. It survives being killed itself (the next start takes the running server over), its server
//! being killed (it is started again at the same address), and a second process on the same folder
//! (which attaches and leaves the server running, or becomes its owner when the first one goes).
//!
//! The server listens on a socket in a folder that only its own user may enter, and on no network
//! port. A port can be taken by another program between two starts, which changes every client's
//! address, or be taken on purpose to be handed the password; a socket of our own is always free,
//! keeps its address for ever, and is faster.
//!
//! Root may start it: PostgreSQL's programs then run as the `postgres` user. Linux and macOS.

mod account;
mod error;
mod hold;
mod initialise;
mod log;
mod options;
mod place;
mod postmaster;
mod programs;
mod server;
mod url;
mod watch;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use crate::error::{StartError, StopError};
use crate::hold::Held;
pub use crate::options::Options;
use crate::place::Place;
use crate::url::Address;
use crate::watch::SharedRole;

/// The role that owns everything in the cluster, and the one that [`PrivatePostgres::url`] connects
/// as.
pub const SUPERUSER: &str = "postgres";

/// Whether the server is ours to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// We started it, or took it over from a process that was killed.
    Owner,
    /// Another living process owns it; we become its owner when that process goes and the server
    /// with it.
    Attached,
}

/// A running server. Dropping it asks the server to stop and doesn't wait;
/// [`PrivatePostgres::stop`] does.
pub struct PrivatePostgres {
    data_dir: PathBuf,
    address: Address,
    role: Arc<SharedRole>,
    stop: oneshot::Sender<()>,
    watch: JoinHandle<Result<(), StopError>>,
}

impl PrivatePostgres {
    /// Starts the server, or finds the one that already runs, and returns when it accepts
    /// connections. Must be called within a Tokio runtime, in which it is watched from then on.
    ///
    /// # Errors
    /// [`StartError`]; nothing is left running then, except after `NotReady`.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let place = Place::prepare(&options)?;
        let held = Held::take(&place, &options, None).await?;
        let address = address(&held, &place)?;
        let role = Arc::new(SharedRole::new(held.role()));
        let (stop, stopped) = oneshot::channel();
        let data_dir = place.dir.clone();
        let watch = tokio::spawn(watch::watch(held, place, options, Arc::clone(&role), stopped));
        Ok(Self { data_dir, address, role, stop, watch })
    }

    /// The URL of one of the server's databases, with the superuser's password in it. It stays the
    /// same when the server is started again.
    pub fn url(&self, database: &str) -> String {
        self.address.url(database)
    }

    /// Whether the server is ours to stop, at this moment.
    pub fn role(&self) -> Role {
        self.role.get()
    }

    /// The folder in use, which for root may be one below `root_data_dir`.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Ends the watch and, when the server is ours, stops it: connections are ended, everything is
    /// written down. Takes 25 seconds at the most.
    ///
    /// # Errors
    /// [`StopError`] when the server runs on in spite of it.
    pub async fn stop(self) -> Result<(), StopError> {
        // A watch that is gone already reports so itself.
        let _ = self.stop.send(());
        self.watch.await?
    }
}

impl fmt::Debug for PrivatePostgres {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PrivatePostgres")
            .field("data_dir", &self.data_dir)
            .field("role", &self.role())
            .finish_non_exhaustive()
    }
}

/// How to reach a server we hold. A server started by another release may have its socket
/// elsewhere, so it is asked.
fn address(held: &Held, place: &Place) -> Result<Address, StartError> {
    let server = &held.server.postmaster;
    let socket_dir = match &server.socket_dir {
        Some(dir) => dir.clone(),
        None => place.socket_dir().map_err(|error| StartError::io(&place.dir, error))?,
    };
    let path = place.password();
    let password = std::fs::read_to_string(&path).map_err(|error| StartError::io(&path, error))?;
    Ok(Address { socket_dir, port: server.port, password })
}
