//! `igny8 migrate`

use std::process::ExitCode;

use crate::config::Config;
use crate::postgres::Database;

pub async fn run(config: Config) -> Result<ExitCode, String> {
    let database = Database::open(&config, 2).await?;
    println!("The database is up to date.");
    database.close().await?;
    Ok(ExitCode::SUCCESS)
}
