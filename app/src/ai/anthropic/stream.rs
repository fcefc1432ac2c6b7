//! Puts a message together from the events of its stream.

use serde::Deserialize;
use serde_json::Value;

use crate::ai::error::{AiError, Tokens};
use crate::ai::http::{ProviderSays, unusable};
use crate::ai::text::{OnProgress, Progress, TextAnswer, TextRequest, estimate_tokens};

/// What has arrived so far.
#[derive(Debug, Default)]
pub(super) struct Reply {
    text: String,
    /// The input of the tool call, as JSON text.
    tool_input: String,
    stop_reason: Option<String>,
    stopped: bool,
    usage: Option<Usage>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Event {
    MessageStart {
        message: Start,
    },
    ContentBlockDelta {
        delta: Delta,
    },
    MessageDelta {
        delta: End,
        usage: Option<Usage>,
    },
    MessageStop,
    Error {
        error: Value,
    },
    /// `ping`, the borders of blocks, and whatever they add.
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
struct Start {
    usage: Option<Usage>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Delta {
    #[serde(rename = "text_delta")]
    Text { text: String },
    #[serde(rename = "input_json_delta")]
    InputJson { partial_json: String },
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
struct End {
    stop_reason: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
struct Usage {
    input_tokens: Option<i64>,
    cache_creation_input_tokens: Option<i64>,
    cache_read_input_tokens: Option<i64>,
    output_tokens: Option<i64>,
}

impl Usage {
    /// Counts come in parts, and later ones stand for earlier ones.
    fn updated(self, later: Self) -> Self {
        Self {
            input_tokens: later.input_tokens.or(self.input_tokens),
            cache_creation_input_tokens: later.cache_creation_input_tokens.or(self.cache_creation_input_tokens),
            cache_read_input_tokens: later.cache_read_input_tokens.or(self.cache_read_input_tokens),
            output_tokens: later.output_tokens.or(self.output_tokens),
        }
    }

    fn tokens(self) -> Tokens {
        let input = [self.input_tokens, self.cache_creation_input_tokens, self.cache_read_input_tokens];
        Tokens { input: input.into_iter().flatten().sum(), output: self.output_tokens.unwrap_or(0) }
    }
}

impl Reply {
    /// Takes one event; `false` when it is the last.
    pub(super) fn take(&mut self, data: &str, hear: Option<OnProgress<'_>>) -> Result<bool, AiError> {
        let event: Event = serde_json::from_str(data).map_err(|_| AiError::CutStream { spent: Tokens::default() })?;
        match event {
            Event::MessageStart { message } => self.count(message.usage),
            Event::ContentBlockDelta { delta: Delta::Text { text } } => add(&mut self.text, &text, hear),
            Event::ContentBlockDelta { delta: Delta::InputJson { partial_json } } => {
                add(&mut self.tool_input, &partial_json, hear);
            }
            Event::MessageDelta { delta, usage } => {
                self.stop_reason = delta.stop_reason.or_else(|| self.stop_reason.take());
                self.count(usage);
            }
            Event::MessageStop => {
                self.stopped = true;
                return Ok(false);
            }
            Event::Error { error } => {
                return Err(ProviderSays::of(&error).classify(status_of(&error), None));
            }
            Event::ContentBlockDelta { delta: Delta::Other } | Event::Other => {}
        }
        Ok(true)
    }

    fn count(&mut self, usage: Option<Usage>) {
        if let Some(later) = usage {
            self.usage = Some(self.usage.unwrap_or_default().updated(later));
        }
    }

    /// The answer, if it is whole.
    pub(super) fn finish(self, outcome: Result<(), AiError>, request: &TextRequest) -> Result<TextAnswer, AiError> {
        let text = if self.tool_input.is_empty() { self.text } else { self.tool_input };
        let tokens = self
            .usage
            .map_or_else(|| Tokens { input: request.estimate().input, output: estimate_tokens(&text) }, Usage::tokens);
        outcome.map_err(|error| error.with_spent(tokens))?;
        match self.stop_reason.as_deref() {
            Some("max_tokens" | "model_context_window_exceeded") => Err(AiError::TooLong { spent: tokens }),
            Some("refusal") => {
                Err(AiError::Refused { reason: "it goes against the provider's rules.".to_owned(), spent: tokens })
            }
            Some(_) if self.stopped && text.trim().is_empty() => Err(unusable("it is empty.", "").with_spent(tokens)),
            Some(_) if self.stopped => {
                Ok(TextAnswer { text, tokens, lost: Tokens::default(), tokens_estimated: self.usage.is_none() })
            }
            _ => Err(AiError::CutStream { spent: tokens }),
        }
    }
}

fn add(text: &mut String, piece: &str, hear: Option<OnProgress<'_>>) {
    if let (Some(hear), false) = (hear, piece.is_empty()) {
        hear(Progress::Text(piece));
    }
    text.push_str(piece);
}

/// The status that an error of this type has when it comes before the stream.
fn status_of(error: &Value) -> u16 {
    match error.get("type").and_then(Value::as_str).unwrap_or_default() {
        "invalid_request_error" => 400,
        "authentication_error" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" => 404,
        "rate_limit_error" => 429,
        "timeout_error" => 504,
        "overloaded_error" => 529,
        _ => 500,
    }
}
