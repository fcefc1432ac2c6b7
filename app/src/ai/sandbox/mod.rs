//! The built-in text model: no key, no network, the same answer to the same question. It writes readable English from
//! the brief alone, so that everything can be tried before there is a key. What it writes is sample text, and callers
//! label it so.

mod ideas;
mod image;
mod meta;
mod phrasing;
mod pictures;
#[cfg(test)]
pub(in crate::ai) mod samples;
mod section;
mod seed;
#[cfg(test)]
mod tests;
mod topic;
mod words;

pub use image::SandboxImages;

use async_trait::async_trait;
use serde::Serialize;

use super::brief::Purpose;
use super::error::{AiError, Tokens};
use super::http::unusable;
use super::text::{OnProgress, Progress, TextAnswer, TextModel, TextRequest, estimate_tokens};

/// Characters handed out at once while an answer streams.
const PIECE: usize = 48;

/// The sandbox for text.
#[derive(Debug, Clone, Copy, Default)]
pub struct SandboxText;

impl SandboxText {
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

/// The whole answer to a purpose, as a model would give it.
fn answer(purpose: &Purpose) -> Result<String, AiError> {
    match purpose {
        Purpose::Ideas(brief) => json(&ideas::write(brief)),
        Purpose::Section(brief) => json(&section::write(brief)),
        Purpose::ArticleMeta(brief) => json(&meta::write(brief)),
        Purpose::ImagePrompts(brief) => json(&pictures::write(brief)),
        Purpose::Connection => Ok("ready".to_owned()),
    }
}

fn json(answer: &impl Serialize) -> Result<String, AiError> {
    serde_json::to_string(answer).map_err(|error| unusable(&error.to_string(), ""))
}

#[async_trait]
impl TextModel for SandboxText {
    fn name(&self) -> &str {
        "sandbox"
    }

    fn provider(&self) -> &'static str {
        "sandbox"
    }

    fn is_sample(&self) -> bool {
        true
    }

    async fn complete(
        &self,
        request: &TextRequest,
        on_progress: Option<OnProgress<'_>>,
    ) -> Result<TextAnswer, AiError> {
        let text = answer(&request.purpose)?;
        if let Some(hear) = on_progress {
            let characters: Vec<char> = text.chars().collect();
            for piece in characters.chunks(PIECE) {
                if request.cancel.is_cancelled() {
                    return Err(AiError::Cancelled);
                }
                hear(Progress::Text(&piece.iter().collect::<String>()));
                tokio::task::yield_now().await;
            }
        }
        let tokens = Tokens { input: request.estimate().input, output: estimate_tokens(&text) };
        Ok(TextAnswer { text, tokens, lost: Tokens::default(), tokens_estimated: true })
    }
}
