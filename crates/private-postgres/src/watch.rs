//! The watch: a task that brings the server back when it ends unasked, and stops it when asked.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::hold::Held;
use crate::place::Place;
use crate::{Options, Role, StopError};

/// The pause after a failed attempt to bring the server back, as when the disk is full.
const RETRY_PAUSE: Duration = Duration::from_secs(2);

/// Our part in the server's life, which changes when its owner goes and leaves it to us.
#[derive(Debug)]
pub(crate) struct SharedRole(Mutex<Role>);

impl SharedRole {
    pub(crate) fn new(role: Role) -> Self {
        Self(Mutex::new(role))
    }

    pub(crate) fn get(&self) -> Role {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, role: Role) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = role;
    }
}

/// Watches until `stop` is sent or its sender dropped, then stops the server if it is ours.
pub(crate) async fn watch(
    mut held: Held,
    place: Place,
    options: Options,
    role: Arc<SharedRole>,
    mut stop: oneshot::Receiver<()>,
) -> Result<(), StopError> {
    loop {
        tokio::select! {
            _ = &mut stop => return held.release().await,
            () = held.ended() => {}
        }
        let pid = held.server.postmaster.pid;
        tracing::warn!(pid, log = %place.log().display(), "PostgreSQL ended unasked; starting it again");
        let mut lock = held.into_lock();
        held = loop {
            let attempt = tokio::select! {
                _ = &mut stop => return Ok(()),
                attempt = Held::take(&place, &options, lock.take()) => attempt,
            };
            match attempt {
                Ok(held) => break held,
                Err(error) => tracing::error!(%error, "PostgreSQL couldn't be started again"),
            }
            tokio::select! {
                _ = &mut stop => return Ok(()),
                () = sleep(RETRY_PAUSE) => {}
            }
        };
        role.set(held.role());
        tracing::info!(pid = held.server.postmaster.pid, "PostgreSQL is ready again");
    }
}
