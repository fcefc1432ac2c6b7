//! The adapter against servers that behave, misbehave and go away.

use serde_json::{Value, json};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::{Anthropic, AnthropicConfig};
use crate::ai::answer::MetaAnswer;
use crate::ai::ask::ask;
use crate::ai::error::{AiError, Tokens};
use crate::ai::http::ApiKey;
use crate::ai::testing::{CHUNKED_HEAD, chunk, client, plain_request, raw_server, shaped_request, sse};
use crate::ai::text::{TextAnswer, TextModel};

fn model(base_url: &str) -> Anthropic {
    let key = ApiKey::new("sk-ant-secret");
    Anthropic::new(client(), AnthropicConfig { base_url: base_url.to_owned(), key, model: "claude".to_owned() })
}

const START: &str =
    r#"{"type":"message_start","message":{"usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":1}}}"#;
const PING: &str = r#"{"type":"ping"}"#;
const STOP: &str = r#"{"type":"message_stop"}"#;

fn text(text: &str) -> String {
    json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}).to_string()
}

fn tool(json: &str) -> String {
    json!({"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": json}})
        .to_string()
}

fn end(reason: &str) -> String {
    json!({"type": "message_delta", "delta": {"stop_reason": reason}, "usage": {"output_tokens": 8}}).to_string()
}

fn stream(events: &[&str]) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(sse(events), "text/event-stream; charset=utf-8")
}

async fn answer_of(response: ResponseTemplate) -> Result<TextAnswer, AiError> {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v1/messages"))
        .and(header("x-api-key", "sk-ant-secret"))
        .and(header("anthropic-version", "2023-06-01"))
        .respond_with(response)
        .mount(&server)
        .await;
    model(&format!("{}/v1/", server.uri())).complete(&plain_request(), None).await
}

#[tokio::test]
async fn a_stream_becomes_an_answer_with_its_tokens() {
    let events = [START, PING, &text("Hello, "), &text("world"), &end("end_turn"), STOP];
    let answer = answer_of(stream(&events)).await.expect("an answer");
    assert_eq!(answer.text, "Hello, world");
    assert_eq!((answer.tokens, answer.tokens_estimated), (Tokens { input: 15, output: 8 }, false));
}

#[tokio::test]
async fn a_shape_is_asked_for_as_a_tool_and_answered_by_its_input() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(|request: &Request| {
            let body: Value = request.body_json().expect("JSON");
            if body.get("temperature").is_some() {
                let said = json!({"type": "error", "error": {"type": "invalid_request_error",
                    "message": "temperature is not supported by this model"}});
                return ResponseTemplate::new(400).set_body_json(said);
            }
            assert_eq!(body["tool_choice"]["name"], body["tools"][0]["name"]);
            let meta =
                json!({"meta_title": "How to Make Cold Brew", "meta_description": "A guide.", "excerpt": "A guide.",
                "tags": ["coffee"], "categories": ["Brewing"]})
                .to_string();
            let (first, second) = meta.split_at(20);
            stream(&[START, &text("Here it is."), &tool(first), &tool(second), &end("tool_use"), STOP])
        })
        .mount(&server)
        .await;
    let asked = ask::<MetaAnswer>(&model(&server.uri()), &shaped_request(), None).await.expect("an answer");
    assert_eq!(asked.answer.categories, ["Brewing"]);
    assert_eq!(asked.tries, 1);
}

#[tokio::test]
async fn incomplete_and_refused_answers_are_errors() {
    for (events, code) in [
        (vec![START, &text("Hel"), &end("max_tokens"), STOP], "ai_too_long"),
        (vec![START, &end("refusal"), STOP], "ai_refused"),
        (vec![START, &text("Hel"), &end("end_turn")], "ai_cut_stream"),
        (vec![START, &text("Hel")], "ai_cut_stream"),
        (vec![START, &text("Hel"), "{\"type\":", STOP], "ai_cut_stream"),
        (vec![START, &end("end_turn"), STOP], "ai_unusable"),
        (
            vec![START, r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#],
            "ai_server_error",
        ),
        (vec![r#"{"type":"error","error":{"type":"billing_error","message":"x"}}"#], "ai_quota_exhausted"),
    ] {
        let error = answer_of(stream(&events)).await.expect_err("no answer");
        assert_eq!(error.code(), code, "{events:?}");
    }
    let broken = vec![CHUNKED_HEAD.to_owned(), chunk(&sse(&[START, &text("Hel")]))];
    let error = model(&raw_server(broken, true).await).complete(&plain_request(), None).await.expect_err("half");
    assert_eq!((error.code(), error.spent().input), ("ai_cut_stream", 15));
}

#[tokio::test]
async fn refusals_before_the_stream_are_told_apart() {
    let said = |kind: &str, message: &str| json!({"type": "error", "error": {"type": kind, "message": message}});
    for (status, body, code) in [
        (401, said("authentication_error", "invalid x-api-key"), "ai_invalid_key"),
        (400, said("invalid_request_error", "Your credit balance is too low"), "ai_quota_exhausted"),
        (400, said("invalid_request_error", "max_tokens: too large"), "ai_bad_request"),
        (429, said("rate_limit_error", "slow down"), "ai_rate_limited"),
        (529, said("overloaded_error", "Overloaded"), "ai_server_error"),
    ] {
        let error = answer_of(ResponseTemplate::new(status).set_body_json(body)).await.expect_err("a refusal");
        assert_eq!(error.code(), code);
    }
    let page = ResponseTemplate::new(200).set_body_raw("<html>", "text/html");
    assert_eq!(answer_of(page).await.expect_err("a page").raw(), Some("<html>"));
}
