//! Text: what failed tries cost is counted apart, and what was heard of them is void.

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use super::script::{Script, breaker, server_error};
use crate::ai::error::{AiError, Tokens};
use crate::ai::testing::plain_request;
use crate::ai::text::{Progress, TextModel as _};

#[tokio::test(start_paused = true)]
async fn passing_failures_are_sat_out_and_their_cost_is_counted_apart() {
    let lost = Tokens { input: 5, output: 2 };
    let cut = AiError::CutStream { spent: lost };
    let limited = AiError::RateLimited { retry_after: Some(Duration::from_secs(20)) };
    let script = Script::new(vec![cut, limited]);
    let (start, heard) = (Instant::now(), Mutex::new(String::new()));
    let hear = |progress: Progress<'_>| {
        heard.lock().expect("nobody panics").push_str(match progress {
            Progress::Text(text) => text,
            Progress::StartOver => "|",
        });
    };
    let answer = script.steady_text(breaker()).complete(&plain_request(), Some(&hear)).await.expect("an answer");
    assert_eq!((answer.tokens, answer.lost), (Tokens { input: 1, output: 1 }, lost));
    assert_eq!(*heard.lock().expect("nobody panics"), "x|x|x");
    let waited = start.elapsed();
    assert!(waited >= Duration::from_secs(21) && waited < Duration::from_secs(30), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn what_broke_off_is_told_with_the_last_failure_whatever_that_is() {
    let lost = Tokens { input: 5, output: 2 };
    for last in [server_error(), AiError::InvalidKey] {
        let cut = AiError::CutStream { spent: lost };
        let script = Script::new(vec![cut, last.clone(), last.clone(), last.clone()]);
        let error = script.steady_text(breaker()).complete(&plain_request(), None).await.expect_err("it keeps failing");
        assert_eq!((error.cause(), error.spent()), (&last, lost));
    }
}

#[tokio::test(start_paused = true)]
async fn four_tries_are_enough() {
    let script = Script::new(vec![server_error(); 9]);
    let error = script.steady_text(breaker()).complete(&plain_request(), None).await.expect_err("it keeps failing");
    assert_eq!((error, script.calls()), (server_error(), 4));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_pass_and_what_takes_too_long_is_not_waited_for() {
    let long = AiError::RateLimited { retry_after: Some(Duration::from_secs(600)) };
    let refused = AiError::Refused { reason: String::new(), spent: Tokens::default() };
    for error in [AiError::QuotaExhausted, AiError::InvalidKey, refused, long] {
        let script = Script::new(vec![error.clone()]);
        let start = Instant::now();
        assert_eq!(script.steady_text(breaker()).complete(&plain_request(), None).await, Err(error));
        assert_eq!((script.calls(), start.elapsed()), (1, Duration::ZERO));
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_keeps_failing_is_left_alone() {
    let script = Script::new(vec![server_error(); 9]);
    let steady = script.steady_text(breaker());
    for _ in 0..2 {
        assert!(steady.complete(&plain_request(), None).await.is_err());
    }
    let calls = script.calls();
    assert!(calls < 8, "{calls} calls reached a provider that was down");
}

#[tokio::test(start_paused = true)]
async fn cancelling_ends_the_wait() {
    let script = Script::new(vec![server_error(); 9]);
    let request = plain_request();
    request.cancel.cancel();
    assert_eq!(script.steady_text(breaker()).complete(&request, None).await, Err(AiError::Cancelled));
}
