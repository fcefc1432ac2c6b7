//! A provider that fails for a while: the job waits as long as it was told to, and goes on from where it was.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use safe_http::{Client, Policy, Timeouts};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::desk::Desk;
use crate::ai::breaker::{Breaker, BreakerSettings};
use crate::ai::error::{AiError, Tokens};
use crate::ai::http::provider_policy;
use crate::ai::openai::{OpenAi, OpenAiConfig};
use crate::ai::scripted::{Act, Scripted};
use crate::ai::steady::{RetryPolicy, Steady};
use crate::ai::text::TextModel;
use crate::billing::credits::Operation;
use crate::billing::service::rates;
use crate::jobs::{self, worker};
use crate::kit::id::JobId;
use crate::kit::selection::Selection;
use crate::writer::service::tasks;

/// Tries within a call.
const TRIES: usize = 2;
/// How long a provider's first word is waited for when it answers, and when it keeps silent.
const PATIENCE: Duration = Duration::from_secs(10);
const LITTLE_PATIENCE: Duration = Duration::from_millis(200);
/// What the test's clock can tell apart.
const MOMENT: chrono::Duration = chrono::Duration::milliseconds(1);

/// A provider that fails, and what becomes of the job.
struct Setback {
    says: ResponseTemplate,
    patience: Duration,
    code: &'static str,
    /// How often it is asked before the job is told.
    asked: usize,
    /// The job's shortest and longest wait, in seconds: half as much again is added by chance.
    wait: (i64, i64),
    /// The failures and the waits that the job has behind it then.
    counted: (i32, i32),
}

fn setbacks() -> [Setback; 4] {
    [
        // longer than a call waits by itself
        Setback {
            says: ResponseTemplate::new(429).insert_header("retry-after", "90"),
            patience: PATIENCE,
            code: "ai_rate_limited",
            asked: 1,
            wait: (90, 135),
            counted: (0, 1),
        },
        // without a word of when to come back
        Setback {
            says: ResponseTemplate::new(429),
            patience: PATIENCE,
            code: "ai_rate_limited",
            asked: TRIES,
            wait: (10, 15),
            counted: (0, 2),
        },
        Setback {
            says: ResponseTemplate::new(500),
            patience: PATIENCE,
            code: "ai_server_error",
            asked: TRIES,
            wait: (2, 3),
            counted: (1, 2),
        },
        Setback {
            says: ResponseTemplate::new(200).set_delay(PATIENCE),
            patience: LITTLE_PATIENCE,
            code: "ai_timed_out",
            asked: TRIES,
            wait: (4, 6),
            counted: (2, 2),
        },
    ]
}

/// A server that fails in this way, and the adapter that asks it.
async fn provider(setback: &Setback) -> (MockServer, Arc<dyn TextModel>) {
    // another test of this process may have been first
    let _ = rustls::crypto::ring::default_provider().install_default();
    let server = MockServer::start().await;
    Mock::given(method("POST")).respond_with(setback.says.clone()).mount(&server).await;
    let policy = provider_policy(true);
    let timeouts = Timeouts { first_byte: setback.patience, ..policy.timeouts };
    let client = Client::new(Policy { timeouts, ..policy }).expect("a client");
    let config = OpenAiConfig { base_url: server.uri(), key: None, model: "gpt-4o".to_owned() };
    let model: Arc<dyn TextModel> = Arc::new(OpenAi::new(client, config));
    (server, model)
}

/// The model as the program wraps it, but that it tries again at once.
fn steady(model: Arc<dyn TextModel>) -> Arc<dyn TextModel> {
    let breaker = Arc::new(Breaker::new(BreakerSettings::default()));
    let tries = u32::try_from(TRIES).expect("few");
    let policy = RetryPolicy { tries, first_wait: Duration::ZERO, ..RetryPolicy::default() };
    Arc::new(Steady::new(model, breaker, policy))
}

