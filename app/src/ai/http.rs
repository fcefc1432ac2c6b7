//! What the adapters share: a client within bounds, a key that doesn't show itself, and what a provider's refusal means.

use std::time::{Duration, SystemTime};

use safe_http::header::HeaderMap;
use safe_http::{Client, Error as HttpError, Incoming, Policy, Request, Timeouts};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::error::{AiError, Tokens};
use super::sse::{SseDecoder, SseEvent};

/// A provider's key. It goes into a header and nowhere else: neither `Debug` nor `Display` shows it.
#[derive(Clone)]
pub struct ApiKey(String);

impl ApiKey {
    #[must_use]
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into().trim().to_owned())
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

/// Largest answer taken of a provider, in bytes: a picture of 4 MB in base64, four times over.
const MAX_BODY: usize = 24 * 1024 * 1024;

/// Longest piece of a provider's own words that is passed on, in characters.
const MAX_REASON: usize = 300;

/// Longest wait that a provider may ask for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 3600);

/// The bounds for talking to a provider: connect 5 s, first byte 60 s, idle 30 s, total 180 s. No redirects, since
/// a prompt has no business anywhere else. With `allow_private` the provider may be this machine or its network.
#[must_use]
pub fn provider_policy(allow_private: bool) -> Policy {
    let policy = if allow_private { Policy::private_network() } else { Policy::default() };
    Policy {
        max_body: MAX_BODY,
        max_redirects: 0,
        user_agent: concat!("IGNY8/", env!("CARGO_PKG_VERSION")).to_owned(),
        ..policy
    }
}

/// How long a picture may take from the request to its last byte.
const A_PICTURE: Duration = Duration::from_secs(240);

/// The bounds for a model of pictures. It sends nothing before the picture is done, up to two minutes after it was asked:
/// the first byte may take as long as the whole.
#[must_use]
pub fn picture_policy(allow_private: bool) -> Policy {
    let policy = provider_policy(allow_private);
    let timeouts = Timeouts { first_byte: A_PICTURE, total: A_PICTURE, ..policy.timeouts };
    Policy { timeouts, ..policy }
}

/// Sends a request and gives back the head of its answer when that is a success.
pub(super) async fn open(client: &Client, request: Request, cancel: &CancellationToken) -> Result<Incoming, Refusal> {
    let answer = tokio::select! {
        () = cancel.cancelled() => return Err(AiError::Cancelled.into()),
        answer = client.open(request) => answer.map_err(|error| from_http(&error))?,
    };
    if answer.status.is_success() {
        return Ok(answer);
    }
    let status = answer.status.as_u16();
    let retry_after = retry_after(&answer.headers, SystemTime::now());
    // A status says enough even when its body never comes.
    let body = match whole_text(answer, cancel).await {
        Err(AiError::Cancelled) => return Err(AiError::Cancelled.into()),
        body => body.unwrap_or_default(),
    };
    let said = ProviderSays::read(&body);
    Err(Refusal { error: said.classify(status, retry_after), said: Some(said) })
}

/// Reads a body whole, as text.
pub(super) async fn whole_text(answer: Incoming, cancel: &CancellationToken) -> Result<String, AiError> {
    tokio::select! {
        () = cancel.cancelled() => Err(AiError::Cancelled),
        whole = answer.whole() => whole.map(|whole| whole.text()).map_err(|error| from_http(&error)),
    }
}

/// Hands each event of a stream to `take`, until the stream ends or `take` has enough (`Ok(false)`).
pub(super) async fn read_events(
    mut answer: Incoming,
    cancel: &CancellationToken,
    mut take: impl FnMut(SseEvent) -> Result<bool, AiError> + Send,
) -> Result<(), AiError> {
    let mut decoder = SseDecoder::default();
    loop {
        let piece = tokio::select! {
            () = cancel.cancelled() => return Err(AiError::Cancelled),
            piece = answer.chunk() => piece.map_err(|error| from_http(&error))?,
        };
        let Some(piece) = piece else { break };
        let events = decoder.push(&piece).map_err(|_| unusable("A line of the answer is too long.", ""))?;
        for event in events {
            if !take(event)? {
                return Ok(());
            }
        }
    }
    if let Some(last) = decoder.finish() {
        take(last)?;
    }
    Ok(())
}

