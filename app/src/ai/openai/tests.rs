//! The adapter against servers that behave, misbehave and go away.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use serde_json::json;
use wiremock::matchers::{body_partial_json, header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::quirks::THINKING;
use super::{OpenAi, OpenAiConfig};
use crate::ai::answer::MetaAnswer;
use crate::ai::ask::ask;
use crate::ai::error::{AiError, MAX_RAW_CHARS, Tokens};
use crate::ai::http::ApiKey;
use crate::ai::testing::{CHUNKED_HEAD, STREAM_HEAD, chunk, client, plain_request, raw_server, shaped_request, sse};
use crate::ai::text::{Progress, TextAnswer, TextModel};

fn model(base_url: &str) -> OpenAi {
    model_named("gpt-4.1", base_url)
}

fn model_named(name: &str, base_url: &str) -> OpenAi {
    let key = Some(ApiKey::new("sk-test-secret"));
    OpenAi::new(client(), OpenAiConfig { base_url: base_url.to_owned(), key, model: name.to_owned() })
}

fn delta(text: &str) -> String {
    json!({"choices": [{"delta": {"content": text}, "finish_reason": null}]}).to_string()
}

fn end(reason: &str) -> String {
    json!({"choices": [{"delta": {}, "finish_reason": reason}]}).to_string()
}

const USAGE: &str = r#"{"choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7}}"#;

/// A whole stream that says `text`.
fn stream(text: &str) -> ResponseTemplate {
    let body = sse(&[&delta(text), &end("stop"), USAGE, "[DONE]"]);
    ResponseTemplate::new(200).set_body_raw(body, "text/event-stream")
}

async fn answer_of(response: ResponseTemplate) -> Result<TextAnswer, AiError> {
    let server = MockServer::start().await;
    Mock::given(method("POST")).and(path("/v1/chat/completions")).respond_with(response).mount(&server).await;
    model(&format!("{}/v1", server.uri())).complete(&plain_request(), None).await
}

async fn raw_answer(pieces: Vec<String>, hang_up: bool) -> Result<TextAnswer, AiError> {
    model(&raw_server(pieces, hang_up).await).complete(&plain_request(), None).await
}

#[tokio::test]
async fn a_stream_becomes_an_answer_and_is_heard_as_it_comes() {
    let server = MockServer::start().await;
    let body = sse(&[&delta("Hello, "), &delta("world"), &end("stop"), USAGE, "[DONE]"]);
    Mock::given(header("authorization", "Bearer sk-test-secret"))
        .and(body_partial_json(json!({"model": "gpt-4.1", "stream": true, "stream_options": {"include_usage": true}})))
        .respond_with(ResponseTemplate::new(200).set_body_raw(body, "text/event-stream"))
        .mount(&server)
        .await;
    let heard = Mutex::new(String::new());
    let hear = |progress: Progress<'_>| {
        if let Progress::Text(text) = progress {
            heard.lock().expect("nobody panics").push_str(text);
        }
    };
    let answer = model(&server.uri()).complete(&plain_request(), Some(&hear)).await.expect("an answer");
    assert_eq!(answer.text, "Hello, world");
    assert_eq!((answer.tokens, answer.tokens_estimated), (Tokens { input: 11, output: 7 }, false));
    assert_eq!(*heard.lock().expect("nobody panics"), "Hello, world");
}

