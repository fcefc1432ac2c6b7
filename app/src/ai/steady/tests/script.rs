//! A model of text and pictures that fails as it is told to, and then answers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;

use crate::ai::breaker::{Breaker, BreakerSettings};
use crate::ai::error::{AiError, Tokens};
use crate::ai::image::{ImageAnswer, ImageFormat, ImageKind, ImageModel, ImageRequest};
use crate::ai::steady::{RetryPolicy, Steady};
use crate::ai::text::{OnProgress, Progress, TextAnswer, TextModel, TextRequest};

/// Fails with these errors in turn and then answers.
pub struct Script {
    errors: Mutex<Vec<AiError>>,
    calls: AtomicUsize,
}

impl Script {
    pub fn new(mut errors: Vec<AiError>) -> Arc<Self> {
        errors.reverse();
        Arc::new(Self { errors: Mutex::new(errors), calls: AtomicUsize::new(0) })
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    fn outcome<A>(&self, answer: A) -> Result<A, AiError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        self.errors.lock().expect("nobody panics").pop().map_or(Ok(answer), Err)
    }

    pub fn steady_text(self: &Arc<Self>, breaker: Arc<Breaker>) -> Steady<dyn TextModel> {
        Steady::new(Arc::clone(self) as Arc<dyn TextModel>, breaker, RetryPolicy::default())
    }

    pub fn steady_pictures(self: &Arc<Self>, breaker: Arc<Breaker>) -> Steady<dyn ImageModel> {
        Steady::new(Arc::clone(self) as Arc<dyn ImageModel>, breaker, RetryPolicy::default())
    }
}

pub fn breaker() -> Arc<Breaker> {
    Arc::new(Breaker::new(BreakerSettings::default()))
}

pub fn server_error() -> AiError {
    AiError::ServerError { status: 500, retry_after: None }
}

pub fn a_picture() -> ImageRequest {
    ImageRequest::new(ImageKind::Featured, "A calm scene", "Tea")
}

#[async_trait]
impl TextModel for Script {
    fn name(&self) -> &str {
        "script"
    }

    fn provider(&self) -> &'static str {
        "script"
    }

    fn is_sample(&self) -> bool {
        true
    }

    async fn complete(&self, _request: &TextRequest, hear: Option<OnProgress<'_>>) -> Result<TextAnswer, AiError> {
        if let Some(hear) = hear {
            hear(Progress::Text("x"));
        }
        let tokens = Tokens { input: 1, output: 1 };
        self.outcome(TextAnswer { text: "x".to_owned(), tokens, lost: Tokens::default(), tokens_estimated: false })
    }
}

#[async_trait]
impl ImageModel for Script {
    fn name(&self) -> &str {
        "script"
    }

    fn provider(&self) -> &'static str {
        "script"
    }

    fn is_sample(&self) -> bool {
        true
    }

    async fn generate(&self, request: &ImageRequest) -> Result<ImageAnswer, AiError> {
        let (width, height) = (request.width, request.height);
        self.outcome(ImageAnswer { bytes: vec![1], format: ImageFormat::Png, width, height, revised_prompt: None })
    }
}
