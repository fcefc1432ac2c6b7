//! What needs attention is said for as long as it is so, and no longer.

use chrono::Duration;
use uuid::Uuid;

use super::dashboard;
use crate::dashboard::attention::{Item, items};
use crate::dashboard::figures::FailedRuns;
use crate::dashboard::lists;
use crate::integrations::ConnectionState;
use crate::jobs::service as jobs;
use crate::jobs::{BatchView, JobKind, JobState};
use crate::testing::{Person, TestSite, World};
use crate::ui::CheckState;

/// How a job ended, and why.
type End = (JobState, Option<&'static str>);

const DONE: End = (JobState::Done, None);
const FAILED: End = (JobState::Failed, Some("It failed."));
/// With its batch, before it began.
const STOPPED: End = (JobState::Cancelled, Some("It failed."));
/// By a person.
const CANCELLED: End = (JobState::Cancelled, None);

/// The kinds that nothing but their job tells of.
const KINDS: [JobKind; 4] =
    [JobKind::ImportKeywords, JobKind::ClusterKeywords, JobKind::GenerateIdeas, JobKind::PromptImages];

/// A job for a thing of its own, in a batch of its own, that was asked for and ended so many minutes ago.
async fn ended(person: &Person, site: TestSite, kind: JobKind, end: End, minutes: [i64; 2]) {
    ended_for(person, site, kind, Uuid::now_v7(), end, minutes).await;
}

/// The same, for that thing.
async fn ended_for(person: &Person, site: TestSite, kind: JobKind, thing: Uuid, end: End, [asked, ended]: [i64; 2]) {
    let now = person.state.clock().now();
    sqlx::query(
        "WITH batch AS (
             INSERT INTO job_batches (account_id, id, site_id, kind, title, created_at)
             VALUES ($1, gen_random_uuid(), $2, $3, 'A run', $6)
             RETURNING id)
         INSERT INTO jobs (account_id, id, batch_id, site_id, kind, target_id, payload, state, error, run_after, created_at,
                           ended_at)
         SELECT $1, gen_random_uuid(), batch.id, $2, $3, $8, '{}'::jsonb, $4, $5, $6, $6, $7
           FROM batch",
    )
    .bind(person.account)
    .bind(site.site)
    .bind(kind)
    .bind(end.0)
    .bind(end.1)
    .bind(now - Duration::minutes(asked))
    .bind(now - Duration::minutes(ended))
    .bind(thing)
    .execute(person.state.pool())
    .await
    .expect("the job is planted");
}

async fn failed(person: &Person, site: TestSite) -> FailedRuns {
    dashboard(person, Some(site.site)).await.failed
}

/// What the site's dashboard says that leads there.
async fn said(person: &Person, site: TestSite, list: &str) -> Vec<Item> {
    let mut items = items(&dashboard(person, Some(site.site)).await);
    items.retain(|item| item.list == list);
    items
}

#[tokio::test]
async fn what_failed_is_said_until_a_run_that_was_asked_for_later_succeeds() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (site, other) = (ada.site().await, ada.site().await);
    let thing = Uuid::now_v7();
    for kind in KINDS {
        ended_for(&ada, site, kind, thing, FAILED, [90, 80]).await;
    }
    let one_of_each = FailedRuns { imports: 1, sectors: 1, clusters: 1, articles: 1 };
    assert_eq!(failed(&ada, site).await, one_of_each);
    for kind in KINDS {
        // asked for with it, as the rest of its batch is
        ended_for(&ada, site, kind, thing, DONE, [90, 70]).await;
        ended_for(&ada, site, kind, thing, CANCELLED, [60, 50]).await;
        ended(&ada, other, kind, DONE, [60, 50]).await;
    }
    for kind in &KINDS[1..] {
        ended(&ada, site, *kind, DONE, [60, 50]).await;
    }
    ended(&ada, site, JobKind::WriteArticle, DONE, [60, 50]).await;
    assert_eq!(failed(&ada, site).await, one_of_each, "none of these makes it good");
    assert_eq!(failed(&ada, other).await, FailedRuns::default(), "it is the other site's");
    ended_for(&ada, site, JobKind::GenerateIdeas, thing, DONE, [60, 50]).await;
    let without_ideas = FailedRuns { clusters: 0, ..one_of_each };
    assert_eq!(failed(&ada, site).await, without_ideas);
    ended(&ada, site, JobKind::ImportKeywords, DONE, [60, 50]).await;
    let without_both = FailedRuns { imports: 0, ..without_ideas };
    assert_eq!(failed(&ada, site).await, without_both, "a file that is brought in anew is another one");
    ended_for(&ada, site, JobKind::GenerateIdeas, thing, FAILED, [40, 30]).await;
    ended(&ada, site, JobKind::GenerateIdeas, STOPPED, [40, 30]).await;
    assert_eq!(failed(&ada, site).await, FailedRuns { clusters: 2, ..without_both }, "it failed anew");
}

