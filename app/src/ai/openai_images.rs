//! Pictures from OpenAI's images API, and from servers that speak it: `gpt-image-1` and its kin, `dall-e-3`.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use safe_http::Client;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::AiError;
use super::http::{ApiKey, open, unusable, whole_text};
use super::image::{ImageAnswer, ImageFormat, ImageModel, ImageQuality, ImageRequest};
use super::openai::authorised;
use super::webp::Picture;

/// A server and a model on it.
#[derive(Debug, Clone)]
pub struct OpenAiImagesConfig {
    /// Up to and with the version, as `https://api.openai.com/v1`.
    pub base_url: String,
    pub key: Option<ApiKey>,
    pub model: String,
}

/// A model behind the images API.
#[derive(Debug)]
pub struct OpenAiImages {
    client: Client,
    config: OpenAiImagesConfig,
}

#[derive(Debug, Deserialize)]
struct Answer {
    data: Vec<Picture64>,
}

#[derive(Debug, Deserialize)]
struct Picture64 {
    b64_json: Option<String>,
    revised_prompt: Option<String>,
}

/// Longest prompt sent, in characters: what the strictest of the models takes.
const MAX_PROMPT: usize = 4_000;

impl OpenAiImages {
    /// `client` bounds where it may go and how long it may take: see
    /// [`picture_policy`](super::http::picture_policy).
    #[must_use]
    pub const fn new(client: Client, config: OpenAiImagesConfig) -> Self {
        Self { client, config }
    }

    fn is_dall_e(&self) -> bool {
        self.config.model.starts_with("dall-e")
    }

    fn body(&self, request: &ImageRequest) -> Value {
        let prompt: String = request.prompt.chars().take(MAX_PROMPT).collect();
        let mut body = json!({
            "model": self.config.model,
            "prompt": prompt,
            "n": 1,
            "size": nearest_size(self.is_dall_e(), request.width, request.height),
        });
        if self.is_dall_e() {
            body["response_format"] = json!("b64_json");
            body["quality"] = json!(if request.quality == ImageQuality::Premium { "hd" } else { "standard" });
        } else {
            // These answer in base64 always, and refuse to be asked for it.
            body["quality"] = json!(match request.quality {
                ImageQuality::Basic => "low",
                ImageQuality::Quality => "medium",
                ImageQuality::Premium => "high",
            });
        }
        body
    }
}

/// The size on offer whose proportions come closest.
fn nearest_size(is_dall_e: bool, width: u32, height: u32) -> &'static str {
    let (wide, square, tall) = match is_dall_e {
        true => ("1792x1024", "1024x1024", "1024x1792"),
        false => ("1536x1024", "1024x1024", "1024x1536"),
    };
    let proportion = f64::from(width.max(1)) / f64::from(height.max(1));
    match proportion {
        1.2.. => wide,
        0.83.. => square,
        _ => tall,
    }
}

#[async_trait]
impl ImageModel for OpenAiImages {
    fn name(&self) -> &str {
        &self.config.model
    }

    fn provider(&self) -> &'static str {
        "openai"
    }

    fn is_sample(&self) -> bool {
        false
    }

    async fn generate(&self, request: &ImageRequest) -> Result<ImageAnswer, AiError> {
        let address = format!("{}/images/generations", self.config.base_url.trim_end_matches('/'));
        let message = authorised(&address, self.config.key.as_ref())?
            .json(&self.body(request))
            .map_err(|error| AiError::BadRequest { reason: error.to_string() })?;
        let answer = open(&self.client, message, &request.cancel).await.map_err(|refusal| refusal.error)?;
        let body = whole_text(answer, &request.cancel).await?;
        let answer: Answer = serde_json::from_str(&body)
            .map_err(|_| unusable("the provider answered with something that isn't a picture.", &body))?;
        let first = answer.data.into_iter().next().ok_or_else(|| unusable("it holds no picture.", ""))?;
        let encoded = first.b64_json.ok_or_else(|| unusable("it holds no picture, only where to find one.", ""))?;
        let bytes = BASE64.decode(encoded.trim()).map_err(|_| unusable("its picture is damaged.", ""))?;
        // Reading takes some computing: not on a thread that serves requests.
        tokio::task::spawn_blocking(move || checked(bytes, first.revised_prompt))
            .await
            .map_err(|error| unusable(&error.to_string(), ""))?
    }
}