/// An error with what the provider said, for adapters that can do something about it.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) error: AiError,
    pub(super) said: Option<ProviderSays>,
}

impl From<AiError> for Refusal {
    fn from(error: AiError) -> Self {
        Self { error, said: None }
    }
}

/// What a provider says of a failure. OpenAI, Anthropic, Ollama, vLLM and gateways agree on little more than that
/// there is a message somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ProviderSays {
    /// The message, one line, at most [`MAX_REASON`] characters.
    pub(super) message: String,
    /// Error type, code and parameter, in lower case, separated by spaces.
    pub(super) codes: String,
}

impl ProviderSays {
    /// Reads an error body of any shape, also one that isn't JSON.
    pub(super) fn read(body: &str) -> Self {
        serde_json::from_str::<Value>(body).map_or_else(|_| Self::default(), |value| Self::of(&value))
    }

    /// Reads an error object, or an object that holds one.
    pub(super) fn of(value: &Value) -> Self {
        let error = value.get("error").unwrap_or(value);
        let message = match error {
            Value::String(message) => message.as_str(),
            other => ["message", "detail"].iter().find_map(|name| other.get(name)?.as_str()).unwrap_or_default(),
        };
        let codes: Vec<&str> = ["type", "code", "param"].iter().filter_map(|name| error.get(name)?.as_str()).collect();
        Self { message: one_line(message), codes: codes.join(" ").to_lowercase() }
    }

    fn mentions(&self, words: &[&str]) -> bool {
        let message = self.message.to_lowercase();
        words.iter().any(|word| self.codes.contains(word) || message.contains(word))
    }

    /// What it means, together with the status.
    pub(super) fn classify(&self, status: u16, retry_after: Option<Duration>) -> AiError {
        const NO_MONEY: &[&str] = &["insufficient_quota", "billing", "credit balance", "payment required"];
        const NOT_ALLOWED: &[&str] = &["content_policy", "content_filter", "moderation_blocked", "safety system"];
        match status {
            402 => AiError::QuotaExhausted,
            400 | 403 | 429 if self.mentions(NO_MONEY) => AiError::QuotaExhausted,
            429 => AiError::RateLimited { retry_after },
            400 | 403 | 422 if self.mentions(NOT_ALLOWED) => {
                AiError::Refused { reason: self.reason(), spent: Tokens::default() }
            }
            401 | 403 => AiError::InvalidKey,
            408 => AiError::TimedOut,
            500.. => AiError::ServerError { status, retry_after },
            _ => AiError::BadRequest { reason: self.reason_or(&format!("it answered with status {status}.")) },
        }
    }

    fn reason(&self) -> String {
        self.reason_or("its content rules don't allow it.")
    }

    fn reason_or(&self, default: &str) -> String {
        if self.message.is_empty() { default.to_owned() } else { self.message.clone() }
    }
}

