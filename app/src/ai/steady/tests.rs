//! Trying again: when it helps, as long as it helps, and not one moment too early.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

use super::{RetryPolicy, Steady};
use crate::ai::breaker::{Breaker, BreakerSettings};
use crate::ai::error::{AiError, Tokens};
use crate::ai::testing::plain_request;
use crate::ai::text::{OnProgress, Progress, TextAnswer, TextModel, TextRequest};

/// Fails with these errors in turn and then answers.
struct Script {
    errors: Mutex<Vec<AiError>>,
    calls: AtomicUsize,
}

impl Script {
    fn new(mut errors: Vec<AiError>) -> Arc<Self> {
        errors.reverse();
        Arc::new(Self { errors: Mutex::new(errors), calls: AtomicUsize::new(0) })
    }
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
        self.calls.fetch_add(1, Ordering::Relaxed);
        if let Some(hear) = hear {
            hear(Progress::Text("x"));
        }
        match self.errors.lock().expect("nobody panics").pop() {
            Some(error) => Err(error),
            None => {
                Ok(TextAnswer { text: "x".to_owned(), tokens: Tokens { input: 1, output: 1 }, tokens_estimated: false })
            }
        }
    }
}

fn steady(script: &Arc<Script>) -> Steady {
    let breaker = Arc::new(Breaker::new(BreakerSettings::default()));
    Steady::new(Arc::clone(script) as Arc<dyn TextModel>, breaker, RetryPolicy::default())
}

fn server_error() -> AiError {
    AiError::ServerError { status: 500, retry_after: None }
}

#[tokio::test(start_paused = true)]
async fn passing_failures_are_sat_out_and_their_cost_is_counted() {
    let cut = AiError::CutStream { spent: Tokens { input: 5, output: 2 } };
    let limited = AiError::RateLimited { retry_after: Some(Duration::from_secs(20)) };
    let script = Script::new(vec![cut, limited]);
    let (start, heard) = (Instant::now(), Mutex::new(String::new()));
    let hear = |progress: Progress<'_>| {
        heard.lock().expect("nobody panics").push_str(match progress {
            Progress::Text(text) => text,
            Progress::StartOver => "|",
        });
    };
    let answer = steady(&script).complete(&plain_request(), Some(&hear)).await.expect("an answer");
    assert_eq!(answer.tokens, Tokens { input: 6, output: 3 });
    assert_eq!(*heard.lock().expect("nobody panics"), "x|x|x");
    let waited = start.elapsed();
    assert!(waited >= Duration::from_secs(21) && waited < Duration::from_secs(30), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn four_tries_are_enough() {
    let script = Script::new(vec![server_error(); 9]);
    let error = steady(&script).complete(&plain_request(), None).await.expect_err("it keeps failing");
    assert_eq!((error, script.calls.load(Ordering::Relaxed)), (server_error(), 4));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_pass_and_what_takes_too_long_is_not_waited_for() {
    let long = AiError::RateLimited { retry_after: Some(Duration::from_secs(600)) };
    let refused = AiError::Refused { reason: String::new(), spent: Tokens::default() };
    for error in [AiError::QuotaExhausted, AiError::InvalidKey, refused, long] {
        let script = Script::new(vec![error.clone()]);
        let start = Instant::now();
        assert_eq!(steady(&script).complete(&plain_request(), None).await, Err(error));
        assert_eq!((script.calls.load(Ordering::Relaxed), start.elapsed()), (1, Duration::ZERO));
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_keeps_failing_is_left_alone() {
    let script = Script::new(vec![server_error(); 9]);
    let steady = steady(&script);
    for _ in 0..2 {
        assert!(steady.complete(&plain_request(), None).await.is_err());
    }
    let calls = script.calls.load(Ordering::Relaxed);
    assert!(calls < 8, "{calls} calls reached a provider that was down");
}

#[tokio::test(start_paused = true)]
async fn cancelling_ends_the_wait() {
    let script = Script::new(vec![server_error(); 9]);
    let request = plain_request();
    request.cancel.cancel();
    assert_eq!(steady(&script).complete(&request, None).await, Err(AiError::Cancelled));
}
