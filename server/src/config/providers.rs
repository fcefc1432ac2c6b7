//! The models that are configured: which provider, where it answers, with which key.

use app::ai::anthropic::ANTHROPIC_BASE_URL;
use app::ai::openai::OPENAI_BASE_URL;

use super::{ConfigError, is_web_address};

/// Which text model writes.
#[derive(Debug, Clone)]
pub enum TextProvider {
    /// Built in: sample text, no key, no network.
    Sandbox,
    /// OpenAI, Azure, Ollama, vLLM, llama.cpp, by base URL.
    OpenAi {
        base_url: String,
        key: Option<String>,
        model: String,
    },
    Anthropic {
        base_url: String,
        key: String,
        model: String,
    },
}

/// Which image model draws.
#[derive(Debug, Clone)]
pub enum ImageProvider {
    /// Built in: designed covers, drawn here.
    Sandbox,
    OpenAi {
        base_url: String,
        key: String,
        model: String,
    },
}

/// Where a provider answers: the address that is set, else its usual one.
fn provider_address(
    get: &dyn Fn(&'static str) -> Option<String>,
    key: &'static str,
    usual: &str,
) -> Result<String, ConfigError> {
    let address = get(key).unwrap_or_else(|| usual.to_owned());
    if is_web_address(&address) {
        return Ok(address);
    }
    Err(ConfigError::Wrong { key, value: address, wanted: "an address that begins with https:// or http://" })
}

pub(super) fn text_provider(get: &dyn Fn(&'static str) -> Option<String>) -> Result<TextProvider, ConfigError> {
    let key = get("IGNY8_TEXT_KEY");
    let base = |usual: &str| provider_address(get, "IGNY8_TEXT_BASE_URL", usual);
    let model = |default: &str| get("IGNY8_TEXT_MODEL").unwrap_or_else(|| default.to_owned());
    match get("IGNY8_TEXT_PROVIDER").as_deref() {
        None | Some("sandbox") => Ok(TextProvider::Sandbox),
        Some("openai") => {
            let base_url = base(OPENAI_BASE_URL)?;
            if key.is_none() && base_url.trim_end_matches('/') == OPENAI_BASE_URL {
                return Err(ConfigError::Missing {
                    key: "IGNY8_TEXT_KEY",
                    why: "OpenAI asks for it. For a server that needs none, set IGNY8_TEXT_BASE_URL",
                });
            }
            Ok(TextProvider::OpenAi { base_url, key, model: model("gpt-4o-mini") })
        }
        Some("anthropic") => Ok(TextProvider::Anthropic {
            base_url: base(ANTHROPIC_BASE_URL)?,
            key: key.ok_or(ConfigError::Missing { key: "IGNY8_TEXT_KEY", why: "the anthropic provider needs it" })?,
            model: model("claude-sonnet-4-5"),
        }),
        Some(other) => Err(ConfigError::Wrong {
            key: "IGNY8_TEXT_PROVIDER",
            value: other.to_owned(),
            wanted: "sandbox, openai or anthropic",
        }),
    }
}

pub(super) fn image_provider(get: &dyn Fn(&'static str) -> Option<String>) -> Result<ImageProvider, ConfigError> {
    match get("IGNY8_IMAGE_PROVIDER").as_deref() {
        None | Some("sandbox") => Ok(ImageProvider::Sandbox),
        Some("openai") => Ok(ImageProvider::OpenAi {
            base_url: provider_address(get, "IGNY8_IMAGE_BASE_URL", OPENAI_BASE_URL)?,
            key: get("IGNY8_IMAGE_KEY")
                .ok_or(ConfigError::Missing { key: "IGNY8_IMAGE_KEY", why: "the openai image provider needs it" })?,
            model: get("IGNY8_IMAGE_MODEL").unwrap_or_else(|| "gpt-image-1".to_owned()),
        }),
        Some(other) => Err(ConfigError::Wrong {
            key: "IGNY8_IMAGE_PROVIDER",
            value: other.to_owned(),
            wanted: "sandbox or openai",
        }),
    }
}
