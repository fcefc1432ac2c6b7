//! Text models that say, and fail, as a test tells them to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::ai::error::{AiError, Tokens};
use crate::ai::sandbox::SandboxText;
use crate::ai::text::{OnProgress, TextAnswer, TextModel, TextRequest};

/// Answers in order; the last answer is given again and again.
pub struct Scripted(Mutex<Vec<String>>);

impl Scripted {
    pub fn saying(answers: &[&str]) -> Self {
        Self(Mutex::new(answers.iter().rev().map(|answer| (*answer).to_owned()).collect()))
    }

    /// Answers with these ideas.
    pub fn answering(ideas: &[Value]) -> Self {
        Self(Mutex::new(vec![json!({ "ideas": ideas }).to_string()]))
    }
}

/// One idea as a model writes it.
pub fn idea(title: &str, primary_keyword: &str, keywords: &[&str]) -> Value {
    let section =
        |heading: &str| json!({ "heading": heading, "purpose": "Readers learn it.", "points": ["one", "two"] });
    json!({
        "title": title, "structure": "guide", "content_type": "post",
        "outline": [section("First"), section("Second"), section("Third")],
        "primary_keyword": primary_keyword, "keywords": keywords,
        "target_words": 1500, "audience": "home brewers", "tone": "plain",
    })
}

#[async_trait]
impl TextModel for Scripted {
    /// One that has a price.
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
        _request: &TextRequest,
        _on_progress: Option<OnProgress<'_>>,
    ) -> Result<TextAnswer, AiError> {
        let mut answers = self.0.lock().expect("no test panics while it holds this");
        let text = if answers.len() > 1 { answers.pop() } else { answers.last().cloned() };
        let tokens = Tokens { input: 400, output: 800 };
        Ok(TextAnswer { text: text.unwrap_or_default(), tokens, lost: Tokens::default(), tokens_estimated: false })
    }
}

/// Fails once, and then answers as the sandbox does.
pub struct FailsOnce {
    sandbox: SandboxText,
    error: Mutex<Option<AiError>>,
    calls: AtomicUsize,
}

impl FailsOnce {
    pub fn new(error: AiError) -> Arc<Self> {
        Arc::new(Self { sandbox: SandboxText::new(), error: Mutex::new(Some(error)), calls: AtomicUsize::new(0) })
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl TextModel for FailsOnce {
    fn name(&self) -> &str {
        self.sandbox.name()
    }

    fn provider(&self) -> &'static str {
        self.sandbox.provider()
    }

    fn is_sample(&self) -> bool {
        true
    }

    async fn complete(&self, request: &TextRequest, hear: Option<OnProgress<'_>>) -> Result<TextAnswer, AiError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let error = self.error.lock().expect("no test panics while it holds this").take();
        match error {
            Some(error) => Err(error),
            None => self.sandbox.complete(request, hear).await,
        }
    }
}