#[tokio::test]
async fn what_failed_twice_counts_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for minutes in [[90, 80], [60, 50]] {
        ended(&ada, site, JobKind::GenerateIdeas, FAILED, minutes).await;
    }
    sqlx::query("UPDATE jobs SET target_id = $1").bind(site.sector).execute(ada.state.pool()).await.expect("runs");
    assert_eq!(failed(&ada, site).await.clusters, 1);
}

#[tokio::test]
async fn what_failed_is_forgotten_after_a_week() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    ended(&ada, site, JobKind::ImportKeywords, FAILED, [20, 10]).await;
    world.state.clock().advance(Duration::days(7) - Duration::minutes(11));
    assert_eq!(failed(&ada, site).await.imports, 1);
    world.state.clock().advance(Duration::minutes(1));
    assert_eq!(failed(&ada, site).await.imports, 0);
}

#[tokio::test]
async fn what_failed_leads_to_the_jobs_that_can_be_tried_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for kind in KINDS {
        ended(&ada, site, kind, FAILED, [20, 10]).await;
    }
    let items = said(&ada, site, lists::JOBS).await;
    assert_eq!(items.len(), KINDS.len());
    assert!(items.iter().all(|item| (item.state, item.action) == (CheckState::Failed, "See why")), "{items:?}");
    let undone: i64 = jobs::list(&ada.tenant, "").await.expect("a list").over.rows.iter().map(BatchView::undone).sum();
    let FailedRuns { imports, sectors, clusters, articles } = failed(&ada, site).await;
    assert_eq!(imports + sectors + clusters + articles, undone);
}

async fn connect(person: &Person, site: TestSite, state: ConnectionState) {
    sqlx::query(
        "INSERT INTO integrations (account_id, id, site_id, kind, address, username, secret, state, created_at, updated_at)
         VALUES ($1, gen_random_uuid(), $2, 'wordpress', 'https://example.com', 'ada', ''::bytea, $3, now(), now())
         ON CONFLICT (account_id, site_id, kind) DO UPDATE SET state = excluded.state",
    )
    .bind(person.account)
    .bind(site.site)
    .bind(state)
    .execute(person.state.pool())
    .await
    .expect("the connection is planted");
}

#[tokio::test]
async fn a_connection_that_broke_is_told_from_one_that_was_never_made() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let place = lists::connection(site.site);
    let told = async || said(&ada, site, &place).await.pop().map(|item| (item.state, item.what));
    let sentence = |words: &str| format!("{words}, so nothing can be published");
    assert_eq!(told().await, Some((CheckState::Warning, sentence("WordPress is not connected"))));
    for (state, expected) in [
        (
            ConnectionState::Untested,
            Some((CheckState::Warning, sentence("The connection to WordPress is not tested yet"))),
        ),
        (ConnectionState::Broken, Some((CheckState::Failed, sentence("The connection to WordPress does not work")))),
        (ConnectionState::Connected, None),
    ] {
        connect(&ada, site, state).await;
        assert_eq!(dashboard(&ada, Some(site.site)).await.connection, Some(state));
        assert_eq!(told().await, expected, "{state}");
    }
}

#[tokio::test]
async fn few_credits_are_said_before_there_are_none() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for (plan, credits, begins) in [
        ("free", 100, None),
        ("free", 10, None),
        ("free", 9, Some("Only 9 credits left, less than 10 % of the plan's 100")),
        ("starter", 99, Some("Only 99 credits left, less than 10 % of the plan's 1,000")),
        ("starter", 0, Some("No credits left")),
    ] {
        ada.on_plan(plan, credits).await;
        let told = said(&ada, site, lists::USAGE).await.pop().map(|item| item.what);
        assert_eq!(told.is_some(), begins.is_some(), "{credits} of {plan}: {told:?}");
        assert!(told.unwrap_or_default().starts_with(begins.unwrap_or_default()), "{credits} of {plan}");
    }
}
