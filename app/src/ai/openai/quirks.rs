//! What a server that speaks chat completions takes, and what it was found not to take.

use std::sync::{Mutex, PoisonError};

use crate::ai::error::AiError;
use crate::ai::http::ProviderSays;

/// How an answer's shape is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JsonMode {
    /// By its schema.
    Schema,
    /// As any JSON object; the prompt describes the fields.
    Object,
    /// By the prompt alone.
    Prompt,
}

/// The parts of a request that servers differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quirks {
    pub(super) json: JsonMode,
    pub(super) temperature: bool,
    pub(super) stream_options: bool,
    /// Name of the field that bounds the answer.
    pub(super) limit_field: &'static str,
    limit_field_swapped: bool,
    /// Tokens that the bound is to leave for thinking.
    pub(super) thinking: i64,
}

const NEW_LIMIT: &str = "max_completion_tokens";
const OLD_LIMIT: &str = "max_tokens";

/// Families of OpenAI's models that think first and take no temperature.
const THINKERS: &[&str] = &["o1", "o3", "o4", "gpt-5"];

/// What is added to the bound of an answer for models that think: they count their thoughts against it, and those of a
/// short answer are as long as those of a long one. Of a medium effort they are some thousands of tokens; a bound is no
/// order, so that more than is needed costs nothing.
pub(super) const THINKING: i64 = 16_000;

impl Quirks {
    /// What to expect before the first request: OpenAI and Azure want the new name of the limit, others know the old.
    pub(super) fn expected(base_url: &str, model: &str) -> Self {
        let host = base_url.split('/').nth(2).unwrap_or_default();
        let is_openai = host == "api.openai.com" || host.ends_with(".azure.com");
        let is_thinker = THINKERS.iter().any(|family| model.starts_with(family));
        // those made for chat think little or not at all, and refuse a bound of more than 16,384
        let thinks_long = is_thinker && !model.contains("-chat");
        Self {
            json: JsonMode::Schema,
            temperature: !is_thinker,
            stream_options: true,
            limit_field: if is_openai { NEW_LIMIT } else { OLD_LIMIT },
            limit_field_swapped: false,
            thinking: if thinks_long { THINKING } else { 0 },
        }
    }

    /// The quirks to try next after a refusal that names what the server doesn't take; `None` when it names nothing
    /// that can be left out.
    pub(super) fn adjusted(self, error: &AiError, said: &ProviderSays) -> Option<Self> {
        if !matches!(error, AiError::BadRequest { .. }) {
            return None;
        }
        let words = format!("{} {}", said.codes, said.message.to_lowercase());
        let names = |word: &str| words.contains(word);
        let mut next = self;
        if self.stream_options && names("stream_options") {
            next.stream_options = false;
        } else if self.temperature && names("temperature") {
            next.temperature = false;
        } else if !self.limit_field_swapped && names(self.limit_field) {
            next.limit_field = if self.limit_field == NEW_LIMIT { OLD_LIMIT } else { NEW_LIMIT };
            next.limit_field_swapped = true;
        } else if ["response_format", "json_schema", "schema"].into_iter().any(names) {
            next.json = match self.json {
                JsonMode::Schema => JsonMode::Object,
                JsonMode::Object => JsonMode::Prompt,
                JsonMode::Prompt => return None,
            };
        } else {
            return None;
        }
        Some(next)
    }
}

/// Quirks shared by all requests to one server.
#[derive(Debug)]
pub(super) struct LearnedQuirks(Mutex<Quirks>);

impl LearnedQuirks {
    pub(super) const fn new(quirks: Quirks) -> Self {
        Self(Mutex::new(quirks))
    }

    pub(super) fn get(&self) -> Quirks {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn learn(&self, quirks: Quirks) -> Quirks {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = quirks;
        quirks
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonMode, Quirks, THINKING};
    use crate::ai::error::AiError;
    use crate::ai::http::ProviderSays;

    fn refused(quirks: Quirks, message: &str) -> Option<Quirks> {
        let said = ProviderSays { message: message.to_owned(), codes: String::new() };
        quirks.adjusted(&AiError::BadRequest { reason: message.to_owned() }, &said)
    }

    #[test]
    fn what_is_named_is_left_out_once() {
        let start = Quirks::expected("https://api.openai.com/v1", "gpt-4.1");
        assert_eq!(start.limit_field, "max_completion_tokens");
        let cold = refused(start, "Unsupported value: 'temperature'").expect("an adjustment");
        assert!(!cold.temperature);
        assert_eq!(refused(cold, "Unsupported value: 'temperature'"), None);
        let old = refused(start, "Unknown field max_completion_tokens").expect("an adjustment");
        assert_eq!(old.limit_field, "max_tokens");
        assert_eq!(refused(old, "max_tokens is too large"), None);
    }

    #[test]
    fn the_shape_is_asked_for_ever_more_modestly() {
        let start = Quirks::expected("http://localhost:11434/v1", "llama");
        assert_eq!((start.json, start.limit_field), (JsonMode::Schema, "max_tokens"));
        let object = refused(start, "response_format not supported").expect("an adjustment");
        let prompt = refused(object, "response_format not supported").expect("an adjustment");
        assert_eq!((object.json, prompt.json), (JsonMode::Object, JsonMode::Prompt));
        assert_eq!(refused(prompt, "response_format not supported"), None);
        assert_eq!(refused(start, "model not found"), None);
    }

    #[test]
    fn models_that_think_are_sent_no_temperature() {
        assert!(!Quirks::expected("https://api.openai.com/v1", "gpt-5-mini").temperature);
        assert!(Quirks::expected("https://api.openai.com/v1", "gpt-4o").temperature);
    }

    #[test]
    fn models_that_think_are_given_room_for_it() {
        for (model, room) in [("o3", THINKING), ("gpt-5-mini", THINKING), ("gpt-5-chat-latest", 0), ("gpt-4.1", 0)] {
            assert_eq!(Quirks::expected("https://api.openai.com/v1", model).thinking, room, "{model}");
        }
    }
}
