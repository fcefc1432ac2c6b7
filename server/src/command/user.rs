//! `igny8 user`: people and their accounts, for operators.

use std::process::ExitCode;

use app::accounts::service::operator;
use clap::Subcommand;

use super::state::state;
use crate::config::Config;
use crate::postgres::Database;

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Set a new password; every session of the person ends
    Password {
        email: String,
        /// Read from standard input when left out
        #[arg(long)]
        password: Option<String>,
    },
    /// Move the person's account to another plan and give it that plan's credits
    Plan { email: String, plan: String },
}

pub async fn run(config: Config, command: UserCommand) -> Result<ExitCode, String> {
    let database = Database::open(&config, 4).await?;
    let done = act(&config, &database, command).await;
    database.close().await?;
    println!("{}", done?);
    Ok(ExitCode::SUCCESS)
}

async fn act(config: &Config, database: &Database, command: UserCommand) -> Result<String, String> {
    let state = state(config, database.pool.clone())?;
    match command {
        UserCommand::Password { email, password } => {
            let password = match password {
                Some(password) => password,
                None => std::io::read_to_string(std::io::stdin())
                    .map_err(|error| format!("no password was read: {error}"))?
                    .trim()
                    .to_owned(),
            };
            operator::set_password(&state, &email, &password).await.map_err(|error| error.message)?;
            Ok(format!("{email} has a new password; every session has ended."))
        }
        UserCommand::Plan { email, plan } => {
            let credits = operator::set_plan(&state, &email, &plan).await.map_err(|error| error.message)?;
            Ok(format!("The account of {email} is on the plan “{plan}”, with {credits} credits."))
        }
    }
}