/// One line, at most [`MAX_REASON`] characters, with anything that looks like a key left out.
pub(super) fn one_line(text: &str) -> String {
    let short: String = text.chars().take(MAX_REASON).collect();
    let words = short.split_whitespace().map(|word| {
        let looks_like_key = ["sk-", "sk_", "key-"].iter().any(|start| word.contains(start));
        if looks_like_key { "…" } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A failure of an answer's form.
pub(super) fn unusable(reason: &str, raw: &str) -> AiError {
    AiError::Unusable { reason: reason.to_owned(), raw: super::ask::bounded(raw), spent: Tokens::default() }
}

fn from_http(error: &HttpError) -> AiError {
    match error {
        HttpError::TimedOut { .. } => AiError::TimedOut,
        HttpError::Protocol { .. } => AiError::CutStream { spent: Tokens::default() },
        HttpError::TooLarge { .. } => unusable(&error.to_string(), ""),
        HttpError::AddressRefused(_) | HttpError::TooManyRedirects { .. } => {
            AiError::BadRequest { reason: error.to_string() }
        }
        HttpError::Resolve { .. } | HttpError::Connect { .. } | HttpError::Tls { .. } | HttpError::Setup { .. } => {
            AiError::Unreachable { reason: error.to_string() }
        }
    }
}

/// How long the provider asks to wait: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let seconds = |text: &str, unit: f64| {
        text.parse::<f64>().ok().and_then(|count| Duration::try_from_secs_f64(count * unit).ok())
    };
    let asked = text("retry-after-ms").and_then(|value| seconds(value, 0.001)).or_else(|| {
        let value = text("retry-after")?;
        seconds(value, 1.0).or_else(|| {
            let until = httpdate::parse_http_date(value).ok()?;
            Some(until.duration_since(now).unwrap_or_default())
        })
    })?;
    Some(asked.min(MAX_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use safe_http::header::{HeaderMap, HeaderName, HeaderValue};

    use super::{ApiKey, ProviderSays, picture_policy, provider_policy, retry_after};
    use crate::ai::error::AiError;

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        let value = HeaderValue::from_str(value).expect("a header value");
        HeaderMap::from_iter([(HeaderName::from_static(name), value)])
    }

    #[test]
    fn a_picture_may_be_silent_until_it_is_done() {
        let (text, picture) = (provider_policy(true), picture_policy(true));
        assert_eq!(picture.timeouts.first_byte, picture.timeouts.total);
        assert!(picture.timeouts.first_byte >= Duration::from_secs(180));
        assert!(text.timeouts.first_byte < Duration::from_secs(180));
        assert_eq!((picture.max_redirects, picture.max_body), (text.max_redirects, text.max_body));
    }

    #[test]
    fn retry_after_is_read_in_all_its_forms() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let read = |name, value: &str| retry_after(&headers(name, value), now);
        assert_eq!(read("retry-after", "20"), Some(Duration::from_secs(20)));
        assert_eq!(read("retry-after", "0.5"), Some(Duration::from_millis(500)));
        assert_eq!(read("retry-after-ms", "1500"), Some(Duration::from_millis(1_500)));
        let date = httpdate::fmt_http_date(now + Duration::from_secs(90));
        assert_eq!(read("retry-after", &date), Some(Duration::from_secs(90)));
        let past = httpdate::fmt_http_date(now - Duration::from_secs(90));
        assert_eq!(read("retry-after", &past), Some(Duration::ZERO));
        assert_eq!(read("retry-after", "1e300"), None);
        assert_eq!(read("retry-after", "-3"), None);
        assert_eq!(read("retry-after", "99999999"), Some(Duration::from_secs(86_400)));
    }

    #[test]
    fn refusals_are_told_apart_whatever_their_shape() {
        let class = |status, body: &str| ProviderSays::read(body).classify(status, None).code();
        assert_eq!(class(429, r#"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#), "ai_rate_limited");
        assert_eq!(class(429, r#"{"error":{"message":"x","type":"insufficient_quota"}}"#), "ai_quota_exhausted");
        assert_eq!(class(402, "<html>"), "ai_quota_exhausted");
        assert_eq!(
            class(400, r#"{"type":"error","error":{"message":"Your credit balance is too low"}}"#),
            "ai_quota_exhausted"
        );
        assert_eq!(class(400, r#"{"error":{"code":"content_policy_violation","message":"no"}}"#), "ai_refused");
        assert_eq!(class(401, ""), "ai_invalid_key");
        assert_eq!(class(404, r#"{"error":"model 'x' not found"}"#), "ai_bad_request");
        assert_eq!(class(529, "{}"), "ai_server_error");
        assert_eq!(class(302, ""), "ai_bad_request");
    }

    #[test]
    fn keys_show_nowhere() {
        let key = ApiKey::new(" sk-very-secret\n");
        assert_eq!(key.reveal(), "sk-very-secret");
        assert!(!format!("{key:?}").contains("secret"));
        let said = ProviderSays::read(r#"{"error":{"message":"Bad value near sk-very-secret."}}"#);
        let AiError::BadRequest { reason } = said.classify(400, None) else { panic!("a bad request") };
        assert_eq!(reason, "Bad value near …");
    }
}
