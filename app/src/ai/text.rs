//! The text model trait: one request in, one whole answer out, with its words shown as they come.

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use super::brief::Purpose;
use super::error::{AiError, Tokens};

/// What is heard of an answer while it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<'a> {
    /// The next piece.
    Text(&'a str),
    /// What was heard so far is void: the answer is asked for again.
    StartOver,
}

/// Hears the pieces of an answer as they arrive.
pub type OnProgress<'a> = &'a (dyn Fn(Progress<'_>) + Send + Sync);

/// Something that answers in text.
#[async_trait]
pub trait TextModel: Send + Sync {
    /// The model's id, as its provider calls it.
    fn name(&self) -> &str;

    /// Which adapter it is: `openai`, `anthropic` or `sandbox`.
    fn provider(&self) -> &'static str;

    /// Whether what it writes is sample text, to be labelled as such.
    fn is_sample(&self) -> bool;

    /// Answers the request. Dropping the future, or cancelling `request.cancel`, closes the connection.
    ///
    /// # Errors
    /// [`AiError`]; an answer that is cut, too long or refused is an error, never half an answer.
    async fn complete(&self, request: &TextRequest, on_progress: Option<OnProgress<'_>>)
    -> Result<TextAnswer, AiError>;
}

/// What a model is asked.
#[derive(Debug, Clone)]
pub struct TextRequest {
    pub system: String,
    pub prompt: String,
    /// The shape of the answer; without one it is free text.
    pub schema: Option<JsonSchema>,
    /// Upper bound of the answer, in tokens.
    pub max_tokens: i64,
    /// 0 to 1; `None` leaves it to the model, for those that take no temperature.
    pub temperature: Option<f32>,
    pub purpose: Purpose,
    pub cancel: CancellationToken,
}

/// A JSON Schema and its name (letters, digits, underscores: providers take nothing else).
#[derive(Debug, Clone, PartialEq)]
pub struct JsonSchema {
    pub name: &'static str,
    pub schema: serde_json::Value,
}

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextAnswer {
    pub text: String,
    /// What this answer took.
    pub tokens: Tokens,
    /// What earlier tries used that broke off: nobody got anything for it, so it costs, but is not charged.
    pub lost: Tokens,
    /// Whether the tokens are an estimate, because the provider didn't count them.
    pub tokens_estimated: bool,
}

/// Estimates the tokens of a text before it is sent: a token is about four characters of English, and never less
/// than one for a text that isn't empty. Good to about a quarter either way; scripts without spaces use more.
#[must_use]
pub fn estimate_tokens(text: &str) -> i64 {
    let characters = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    characters.saturating_add(3) / 4
}

impl TextRequest {
    /// Estimates what the request uses at most: its own text, and an answer of the greatest length allowed.
    #[must_use]
    pub fn estimate(&self) -> Tokens {
        let schema = self.schema.as_ref().map_or(0, |schema| estimate_tokens(&schema.schema.to_string()));
        Tokens {
            input: estimate_tokens(&self.system) + estimate_tokens(&self.prompt) + schema,
            output: self.max_tokens,
        }
    }
}