/// The picture, once it was read whole.
fn checked(bytes: Vec<u8>, revised_prompt: Option<String>) -> Result<ImageAnswer, AiError> {
    let damaged = || unusable("its picture is damaged.", "");
    let format = ImageFormat::of(&bytes).ok_or_else(damaged)?;
    let picture = Picture::read(&bytes).map_err(|_| damaged())?;
    Ok(ImageAnswer { width: picture.width(), height: picture.height(), bytes, format, revised_prompt })
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD as BASE64;
    use serde_json::{Value, json};
    use wiremock::matchers::{body_partial_json, header, method, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    use super::{OpenAiImages, OpenAiImagesConfig, nearest_size};
    use crate::ai::error::AiError;
    use crate::ai::http::ApiKey;
    use crate::ai::image::{ImageAnswer, ImageFormat, ImageKind, ImageModel, ImageRequest};
    use crate::ai::sandbox::SandboxImages;
    use crate::ai::testing::client;

    fn request() -> ImageRequest {
        ImageRequest { width: 120, height: 80, ..ImageRequest::new(ImageKind::Featured, "A calm scene", "Tea") }
    }

    async fn generate(model: &str, expected: Value, response: ResponseTemplate) -> Result<ImageAnswer, AiError> {
        let server = MockServer::start().await;
        Mock::given(method("POST"))
            .and(path("/v1/images/generations"))
            .and(header("authorization", "Bearer sk-test"))
            .and(body_partial_json(expected))
            .respond_with(response)
            .mount(&server)
            .await;
        let config = OpenAiImagesConfig {
            base_url: format!("{}/v1", server.uri()),
            key: Some(ApiKey::new("sk-test")),
            model: model.to_owned(),
        };
        OpenAiImages::new(client(), config).generate(&request()).await
    }

    #[tokio::test]
    async fn pictures_are_read_whole_whatever_the_model() {
        let file = SandboxImages::new().generate(&request()).await.expect("a picture").bytes;
        let body = json!({"data": [{"b64_json": BASE64.encode(file), "revised_prompt": "A very calm scene"}]});
        for (model, expected) in [
            ("gpt-image-1", json!({"size": "1536x1024", "quality": "medium"})),
            ("dall-e-3", json!({"size": "1792x1024", "response_format": "b64_json"})),
        ] {
            let answer =
                generate(model, expected, ResponseTemplate::new(200).set_body_json(&body)).await.expect("a picture");
            assert_eq!((answer.width, answer.height, answer.format), (120, 80, ImageFormat::Png));
            assert_eq!(answer.revised_prompt.as_deref(), Some("A very calm scene"));
        }
    }

    #[tokio::test]
    async fn refusals_and_damaged_pictures_are_errors() {
        let refused = json!({"error": {"code": "moderation_blocked", "message": "Your request was rejected."}});
        let billing = json!({"error": {"code": "billing_hard_limit_reached", "message": "Billing hard limit"}});
        let limit = json!({"error": {"code": "rate_limit_exceeded", "message": "Rate limit reached"}});
        for (status, body, code) in [
            (400, refused, "ai_refused"),
            (400, billing, "ai_quota_exhausted"),
            (401, json!({"error": {"message": "Incorrect API key provided"}}), "ai_invalid_key"),
            (429, limit, "ai_rate_limited"),
            (500, json!({}), "ai_server_error"),
            (200, json!({"data": []}), "ai_unusable"),
            (200, json!({"data": [{"url": "https://example.com/a.png"}]}), "ai_unusable"),
            (200, json!({"data": [{"b64_json": "AAAA"}]}), "ai_unusable"),
            (200, json!({"data": [{"b64_json": "iVBORw0KGgoAAA=="}]}), "ai_unusable"),
        ] {
            let answer = generate("gpt-image-1", json!({}), ResponseTemplate::new(status).set_body_json(body)).await;
            assert_eq!(answer.expect_err("no picture").code(), code);
        }
    }

    #[test]
    fn the_size_with_the_closest_proportions_is_asked_for() {
        assert_eq!(nearest_size(true, 1_200, 675), "1792x1024");
        assert_eq!(nearest_size(false, 1_000, 1_000), "1024x1024");
        assert_eq!(nearest_size(false, 600, 900), "1024x1536");
    }
}
