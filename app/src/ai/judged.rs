//! The adapters under a provider that fails on purpose. Run by `scripts/judge-llm-client`, which starts the provider
//! and has it judge how we behaved.

use std::sync::Arc;
use std::time::Duration;

use super::anthropic::{Anthropic, AnthropicConfig};
use super::breaker::{Breaker, BreakerSettings};
use super::http::ApiKey;
use super::openai::{OpenAi, OpenAiConfig};
use super::steady::{RetryPolicy, Steady};
use super::testing::{client, plain_request};
use super::text::{TextModel, TextRequest};

/// Calls to each of the two adapters.
const CALLS: usize = 60;

#[tokio::test]
#[ignore = "needs the provider that scripts/judge-llm-client starts"]
async fn calls_succeed_through_faults() {
    let origin = std::env::var("LLM_UNDER_JUDGEMENT").expect("the provider's address");
    let key = ApiKey::new("test-key");
    let base_url = format!("{origin}/v1");
    let openai = OpenAiConfig { base_url, key: Some(key.clone()), model: "gpt-4o-mini".to_owned() };
    let base_url = format!("{origin}/anthropic/v1");
    let anthropic = AnthropicConfig { base_url, key, model: "claude-sonnet-4-5".to_owned() };
    let models: [Arc<dyn TextModel>; 2] =
        [Arc::new(OpenAi::new(client(), openai)), Arc::new(Anthropic::new(client(), anthropic))];
    for model in models {
        // Every second call or so fails: a breaker would open by chance, and what is judged here is one call's manners.
        let breaker = Arc::new(Breaker::new(BreakerSettings { failures: u32::MAX, ..BreakerSettings::default() }));
        // Tries enough that no call gives up: a call whose last try was cut looks to the judge as if it took half an
        // answer. In the product a job would go on where the call gave up.
        let policy = RetryPolicy { tries: 10, first_wait: Duration::from_millis(100), ..RetryPolicy::default() };
        let steady = Steady::new(model, breaker, policy);
        let mut failed = Vec::new();
        for call in 0..CALLS {
            let request = TextRequest { prompt: format!("Call {call}: answer with one word."), ..plain_request() };
            if let Err(error) = steady.complete(&request, None).await {
                failed.push(error.code());
            }
        }
        println!("{}: {} of {CALLS} calls succeeded; {failed:?}", steady.provider(), CALLS - failed.len());
        assert!(failed.is_empty(), "calls gave up: {failed:?}");
    }
}
