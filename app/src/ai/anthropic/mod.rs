//! Text from Anthropic's messages API. An answer's shape is asked for as the input of a tool that the model has to
//! call: every model of theirs, and every gateway in front of them, takes that.

mod stream;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use safe_http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use safe_http::{Client, Incoming, Request};
use serde_json::{Value, json};

use super::error::AiError;
use super::http::{ApiKey, Refusal, open, read_events, unusable, whole_text};
use super::text::{OnProgress, TextAnswer, TextModel, TextRequest};
use stream::Reply;

/// Where Anthropic itself is.
pub const ANTHROPIC_BASE_URL: &str = "https://api.anthropic.com/v1";

/// The version of the API that is spoken here.
const VERSION: &str = "2023-06-01";

/// A server and a model on it.
#[derive(Debug, Clone)]
pub struct AnthropicConfig {
    /// Up to and with the version, as `https://api.anthropic.com/v1`.
    pub base_url: String,
    pub key: ApiKey,
    pub model: String,
}

/// A model behind the messages API.
#[derive(Debug)]
pub struct Anthropic {
    client: Client,
    config: AnthropicConfig,
    /// Found out at the first refusal: some models take no temperature.
    without_temperature: AtomicBool,
}

impl Anthropic {
    /// `client` bounds where it may go and how long it may take: see
    /// [`provider_policy`](super::http::provider_policy).
    #[must_use]
    pub const fn new(client: Client, config: AnthropicConfig) -> Self {
        Self { client, config, without_temperature: AtomicBool::new(false) }
    }

    fn body(&self, request: &TextRequest, with_temperature: bool) -> Value {
        let mut body = json!({
            "model": self.config.model,
            "system": request.system,
            "messages": [{"role": "user", "content": request.prompt}],
            "max_tokens": request.max_tokens,
            "stream": true,
        });
        if let (Some(temperature), true) = (request.temperature, with_temperature) {
            body["temperature"] = json!(temperature);
        }
        if let Some(schema) = &request.schema {
            body["tools"] = json!([{
                "name": schema.name,
                "description": "Takes the answer.",
                "input_schema": schema.schema,
            }]);
            body["tool_choice"] = json!({"type": "tool", "name": schema.name});
        }
        body
    }

    async fn send(&self, request: &TextRequest, with_temperature: bool) -> Result<Incoming, Refusal> {
        let mut key = HeaderValue::from_str(self.config.key.reveal()).map_err(|_| AiError::InvalidKey)?;
        key.set_sensitive(true);
        let message = Request::post(&format!("{}/messages", self.config.base_url.trim_end_matches('/')))
            .map_err(|error| AiError::BadRequest { reason: error.to_string() })?
            .header(HeaderName::from_static("x-api-key"), key)
            .header(HeaderName::from_static("anthropic-version"), HeaderValue::from_static(VERSION))
            .json(&self.body(request, with_temperature))
            .map_err(|error| AiError::BadRequest { reason: error.to_string() })?;
        open(&self.client, message, &request.cancel).await
    }

    async fn send_adjusted(&self, request: &TextRequest) -> Result<Incoming, AiError> {
        let with_temperature = !self.without_temperature.load(Ordering::Relaxed);
        let refusal = match self.send(request, with_temperature).await {
            Ok(answer) => return Ok(answer),
            Err(refusal) => refusal,
        };
        let names_it = refusal.said.is_some_and(|said| said.message.contains("temperature"));
        if !(with_temperature && names_it && matches!(refusal.error, AiError::BadRequest { .. })) {
            return Err(refusal.error);
        }
        self.without_temperature.store(true, Ordering::Relaxed);
        self.send(request, false).await.map_err(|refusal| refusal.error)
    }
}

#[async_trait]
impl TextModel for Anthropic {
    fn name(&self) -> &str {
        &self.config.model
    }

    fn provider(&self) -> &'static str {
        "anthropic"
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
        if !kind.starts_with("text/event-stream") {
            let body = whole_text(answer, &request.cancel).await?;
            return Err(unusable("the provider answered with something that isn't a stream of events.", &body));
        }
        let mut reply = Reply::default();
        let outcome = read_events(answer, &request.cancel, |event| reply.take(&event.data, on_progress)).await;
        reply.finish(outcome, request)
    }
}
