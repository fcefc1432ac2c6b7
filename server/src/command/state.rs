//! The application's state from the configuration: models, keys, settings.

use std::sync::Arc;

use app::ai::anthropic::{Anthropic, AnthropicConfig};
use app::ai::breaker::Breakers;
use app::ai::http::{ApiKey, picture_policy, provider_policy};
use app::ai::image::ImageModel;
use app::ai::openai::{OpenAi, OpenAiConfig};
use app::ai::openai_images::{OpenAiImages, OpenAiImagesConfig};
use app::ai::sandbox::{SandboxImages, SandboxText};
use app::ai::steady::{RetryPolicy, Steady};
use app::ai::text::TextModel;
use app::kit::clock::Clock;
use app::state::{AppState, Parts, Settings};
use safe_http::{Client, Policy};
use sqlx::PgPool;

use crate::config::{Config, ImageProvider, TextProvider};

/// # Errors
/// A sentence when a provider's settings cannot be used.
pub fn state(config: &Config, pool: PgPool) -> Result<AppState, String> {
    let mut breakers = Breakers::default();
    Ok(AppState::new(Parts {
        pool,
        clock: Clock::System,
        secret_key: config.secret_key,
        text_model: text_model(&config.text, &mut breakers)?,
        image_model: image_model(&config.image, &mut breakers)?,
        settings: Settings {
            public_url: config.public_url.clone(),
            secure_cookies: config.public_url.starts_with("https://"),
            allow_private_addresses: config.allow_private_addresses,
            data_dir: config.data_dir.clone(),
            embedding_model: config.embedding_model.clone(),
        },
    }))
}

/// The operator's own providers may be on this machine: an Ollama, say.
const ALLOW_PRIVATE: bool = true;

fn client(policy: Policy) -> Result<Client, String> {
    Client::new(policy).map_err(|error| error.to_string())
}

fn text_model(provider: &TextProvider, breakers: &mut Breakers) -> Result<Arc<dyn TextModel>, String> {
    let (model, breaker): (Arc<dyn TextModel>, _) = match provider.clone() {
        TextProvider::Sandbox => return Ok(Arc::new(SandboxText::new())),
        TextProvider::OpenAi { base_url, key, model } => {
            let breaker = breakers.of(&base_url);
            let config = OpenAiConfig { base_url, key: key.map(ApiKey::new), model };
            (Arc::new(OpenAi::new(client(provider_policy(ALLOW_PRIVATE))?, config)), breaker)
        }
        TextProvider::Anthropic { base_url, key, model } => {
            let breaker = breakers.of(&base_url);
            let config = AnthropicConfig { base_url, key: ApiKey::new(key), model };
            (Arc::new(Anthropic::new(client(provider_policy(ALLOW_PRIVATE))?, config)), breaker)
        }
    };
    Ok(Arc::new(Steady::new(model, breaker, RetryPolicy::default())))
}

fn image_model(provider: &ImageProvider, breakers: &mut Breakers) -> Result<Arc<dyn ImageModel>, String> {
    let (model, breaker): (Arc<dyn ImageModel>, _) = match provider.clone() {
        ImageProvider::Sandbox => return Ok(Arc::new(SandboxImages::new())),
        ImageProvider::OpenAi { base_url, key, model } => {
            let breaker = breakers.of(&base_url);
            let config = OpenAiImagesConfig { base_url, key: Some(ApiKey::new(key)), model };
            (Arc::new(OpenAiImages::new(client(picture_policy(ALLOW_PRIVATE))?, config)), breaker)
        }
    };
    Ok(Arc::new(Steady::new(model, breaker, RetryPolicy::default())))
}