/// State, reason, failures and waits of a job.
async fn standing(desk: &Desk, job: JobId) -> (String, Option<String>, i32, i32) {
    sqlx::query_as("SELECT state, error_code, failures, waits FROM jobs WHERE id = $1")
        .bind(job)
        .fetch_one(desk.world.state.pool())
        .await
        .expect("the job is there")
}

/// When a job may run by its row, and when by the queue.
async fn moments(desk: &Desk, job: JobId) -> (DateTime<Utc>, DateTime<Utc>) {
    sqlx::query_as(
        "SELECT j.run_after, q.run_at FROM jobs j JOIN graphile_worker.jobs q ON q.key = j.id::text WHERE j.id = $1",
    )
    .bind(job)
    .fetch_one(desk.world.state.pool())
    .await
    .expect("the job is in the queue once")
}

#[tokio::test]
async fn what_passes_is_waited_out_as_told_and_the_article_is_written_and_charged_once() {
    let setbacks = setbacks();
    // a server goes when it is dropped
    let (mut acts, mut servers) = (Vec::new(), Vec::new());
    // each time a section is written, and the next one fails
    for setback in &setbacks {
        let (server, model) = provider(setback).await;
        acts.push(Act::Answer);
        acts.extend((0..setback.asked).map(|_| Act::Ask(Arc::clone(&model))));
        servers.push(server);
    }
    let model = Scripted::new(acts);
    let desk = Desk::with_model(steady(model.clone())).await;
    let (account, state) = (desk.ada.account, &desk.world.state);
    let task = desk.task("Cold brew", 1_000).await;
    let selection = Selection::Ids(vec![task.0]);
    let held = tasks::estimate(&desk.ada.tenant, state, &selection).await.expect("estimates").credits;
    let before = desk.ada.credits().await;
    desk.write(task).await;
    let job = desk.job(task).await;

    for (written, setback) in (1..).zip(&setbacks) {
        let now = state.clock().now();
        desk.world.run_job(account, job).await;
        let (failures, waits) = setback.counted;
        let put_back = ("queued".to_owned(), Some(setback.code.to_owned()), failures, waits);
        assert_eq!(standing(&desk, job).await, put_back);
        let (row, queue) = moments(&desk, job).await;
        assert_eq!(row, queue, "{}", setback.code);
        let (least, most) = setback.wait;
        let wait = row - now;
        let is_as_told = wait >= chrono::Duration::seconds(least) && wait <= chrono::Duration::seconds(most);
        assert!(is_as_told, "{}: {wait}", setback.code);
        let batch = jobs::service::list(&desk.ada.tenant, "").await.expect("lists").at_work.remove(0);
        let why: Vec<bool> = batch.jobs.iter().map(|job| job.message.is_some()).collect();
        assert_eq!((why, batch.credits), (vec![true], None), "{}", setback.code);
        // nothing of it is lost, given back or charged meanwhile
        assert_eq!(desk.state_of(task).await, ("in_progress".to_owned(), None));
        assert_eq!((desk.kept(task).await, desk.ada.credits().await), (written, before - held), "{}", setback.code);
        assert_eq!(desk.world.breaches().await, Vec::<String>::new());
        state.clock().advance(wait - MOMENT);
        assert_eq!(worker::next_due(state).await, Ok(None), "{}", setback.code);
        state.clock().advance(MOMENT * 2);
        assert_eq!(worker::next_due(state).await, Ok(Some((account, job))), "{}", setback.code);
    }

    let kept = tasks::get(&desk.ada.tenant, state, task).await.expect("shows").written_html;
    let view = desk.view(desk.written(task).await).await;
    assert!(!kept.is_empty() && view.body.starts_with(&kept), "{kept}\n{}", view.body);
    let (done, _, failures, waits) = standing(&desk, job).await;
    assert_eq!((done.as_str(), failures, waits), ("done", 2, 2));
    // four sections before them; one section and the description after them
    assert_eq!(model.calls(), 4 + 1 + 3 * TRIES + 2);

    let charged = before - desk.ada.credits().await;
    assert_eq!((view.receipt.credits, view.receipt.failed_calls), (Some(charged), 4));
    assert_charged_once(&desk, charged).await;
    let batch = jobs::service::list(&desk.ada.tenant, "").await.expect("lists").over.rows.remove(0);
    assert_eq!(batch.credits, Some(charged));
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

/// One reservation, one way through the ledger, and the price of the calls that answered: six of an article of four
/// sections, after four that failed.
async fn assert_charged_once(desk: &Desk, charged: i64) {
    let pool = desk.world.state.pool();
    let reserved: (i64, i64) = sqlx::query_as("SELECT count(*), sum(charged)::bigint FROM credit_reservations")
        .fetch_one(pool)
        .await
        .expect("reads");
    let entered: (i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE kind = 'reserve'), -sum(amount)::bigint
           FROM credit_entries
          WHERE reservation_id IS NOT NULL",
    )
    .fetch_one(pool)
    .await
    .expect("reads");
    assert_eq!((reserved, entered), ((1, charged), (1, charged)));
    let (answered, failed, tokens): (i64, i64, i64) = sqlx::query_as(
        "SELECT count(*) FILTER (WHERE status = 'succeeded'), count(*) FILTER (WHERE status = 'failed'),
                sum(tokens_in + tokens_out)::bigint
           FROM ai_calls",
    )
    .fetch_one(pool)
    .await
    .expect("reads");
    assert_eq!((answered, failed), (6, 4));
    let mut tx = desk.ada.tenant.begin().await.expect("begins");
    let rate = rates::text_rate(&mut tx, "sandbox", Operation::Content).await.expect("it has a price");
    assert_eq!(charged, rate.credits(tokens));
}

