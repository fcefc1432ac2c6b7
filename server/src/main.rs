//! The command line of IGNY8: one binary that serves, works, migrates, seeds, checks.

mod command;
mod config;
mod http;
mod postgres;
mod telemetry;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// IGNY8: from keyword research to published articles.
#[derive(Debug, Parser)]
#[command(name = "igny8", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Web pages and background work in one process (the usual way)
    Serve,
    /// Web pages only
    Web,
    /// Background work only
    Worker,
    /// Bring the database up to date
    Migrate,
    /// Fill in reference data; with --demo also an account to look around in
    Seed {
        /// Make a demo account and print how to sign in
        #[arg(long)]
        demo: bool,
    },
    /// Show the configuration in force; with --deep verify every promise about the data
    Check {
        /// Verify the data: exit 1 and a report on any breach
        #[arg(long)]
        deep: bool,
    },
    /// People and their accounts
    User {
        #[command(subcommand)]
        command: command::user::UserCommand,
    },
    /// Cluster a keyword file without a database: CSV `keyword,cluster` to standard output
    Cluster(command::cluster::ClusterArguments),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    // the only thing that can fail here is the machine being out of threads
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("the process could not start its threads: {error}")),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(code) => code,
        Err(sentence) => fail(&sentence),
    }
}

async fn run(command: Command) -> Result<ExitCode, String> {
    if let Command::Cluster(arguments) = command {
        return command::cluster::run(arguments);
    }
    let config = config::Config::load().map_err(|error| error.to_string())?;
    telemetry::start(&config);
    let unknown = config::unknown_names();
    if !unknown.is_empty() {
        tracing::warn!(names = unknown.join(", "), "these settings are not known and change nothing");
    }
    rustls::crypto::ring::default_provider().install_default().map_err(|_| "TLS could not be set up".to_owned())?;
    match command {
        Command::Serve => command::serve::run(config, command::serve::Parts::Both).await,
        Command::Web => command::serve::run(config, command::serve::Parts::Web).await,
        Command::Worker => command::serve::run(config, command::serve::Parts::Worker).await,
        Command::Migrate => command::migrate::run(config).await,
        Command::Seed { demo } => command::seed::run(config, demo).await,
        Command::Check { deep } => command::check::run(config, deep).await,
        Command::User { command } => command::user::run(config, command).await,
        Command::Cluster(_) => Ok(ExitCode::SUCCESS),
    }
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("igny8: {sentence}");
    ExitCode::FAILURE
}
