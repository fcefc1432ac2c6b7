//! `igny8 serve`, `web`, `worker`: the running product.

use std::process::ExitCode;
use std::time::Duration;

use app::jobs::{events, worker};
use tokio_util::sync::CancellationToken;

use super::state::state;
use crate::config::Config;
use crate::http;
use crate::postgres::Database;

/// Which half of the product this process is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    Both,
    Web,
    Worker,
}

/// Longest time from being asked to stop until the work at hand has ended or been given back: the worker's grace and the
/// web's, and something over. A deploy waits no longer.
const LONGEST_STOP: Duration = Duration::from_secs(40);
/// Connections that pages may use at once.
const WEB_CONNECTIONS: u32 = 16;

pub async fn run(config: Config, parts: Parts) -> Result<ExitCode, String> {
    let connections = WEB_CONNECTIONS + u32::try_from(config.workers).unwrap_or(8) * 2 + 4;
    let database = Database::open(&config, connections).await?;
    let shutdown = CancellationToken::new();
    let outcome = tokio::select! {
        outcome = serve(&config, parts, &database, &shutdown) => outcome,
        () = overdue(&shutdown) => {
            Err("the work at hand did not end in time; what was begun is taken up again after the next start".to_owned())
        }
    };
    shutdown.cancel();
    database.close().await?;
    outcome.map(|()| ExitCode::SUCCESS)
}

async fn serve(config: &Config, parts: Parts, database: &Database, shutdown: &CancellationToken) -> Result<(), String> {
    let state = state(config, database.pool.clone())?;
    app::billing::service::rates::price_models(&state).await.map_err(|error| error.message)?;
    tokio::spawn(stop_on_signal(shutdown.clone()));
    let working = async {
        if parts == Parts::Web {
            shutdown.cancelled().await;
            return Ok(());
        }
        worker::run(state.clone(), config.workers, shutdown.clone()).await;
        Ok(())
    };
    let serving = async {
        if parts == Parts::Worker {
            println!("Working. Stop with Ctrl-C.");
            shutdown.cancelled().await;
            return Ok(());
        }
        tokio::spawn(events::listen(state.clone(), shutdown.clone()));
        tokio::spawn(forget_idle_limits(state.clone(), shutdown.clone()));
        http::serve(config, state.clone(), shutdown.clone()).await
    };
    // when one half ends, for whatever reason, the other is asked to
    let (worked, served) = tokio::join!(ending(working, shutdown), ending(serving, shutdown));
    worked.and(served)
}

/// Ends when a stop was asked for and has taken too long.
async fn overdue(shutdown: &CancellationToken) {
    shutdown.cancelled().await;
    tokio::time::sleep(LONGEST_STOP).await;
}

async fn ending(half: impl Future<Output = Result<(), String>>, shutdown: &CancellationToken) -> Result<(), String> {
    let outcome = half.await;
    shutdown.cancel();
    outcome
}

async fn forget_idle_limits(state: app::state::AppState, shutdown: CancellationToken) {
    let mut tick = tokio::time::interval(Duration::from_mins(10));
    loop {
        tokio::select! {
            _ = tick.tick() => state.forget_idle_limits(),
            () = shutdown.cancelled() => return,
        }
    }
}

/// Ctrl-C and SIGTERM ask the process to finish what is at hand.
async fn stop_on_signal(shutdown: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
        () = shutdown.cancelled() => {}
    }
    shutdown.cancel();
}
