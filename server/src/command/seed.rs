//! `igny8 seed`: reference data (which the migrations bring), and with `--demo` an account to look around in.

use std::process::ExitCode;

use super::state::state;
use crate::config::Config;
use crate::postgres::Database;

pub async fn run(config: Config, demo: bool) -> Result<ExitCode, String> {
    let database = Database::open(&config, 8).await?;
    let seeded = seed(&config, &database, demo).await;
    database.close().await?;
    seeded?;
    Ok(ExitCode::SUCCESS)
}

async fn seed(config: &Config, database: &Database, demo: bool) -> Result<(), String> {
    println!("Reference data is in place.");
    if !demo {
        return Ok(());
    }
    println!("Making the demo account: a site, keywords, clusters, ideas, articles, images …");
    let state = state(config, database.pool.clone())?;
    app::billing::service::rates::price_models(&state).await.map_err(|error| error.message)?;
    let demo = app::demo::seed(&state).await.map_err(|error| error.message)?;
    println!("e-mail:   {}", demo.email);
    println!("password: {}", demo.password);
    Ok(())
}