#[tokio::test]
async fn what_passes_within_a_call_is_no_failure_of_the_job() {
    let error = AiError::ServerError { status: 500, retry_after: None };
    let model = Scripted::new(vec![Act::Answer, Act::Fail(error)]);
    let desk = Desk::with_model(steady(model.clone())).await;
    let task = desk.task("Cold brew", 800).await;
    desk.write(task).await;
    let job = desk.job(task).await;
    desk.world.run_job(desk.ada.account, job).await;
    assert_eq!(standing(&desk, job).await, ("done".to_owned(), None, 0, 0));
    let view = desk.view(desk.content_of(task).await.expect("it is written")).await;
    assert!(!view.body.contains("Half a sen"));
    assert_eq!((model.calls(), view.receipt.failed_calls), (6 + 1, 0));
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_answer_that_breaks_off_within_a_call_is_logged_and_charged_to_nobody() {
    let lost = Tokens { input: 30_000, output: 20_000 };
    let model = Scripted::new(vec![Act::Answer, Act::Fail(AiError::CutStream { spent: lost })]);
    let desk = Desk::with_model(steady(model.clone())).await;
    let pool = desk.world.state.pool();
    // dear enough that more tokens are more credits
    sqlx::query("UPDATE ai_rates SET tokens_per_credit = 1000 WHERE model = 'sandbox'")
        .execute(pool)
        .await
        .expect("is priced");
    let task = desk.task("Cold brew", 800).await;
    let before = desk.ada.credits().await;
    desk.write(task).await;
    desk.written(task).await;
    let used: i64 = sqlx::query_scalar("SELECT sum(tokens_in + tokens_out)::bigint FROM ai_calls")
        .fetch_one(pool)
        .await
        .expect("reads");
    let mut tx = desk.ada.tenant.begin().await.expect("begins");
    let rate = rates::text_rate(&mut tx, "sandbox", Operation::Content).await.expect("it has a price");
    let charged = before - desk.ada.credits().await;
    assert_eq!((model.calls(), charged), (6 + 1, rate.credits(used - lost.input - lost.output)));
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}
