//! The feed: a page that watches is told of its account's batches, and of no other's, and to look anew when news was
//! missed.

use futures::stream::BoxStream;
use futures::{FutureExt as _, StreamExt as _};

use super::*;
use crate::jobs::BatchView;
use crate::jobs::events::{self, JobNews};

/// Longer than any of this takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);

fn watch(person: &Person) -> BoxStream<'static, JobNews> {
    come_back(person, 0)
}

/// Watches again after so many minutes.
fn come_back(person: &Person, minutes: u64) -> BoxStream<'static, JobNews> {
    events::watch(&person.state, person.tenant.clone(), Duration::from_mins(minutes)).boxed()
}

async fn next_news(told: &mut BoxStream<'static, JobNews>) -> JobNews {
    tokio::time::timeout(PATIENCE, told.next()).await.expect("in time").expect("the feed goes on")
}

async fn next(told: &mut BoxStream<'static, JobNews>) -> BatchView {
    let JobNews::Batch(batch) = next_news(told).await else { panic!("news was missed") };
    batch
}

/// A new batch with its one job.
async fn one_job(world: &World, person: &Person) -> (BatchId, JobId) {
    let batch = ask_for(person, &[Uuid::now_v7()]).await.expect("is queued").batch;
    let job: Uuid = sqlx::query_scalar("SELECT id FROM jobs WHERE batch_id = $1")
        .bind(batch)
        .fetch_one(world.state.pool())
        .await
        .expect("its job");
    (batch, JobId(job))
}

async fn finish(job: &JobContext) {
    let _over = job.complete(job.begin().await.expect("begins"), &json!({})).await.expect("ends");
}

async fn one_over_and_one_waiting(world: &World, person: &Person) -> [BatchId; 2] {
    let (over, job) = one_job(world, person).await;
    finish(&claim(world, person, job).await).await;
    let (waiting, _) = one_job(world, person).await;
    [over, waiting]
}

/// Cuts the connection by which the feed listens to the database.
async fn cut_listener(world: &World) {
    let cut: Vec<bool> = sqlx::query_scalar(
        "SELECT pg_terminate_backend(pid)
           FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE 'LISTEN %'",
    )
    .fetch_all(world.state.pool())
    .await
    .expect("is cut");
    assert_eq!(cut, [true], "one connection listens");
}

#[tokio::test]
async fn it_begins_with_what_the_account_has_at_work_or_had_just_now_and_nothing_of_others() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let [over, waiting] = one_over_and_one_waiting(&world, &ada).await;
    one_over_and_one_waiting(&world, &bob).await;
    let mut told = watch(&ada);
    assert_eq!(next(&mut told).await.id, waiting, "the latest first");
    assert_eq!(next(&mut told).await.id, over);
    assert!(told.next().now_or_never().is_none(), "something else was told");
}

#[tokio::test]
async fn a_page_that_comes_back_is_told_what_ended_while_it_was_away() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (over, job) = one_job(&world, &ada).await;
    finish(&claim(&world, &ada, job).await).await;
    world.state.clock().advance(chrono::Duration::minutes(30));
    assert!(watch(&ada).next().now_or_never().is_none(), "half an hour is not just now");
    assert_eq!(next(&mut come_back(&ada, 30)).await.id, over);
}

#[tokio::test]
async fn it_goes_on_with_the_accounts_own_jobs_as_they_move_and_nothing_of_others() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let stop = CancellationToken::new();
    let mut told = watch(&ada);
    let listening = tokio::spawn(events::listen(world.state.clone(), stop.clone()));
    assert_eq!(next_news(&mut told).await, JobNews::Missed, "nobody listened before");
    let (hers, her_job) = one_job(&world, &ada).await;
    let (_, his_job) = one_job(&world, &bob).await;
    assert_eq!(next(&mut told).await.id, hers);

    let his = claim(&world, &bob, his_job).await;
    his.progress(1, 2, "Halfway").await.expect("is written");
    finish(&his).await;
    // a note that takes his job for one of hers is no news either
    sqlx::query("SELECT pg_notify('igny8_jobs', $1)")
        .bind(format!("{} {his_job}", ada.account))
        .execute(world.state.pool())
        .await
        .expect("is sent");
    // what is announced last comes last: when this is told, all of his is past
    let (last, _) = one_job(&world, &ada).await;
    loop {
        let batch = next(&mut told).await.id;
        if batch == last {
            break;
        }
        assert_eq!(batch, hers, "another's batch was told");
    }

    claim(&world, &ada, her_job).await.progress(1, 2, "Halfway").await.expect("is written");
    let moved = next(&mut told).await;
    assert_eq!((moved.id, moved.running), (hers, 1));
    stop.cancel();
    listening.await.expect("stops");
}

#[tokio::test]
async fn it_has_a_page_look_anew_once_the_listener_has_the_database_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (batch, job) = one_job(&world, &ada).await;
    let mut told = watch(&ada);
    assert_eq!(next(&mut told).await.id, batch);
    let stop = CancellationToken::new();
    let listening = tokio::spawn(events::listen(world.state.clone(), stop.clone()));
    assert_eq!(next_news(&mut told).await, JobNews::Missed, "nobody listened before");
    assert_eq!(next(&mut told).await.id, batch, "what is at work is told again");
    // what moves is announced to nobody, as while the listener has no connection
    sqlx::query("ALTER TABLE jobs DISABLE TRIGGER jobs_announce")
        .execute(world.state.pool())
        .await
        .expect("is silenced");
    finish(&claim(&world, &ada, job).await).await;

    cut_listener(&world).await;
    assert_eq!(next_news(&mut told).await, JobNews::Missed);
    let ended = next(&mut told).await;
    assert_eq!((ended.id, ended.done), (batch, 1));
    let (other, _) = one_job(&world, &ada).await;
    assert_eq!(next(&mut told).await.id, other, "it listens again");
    stop.cancel();
    listening.await.expect("stops");
}
