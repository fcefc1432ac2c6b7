//! Puts a chat completion together from its chunks.

use serde::Deserialize;
use serde_json::Value;

use crate::ai::error::{AiError, Tokens};
use crate::ai::http::{ProviderSays, one_line, unusable};
use crate::ai::text::{OnProgress, Progress, TextAnswer, TextRequest, estimate_tokens};

/// What has arrived so far.
#[derive(Debug, Default)]
pub(super) struct Reply {
    text: String,
    refusal: String,
    finish: Option<String>,
    usage: Option<Usage>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Usage {
    #[serde(default)]
    prompt_tokens: i64,
    #[serde(default)]
    completion_tokens: i64,
}

#[derive(Debug, Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Usage>,
    error: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    /// In a chunk of a stream.
    delta: Option<Message>,
    /// In an answer that came whole.
    message: Option<Message>,
    finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Message {
    content: Option<String>,
    refusal: Option<String>,
}

impl Reply {
    /// Takes one event; `false` when it says that there are no more.
    pub(super) fn take(&mut self, data: &str, hear: Option<OnProgress<'_>>) -> Result<bool, AiError> {
        let data = data.trim();
        if data == "[DONE]" {
            return Ok(false);
        }
        if data.is_empty() {
            return Ok(true);
        }
        // A chunk that isn't JSON leaves a hole in the text: the answer is broken, not merely odd.
        let chunk: Chunk = serde_json::from_str(data).map_err(|_| AiError::CutStream { spent: Tokens::default() })?;
        self.add(chunk, hear)?;
        Ok(true)
    }

    /// Takes an answer that came in one piece.
    pub(super) fn take_whole(&mut self, body: &str, hear: Option<OnProgress<'_>>) -> Result<(), AiError> {
        match serde_json::from_str(body) {
            Ok(chunk) => self.add(chunk, hear),
            Err(_) => Err(unusable("the provider answered with something that isn't JSON.", body)),
        }
    }

    fn add(&mut self, chunk: Chunk, hear: Option<OnProgress<'_>>) -> Result<(), AiError> {
        if let Some(error) = &chunk.error {
            // An error within a stream has no status of its own; one with a code in it names it.
            let status = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
            return Err(ProviderSays::of(error).classify(status.unwrap_or(500), None));
        }
        self.usage = chunk.usage.or(self.usage);
        let Some(choice) = chunk.choices.into_iter().next() else { return Ok(()) };
        self.finish = choice.finish_reason.or_else(|| self.finish.take());
        let Some(message) = choice.delta.or(choice.message) else { return Ok(()) };
        self.refusal.push_str(&message.refusal.unwrap_or_default());
        let text = message.content.unwrap_or_default();
        if let (Some(hear), false) = (hear, text.is_empty()) {
            hear(Progress::Text(&text));
        }
        self.text.push_str(&text);
        Ok(())
    }

    /// The answer, if it is whole.
    pub(super) fn finish(self, outcome: Result<(), AiError>, request: &TextRequest) -> Result<TextAnswer, AiError> {
        let tokens = self.usage.map_or_else(
            || Tokens { input: request.estimate().input, output: estimate_tokens(&self.text) },
            |usage| Tokens { input: usage.prompt_tokens, output: usage.completion_tokens },
        );
        outcome.map_err(|error| error.with_spent(tokens))?;
        match self.finish.as_deref() {
            None => return Err(AiError::CutStream { spent: tokens }),
            Some("length") => return Err(AiError::TooLong { spent: tokens }),
            Some("content_filter") => {
                return Err(AiError::Refused { reason: "its content filter stopped it.".to_owned(), spent: tokens });
            }
            Some(_) if !self.refusal.is_empty() => {
                return Err(AiError::Refused { reason: one_line(&self.refusal), spent: tokens });
            }
            Some(_) => {}
        }
        if self.text.trim().is_empty() {
            return Err(unusable("it is empty.", "").with_spent(tokens));
        }
        Ok(TextAnswer { text: self.text, tokens, lost: Tokens::default(), tokens_estimated: self.usage.is_none() })
    }
}
