//! `igny8 seed`: reference data (which the migrations bring), and with `--demo` an account to look around in.

use std::process::ExitCode;

use super::state::state;
use crate::config::{Config, ImageProvider, TextProvider};
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
    let state = state(&with_sandbox(config), database.pool.clone())?;
    app::billing::service::rates::price_models(&state).await.map_err(|error| error.message)?;
    let demo = app::demo::seed(&state).await.map_err(|error| error.message)?;
    println!("e-mail:   {}", demo.email);
    println!("password: {}", demo.password);
    Ok(())
}

/// The demo account is made by the built-in models, whichever are configured: looking around must not cost money.
fn with_sandbox(config: &Config) -> Config {
    Config { text: TextProvider::Sandbox, image: ImageProvider::Sandbox, ..config.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_account_is_made_by_the_sandbox_whatever_is_configured() {
        let (base_url, key, model) = ("https://api.example/v1".to_owned(), "sk-x".to_owned(), "dear".to_owned());
        let text = TextProvider::Anthropic { base_url: base_url.clone(), key: key.clone(), model: model.clone() };
        let image = ImageProvider::OpenAi { base_url, key, model };
        let configured = Config { text, image, ..Config::for_tests() };
        let demo = with_sandbox(&configured);
        assert!(matches!((&demo.text, &demo.image), (TextProvider::Sandbox, ImageProvider::Sandbox)));
        assert_eq!(demo.data_dir, configured.data_dir, "all else stays as it is");
    }
}
