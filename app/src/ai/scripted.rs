//! A text model that does as it is told, call by call, and answers as the sandbox does once the script is over.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use tokio::sync::Notify;

use crate::ai::error::{AiError, Tokens};
use crate::ai::sandbox::SandboxText;
use crate::ai::text::{OnProgress, Progress, TextAnswer, TextModel, TextRequest};

/// What one call does.
pub enum Act {
    /// Answers as the sandbox does.
    Answer,
    /// Says this.
    Say(&'static str),
    /// Has this model answer.
    Ask(Arc<dyn TextModel>),
    /// Begins to speak, then fails.
    Fail(AiError),
    /// Says half of what the sandbox answers, and the rest when it is let go on.
    Pause,
    /// Never ends; tells that it has begun.
    Hang,
}

pub struct Scripted {
    acts: Mutex<VecDeque<Act>>,
    calls: AtomicUsize,
    hanging: Notify,
    going_on: Notify,
}

impl Scripted {
    pub fn new(acts: Vec<Act>) -> Arc<Self> {
        Arc::new(Self {
            acts: Mutex::new(acts.into()),
            calls: AtomicUsize::new(0),
            hanging: Notify::new(),
            going_on: Notify::new(),
        })
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// Waits for a call that hangs.
    pub async fn hangs(&self) {
        self.hanging.notified().await;
    }

    /// Lets a call go on that pauses.
    pub fn go_on(&self) {
        self.going_on.notify_one();
    }
}

/// An answer cut between two words, near its middle.
fn halves(text: &str) -> (&str, &str) {
    let space = text.match_indices(' ').map(|(at, _)| at).find(|at| at * 2 >= text.len());
    text.split_at(space.expect("an answer has many words"))
}

#[async_trait]
impl TextModel for Scripted {
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
        request: &TextRequest,
        on_progress: Option<OnProgress<'_>>,
    ) -> Result<TextAnswer, AiError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let act = self.acts.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        match act.unwrap_or(Act::Answer) {
            Act::Answer => SandboxText::new().complete(request, on_progress).await,
            Act::Say(text) => Ok(TextAnswer {
                text: text.to_owned(),
                tokens: Tokens { input: 100, output: 100 },
                lost: Tokens::default(),
                tokens_estimated: false,
            }),
            Act::Ask(model) => model.complete(request, on_progress).await,
            Act::Fail(error) => {
                if let Some(hear) = on_progress {
                    hear(Progress::Text("{\"html\": \"<p>Half a sen"));
                }
                Err(error)
            }
            Act::Pause => {
                let answer = SandboxText::new().complete(request, None).await?;
                let (half, rest) = halves(&answer.text);
                if let Some(hear) = on_progress {
                    hear(Progress::Text(half));
                    self.going_on.notified().await;
                    hear(Progress::Text(rest));
                }
                Ok(answer)
            }
            Act::Hang => {
                self.hanging.notify_one();
                std::future::pending().await
            }
        }
    }
}
