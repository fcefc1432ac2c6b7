//! Logs: readable for a person at a terminal, JSON for a collector. Levels by `RUST_LOG`.

use tracing_subscriber::EnvFilter;

use crate::config::Config;

pub fn start(config: &Config) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,graphile_worker=warn,leptos=warn"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let started = if config.log_json { builder.json().try_init() } else { builder.compact().try_init() };
    if let Err(error) = started {
        eprintln!("igny8: logging could not start: {error}");
    }
}
