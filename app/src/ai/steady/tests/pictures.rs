//! Pictures: by the same rules as text but for time-outs, and behind the same breaker where the provider is the same.

use std::time::Duration;

use tokio::time::Instant;

use super::script::{Script, a_picture, breaker, server_error};
use crate::ai::error::AiError;
use crate::ai::image::ImageModel as _;
use crate::ai::testing::plain_request;
use crate::ai::text::TextModel as _;

#[tokio::test(start_paused = true)]
async fn a_rate_limit_is_sat_out_as_long_as_the_provider_asks() {
    let script = Script::new(vec![AiError::RateLimited { retry_after: Some(Duration::from_secs(20)) }]);
    let start = Instant::now();
    script.steady_pictures(breaker()).generate(&a_picture()).await.expect("a picture");
    let waited = start.elapsed();
    assert_eq!(script.calls(), 2);
    assert!(waited >= Duration::from_secs(20) && waited < Duration::from_secs(30), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_picture_comes_after_three_failures_and_not_after_four() {
    let script = Script::new(vec![server_error(); 3]);
    script.steady_pictures(breaker()).generate(&a_picture()).await.expect("a picture");
    assert_eq!(script.calls(), 4);

    let script = Script::new(vec![server_error(); 4]);
    let error = script.steady_pictures(breaker()).generate(&a_picture()).await.expect_err("it keeps failing");
    assert_eq!((error, script.calls()), (server_error(), 4));
}

#[tokio::test(start_paused = true)]
async fn a_picture_that_took_too_long_is_not_asked_for_again_at_once_and_a_text_is() {
    let script = Script::new(vec![AiError::TimedOut]);
    let timed_out = script.steady_pictures(breaker()).generate(&a_picture()).await;
    assert_eq!((timed_out, script.calls()), (Err(AiError::TimedOut), 1));

    let script = Script::new(vec![AiError::TimedOut]);
    script.steady_text(breaker()).complete(&plain_request(), None).await.expect("an answer");
    assert_eq!(script.calls(), 2);
}

#[tokio::test(start_paused = true)]
async fn what_only_a_person_can_mend_is_told_at_once() {
    for error in [AiError::QuotaExhausted, AiError::InvalidKey] {
        let script = Script::new(vec![error.clone()]);
        let start = Instant::now();
        assert_eq!(script.steady_pictures(breaker()).generate(&a_picture()).await, Err(error));
        assert_eq!((script.calls(), start.elapsed()), (1, Duration::ZERO));
    }
}

#[tokio::test(start_paused = true)]
async fn text_and_pictures_of_one_provider_leave_it_alone_together() {
    let (text, pictures) = (Script::new(vec![server_error(); 9]), Script::new(Vec::new()));
    let shared = breaker();
    let writing = text.steady_text(shared.clone());
    for _ in 0..2 {
        assert!(writing.complete(&plain_request(), None).await.is_err());
    }
    let error = pictures.steady_pictures(shared).generate(&a_picture()).await.expect_err("it is left alone");
    assert!(matches!(error, AiError::BreakerOpen { .. }), "{error:?}");
    assert_eq!(pictures.calls(), 0);

    pictures.steady_pictures(breaker()).generate(&a_picture()).await.expect("another provider is asked");
}

#[tokio::test(start_paused = true)]
async fn cancelling_ends_the_wait_for_a_picture() {
    let script = Script::new(vec![server_error(); 9]);
    let request = a_picture();
    request.cancel.cancel();
    assert_eq!(script.steady_pictures(breaker()).generate(&request).await, Err(AiError::Cancelled));
    assert_eq!(script.calls(), 1);
}
