//! Text from OpenAI, and from whatever speaks its chat completions: Azure, Ollama, vLLM, llama.cpp, gateways.
//!
//! Those who speak it don't all speak all of it, so what a server refuses by name (a temperature, a schema, a count of
//! tokens) is left out from then on and the request sent again.

mod quirks;
mod stream;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use safe_http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use safe_http::{Client, Incoming, Request};
use serde_json::{Value, json};

use super::error::AiError;
use super::http::{ApiKey, Refusal, open, read_events, whole_text};
use super::text::{OnProgress, TextAnswer, TextModel, TextRequest};
use quirks::{JsonMode, LearnedQuirks, Quirks};
use stream::Reply;

/// Where OpenAI itself is.
pub const OPENAI_BASE_URL: &str = "https://api.openai.com/v1";

/// Most requests for one answer, while it is learned what a server doesn't take.
const MAX_ADJUSTMENTS: usize = 5;

/// A server and a model on it.
#[derive(Debug, Clone)]
pub struct OpenAiConfig {
    /// Up to and with the version, as `https://api.openai.com/v1` or `http://localhost:11434/v1`.
    pub base_url: String,
    /// Local servers need none.
    pub key: Option<ApiKey>,
    pub model: String,
}

/// A model behind chat completions.
#[derive(Debug)]
pub struct OpenAi {
    client: Client,
    config: OpenAiConfig,
    quirks: LearnedQuirks,
}

impl OpenAi {
    /// `client` bounds where it may go and how long it may take: see
    /// [`provider_policy`](super::http::provider_policy).
    #[must_use]
    pub fn new(client: Client, config: OpenAiConfig) -> Self {
        let quirks = LearnedQuirks::new(Quirks::expected(&config.base_url, &config.model));
        Self { client, config, quirks }
    }

    fn body(&self, request: &TextRequest, quirks: Quirks) -> Value {
        let mut body = json!({
            "model": self.config.model,
            "messages": [
                {"role": "system", "content": request.system},
                {"role": "user", "content": request.prompt},
            ],
            "stream": true,
            quirks.limit_field: request.max_tokens.saturating_add(quirks.thinking),
        });
        if quirks.stream_options {
            body["stream_options"] = json!({"include_usage": true});
        }
        if let (Some(temperature), true) = (request.temperature, quirks.temperature) {
            body["temperature"] = json!(temperature);
        }
        match (&request.schema, quirks.json) {
            (Some(schema), JsonMode::Schema) => {
                body["response_format"] = json!({
                    "type": "json_schema",
                    "json_schema": {"name": schema.name, "strict": true, "schema": schema.schema},
                });
            }
            (Some(_), JsonMode::Object) => body["response_format"] = json!({"type": "json_object"}),
            _ => {}
        }
        body
    }

    async fn send(&self, request: &TextRequest, quirks: Quirks) -> Result<Incoming, Refusal> {
        let address = format!("{}/chat/completions", self.config.base_url.trim_end_matches('/'));
        let message = authorised(&address, self.config.key.as_ref())?
            .json(&self.body(request, quirks))
            .map_err(|error| AiError::BadRequest { reason: error.to_string() })?;
        open(&self.client, message, &request.cancel).await
    }

    /// Sends the request, and again without what the server says it doesn't take.
    async fn send_adjusted(&self, request: &TextRequest) -> Result<Incoming, AiError> {
        let mut quirks = self.quirks.get();
        for _ in 0..MAX_ADJUSTMENTS {
            let refusal = match self.send(request, quirks).await {
                Ok(answer) => return Ok(answer),
                Err(refusal) => refusal,
            };
            match refusal.said.as_ref().and_then(|said| quirks.adjusted(&refusal.error, said)) {
                Some(adjusted) => quirks = self.quirks.learn(adjusted),
                None => return Err(refusal.error),
            }
        }
        Err(AiError::BadRequest { reason: "it takes none of the forms that a request can have.".to_owned() })
    }
}

/// A POST with the key where this server expects it: Azure has a header of its own.
pub(super) fn authorised(address: &str, key: Option<&ApiKey>) -> Result<Request, AiError> {
    let request = Request::post(address).map_err(|error| AiError::BadRequest { reason: error.to_string() })?;
    let Some(key) = key else { return Ok(request) };
    let host = address.split('/').nth(2).unwrap_or_default();
    if !host.ends_with(".azure.com") {
        return Ok(request.bearer_auth(key.reveal()));
    }
    let mut value = HeaderValue::from_str(key.reveal()).map_err(|_| AiError::InvalidKey)?;
    value.set_sensitive(true);
    Ok(request.header(HeaderName::from_static("api-key"), value))
}

#[async_trait]
impl TextModel for OpenAi {
    fn name(&self) -> &str {
        &self.config.model
    }

    fn provider(&self) -> &'static str {
        "openai"
    }

    fn is_sample(&self) -> bool {
        false
    }

    async fn complete(
        &self,
        request: &TextRequest,
        on_progress: Option<OnProgress<'_>>,
    ) -> Result<TextAnswer, AiError> {
        let answer = self.send_adjusted(request).await?;
        let kind = answer.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let streams = kind.starts_with("text/event-stream");
        let mut reply = Reply::default();
        let outcome = if streams {
            read_events(answer, &request.cancel, |event| reply.take(&event.data, on_progress)).await
        } else {
            // Some servers don't stream, whatever they are asked; and a gateway's error page comes here too.
            whole_text(answer, &request.cancel).await.and_then(|body| reply.take_whole(&body, on_progress))
        };
        reply.finish(outcome, request)
    }
}