#[tokio::test]
async fn servers_that_count_nothing_or_do_not_stream_are_understood() {
    let counted_nothing = sse(&[&delta("Hello there"), &end("stop")]);
    let answer = raw_answer(vec![STREAM_HEAD.to_owned(), counted_nothing], true).await.expect("an answer");
    assert!(answer.tokens_estimated && answer.tokens.output == 3);
    let whole = json!({"choices": [{"message": {"content": "Hello"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2}});
    let answer = answer_of(ResponseTemplate::new(200).set_body_json(whole)).await.expect("an answer");
    assert_eq!((answer.text.as_str(), answer.tokens.output), ("Hello", 2));
}

#[tokio::test]
async fn rate_limits_say_how_long_to_wait() {
    let limited = |value: &str| ResponseTemplate::new(429).insert_header("retry-after", value).set_body_json(json!({}));
    let error = answer_of(limited("7")).await.expect_err("a rate limit");
    assert_eq!(error, AiError::RateLimited { retry_after: Some(Duration::from_secs(7)) });
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
    let error = answer_of(limited(&date)).await.expect_err("a rate limit");
    let wait = error.retry_after().expect("a wait").as_secs();
    assert!((90..=100).contains(&wait), "{wait}");
    assert!(error.is_transient() && !error.pauses_run());
}

#[tokio::test]
async fn a_used_up_quota_is_no_rate_limit() {
    let body = json!({"error": {"message": "You exceeded your current quota", "code": "insufficient_quota"}});
    let error = answer_of(ResponseTemplate::new(429).set_body_json(body)).await.expect_err("no quota");
    assert_eq!(error, AiError::QuotaExhausted);
    assert!(!error.is_transient() && error.pauses_run());
    assert_eq!(answer_of(ResponseTemplate::new(402)).await.expect_err("no money"), AiError::QuotaExhausted);
}

#[tokio::test]
async fn refusals_and_failures_have_their_own_errors_and_never_show_the_key() {
    let said = json!({"error": {"message": "Incorrect API key provided: sk-test-secret"}});
    for (status, code) in [
        (401, "ai_invalid_key"),
        (400, "ai_bad_request"),
        (404, "ai_bad_request"),
        (500, "ai_server_error"),
        (503, "ai_server_error"),
    ] {
        let error = answer_of(ResponseTemplate::new(status).set_body_json(&said)).await.expect_err("a refusal");
        assert_eq!(error.code(), code);
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
    assert!(!format!("{:?}", model("http://127.0.0.1:1/v1")).contains("secret"));
}

#[tokio::test]
async fn silence_is_a_time_out_wherever_it_begins() {
    assert_eq!(raw_answer(vec![], false).await, Err(AiError::TimedOut));
    let in_the_middle = vec![STREAM_HEAD.to_owned(), sse(&[&delta("Hel")])];
    let error = raw_answer(in_the_middle, false).await.expect_err("half an answer");
    assert!(error.cause() == &AiError::TimedOut && error.spent().input > 0, "{error:?}");
    let unreachable = model("http://127.0.0.1:1/v1").complete(&plain_request(), None).await;
    assert_eq!(unreachable.map_err(|error| error.code()), Err("ai_unreachable"));
}

#[tokio::test]
async fn a_cut_stream_is_never_an_answer() {
    let cases = [
        // The connection ends before the stream does.
        vec![CHUNKED_HEAD.to_owned(), chunk(&sse(&[&delta("Hel")]))],
        // The stream ends in good order, but without a reason.
        vec![STREAM_HEAD.to_owned(), sse(&[&delta("Hel")])],
        vec![STREAM_HEAD.to_owned(), sse(&[&delta("Hel"), "[DONE]"])],
        // A piece in the middle is damaged.
        vec![STREAM_HEAD.to_owned(), sse(&[&delta("Hel"), "{\"choices\": [{\"del", &end("stop"), "[DONE]"])],
    ];
    for pieces in cases {
        let error = raw_answer(pieces, true).await.expect_err("half an answer");
        assert_eq!(error.code(), "ai_cut_stream");
        assert!(error.is_transient() && error.spent().input > 0);
    }
}

#[tokio::test]
async fn answers_that_are_too_long_refused_or_empty_are_errors() {
    let ended = |events: &[&str]| ResponseTemplate::new(200).set_body_raw(sse(events), "text/event-stream");
    let error = answer_of(ended(&[&delta("Hel"), &end("length"), USAGE])).await.expect_err("too long");
    assert_eq!(error, AiError::TooLong { spent: Tokens { input: 11, output: 7 } });
    let error = answer_of(ended(&[&end("content_filter")])).await.expect_err("filtered");
    assert_eq!(error.code(), "ai_refused");
    let refusal = json!({"choices": [{"delta": {"refusal": "I can't help with that."}}]}).to_string();
    let error = answer_of(ended(&[&refusal, &end("stop"), USAGE])).await.expect_err("a refusal");
    assert!(error.to_string().contains("I can't help with that."));
    assert_eq!(answer_of(ended(&[&end("stop")])).await.expect_err("empty").code(), "ai_unusable");
    let error = answer_of(ended(&[&delta("x"), r#"{"error":{"message":"out of memory","code":503}}"#])).await;
    assert_eq!(error.expect_err("an error in the stream").code(), "ai_server_error");
    let page = ResponseTemplate::new(200).set_body_raw("<html>Maintenance</html>", "text/html");
    assert_eq!(answer_of(page).await.expect_err("a page").raw(), Some("<html>Maintenance</html>"));
}

#[tokio::test]
async fn what_a_server_does_not_take_is_left_out_and_remembered() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(|request: &Request| {
            let body: serde_json::Value = request.body_json().expect("JSON");
            let refuse = |field: &str| {
                ResponseTemplate::new(400)
                    .set_body_json(json!({"error": {"message": format!("Unsupported parameter: '{field}'")}}))
            };
            let unwanted = ["temperature", "response_format", "stream_options"];
            match unwanted.into_iter().find(|field| body.get(*field).is_some()) {
                Some(field) => refuse(field),
                None => stream("{}"),
            }
        })
        .mount(&server)
        .await;
    let model = model(&server.uri());
    model.complete(&shaped_request(), None).await.expect("an answer");
    let first = server.received_requests().await.expect("recorded").len();
    assert_eq!(first, 5);
    model.complete(&shaped_request(), None).await.expect("an answer");
    assert_eq!(server.received_requests().await.expect("recorded").len(), first + 1);
}

#[tokio::test]
async fn a_model_that_thinks_is_bounded_by_the_answer_and_what_it_thinks() {
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(stream("ready")).mount(&server).await;
    let request = plain_request();
    for (name, bound) in [("gpt-4.1", request.max_tokens), ("o4-mini", request.max_tokens + THINKING)] {
        model_named(name, &server.uri()).complete(&request, None).await.expect("an answer");
        let sent = server.received_requests().await.expect("recorded").pop().expect("a request");
        let body: serde_json::Value = sent.body_json().expect("JSON");
        assert_eq!(body["max_tokens"], bound, "{name}");
    }
}

#[tokio::test]
async fn cancelling_ends_a_request_at_once() {
    let base_url = raw_server(vec![STREAM_HEAD.to_owned()], false).await;
    let request = plain_request();
    request.cancel.cancel();
    assert_eq!(model(&base_url).complete(&request, None).await, Err(AiError::Cancelled));
}

const GOOD_META: &str = r#"{"meta_title":"How to Make Cold Brew","meta_description":"A guide.","excerpt":"A guide.","tags":["coffee"],"categories":["Brewing"]}"#;

/// Asks a server that gives these answers one after the other.
async fn ask_in_turn(answers: &[&str]) -> (Result<crate::ai::ask::Asked<MetaAnswer>, AiError>, Vec<Request>) {
    let server = MockServer::start().await;
    for answer in answers {
        Mock::given(method("POST")).respond_with(stream(answer)).up_to_n_times(1).mount(&server).await;
    }
    let outcome = ask::<MetaAnswer>(&model(&server.uri()), &shaped_request(), None).await;
    (outcome, server.received_requests().await.expect("recorded"))
}

#[tokio::test]
async fn an_answer_of_no_use_is_asked_for_once_more() {
    for bad in [
        "Sorry, here it is:",
        "{\"meta_title\": 3}",
        "{\"meta_title\":\"a\",\"meta_title\":\"b\"}",
        &"[{".repeat(5_000),
    ] {
        let fenced = format!("Of course!\n```json\n{GOOD_META}\n```");
        let (outcome, requests) = ask_in_turn(&[bad, &fenced]).await;
        let asked = outcome.expect("a repaired answer");
        assert_eq!((asked.tries, asked.tokens), (2, Tokens { input: 22, output: 14 }));
        assert_eq!(asked.answer.tags, ["coffee"]);
        let told = String::from_utf8_lossy(&requests[1].body).into_owned();
        assert!(told.contains("could not be used"));
    }
}

#[tokio::test]
async fn an_answer_that_is_good_enough_is_taken_when_the_next_one_breaks_off() {
    let server = MockServer::start().await;
    let repeating = GOOD_META.replace(r#"["coffee"]"#, r#"["coffee","coffee"]"#);
    let cut = ResponseTemplate::new(200).set_body_raw(sse(&[&delta("{"), USAGE]), "text/event-stream");
    for answer in [stream(&repeating), cut] {
        Mock::given(method("POST")).respond_with(answer).up_to_n_times(1).mount(&server).await;
    }
    let asked = ask::<MetaAnswer>(&model(&server.uri()), &shaped_request(), None).await.expect("the first answer");
    let of_each = Tokens { input: 11, output: 7 };
    assert_eq!((asked.remarks.len(), asked.tokens, asked.lost), (1, of_each, of_each));
}

#[tokio::test]
async fn a_failure_after_an_answer_of_no_use_tells_what_that_answer_took() {
    for (status, code) in [
        (500, "ai_server_error"),
        (408, "ai_timed_out"),
        (429, "ai_rate_limited"),
        (401, "ai_invalid_key"),
        (400, "ai_bad_request"),
    ] {
        let server = MockServer::start().await;
        let failure = ResponseTemplate::new(status).insert_header("retry-after", "7");
        for answer in [stream("no JSON"), failure] {
            Mock::given(method("POST")).respond_with(answer).up_to_n_times(1).mount(&server).await;
        }
        let error = ask::<MetaAnswer>(&model(&server.uri()), &shaped_request(), None).await.expect_err("no answer");
        assert_eq!((error.code(), error.spent()), (code, Tokens { input: 11, output: 7 }));
    }
}

#[tokio::test]
async fn twice_of_no_use_is_an_error_that_keeps_the_answer() {
    let long = "no JSON ".repeat(10_000);
    let (outcome, requests) = ask_in_turn(&["{}", &long]).await;
    let error = outcome.expect_err("nothing of use");
    assert_eq!(requests.len(), 2);
    assert_eq!((error.code(), error.spent()), ("ai_unusable", Tokens { input: 22, output: 14 }));
    assert_eq!(error.raw().map(str::len), Some(MAX_RAW_CHARS));
    assert!(!error.is_transient());
}
