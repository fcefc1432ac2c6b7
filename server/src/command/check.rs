//! `igny8 check`: the configuration in force; with `--deep`, every promise about the data.

use std::process::ExitCode;

use app::kit::clock::Clock;

use crate::config::Config;
use crate::postgres::Database;

pub async fn run(config: Config, deep: bool) -> Result<ExitCode, String> {
    for (key, value) in config.lines() {
        println!("{key:<30} {value}");
    }
    if !deep {
        return Ok(ExitCode::SUCCESS);
    }
    let database = Database::open(&config, 2).await?;
    let breaches = app::check::breaches(&database.pool, &Clock::System)
        .await
        .map_err(|error| format!("the checks could not run: {error}"));
    database.close().await?;
    let breaches = breaches?;
    if breaches.is_empty() {
        println!("Every promise about the data holds.");
        return Ok(ExitCode::SUCCESS);
    }
    for breach in breaches {
        println!("BROKEN: {breach}");
    }
    Ok(ExitCode::FAILURE)
}
