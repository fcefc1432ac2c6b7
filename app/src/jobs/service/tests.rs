//! Batches and jobs on a real database: claims, fences, cancelling, other tenants.

mod feed;
mod put_off;
mod stopping;

use std::time::{Duration, Instant};

use serde_json::json;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{NewJob, cancel, enqueue, get, just_moved, list};
use crate::access::Role;
use crate::billing::credits::Operation;
use crate::billing::service::ledger::{Reservation, reserve};
use crate::jobs::context::{JobContext, JobFailure};
use crate::jobs::{BatchView, JobKind, worker};
use crate::kit::id::{BatchId, JobId};
use crate::kit::page::PAGE_SIZE;
use crate::kit::{AppResult, ErrorKind};
use crate::testing::{Person, World};

async fn ask_for(person: &Person, targets: &[Uuid]) -> AppResult<crate::jobs::job::Queued> {
    let mut tx = person.tenant.begin().await?;
    let jobs = targets.iter().map(|target| NewJob { target: Some(*target), payload: json!({}) }).collect();
    let queued = enqueue(&mut tx, JobKind::GenerateIdeas, "Find ideas", None, jobs).await?;
    tx.commit().await?;
    Ok(queued)
}

async fn only_job(world: &World) -> JobId {
    JobId(sqlx::query_scalar("SELECT id FROM jobs").fetch_one(world.state.pool()).await.expect("one job"))
}

async fn claim(world: &World, person: &Person, job: JobId) -> JobContext {
    worker::claim(&world.state, person.account, job).await.expect("answers").expect("is claimed").0
}

#[tokio::test]
async fn asking_twice_for_the_same_work_makes_one_job() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (one, two) = (Uuid::now_v7(), Uuid::now_v7());
    assert_eq!(ask_for(&ada, &[one]).await.expect("is queued").queued, 1);
    let both = ask_for(&ada, &[one, two]).await.expect("is queued");
    assert_eq!((both.queued, both.already), (1, 1));
    assert_eq!(ask_for(&ada, &[one]).await.expect_err("is at work").code, "already_at_work");
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM graphile_worker.jobs")
        .fetch_one(world.state.pool())
        .await
        .expect("counts");
    assert_eq!(waiting, 2, "each job is in the queue once");
}

#[tokio::test]
async fn what_was_not_committed_is_not_queued() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut tx = ada.tenant.begin().await.expect("begins");
    let jobs = vec![NewJob { target: None, payload: json!({}) }];
    enqueue(&mut tx, JobKind::GenerateIdeas, "Find ideas", None, jobs).await.expect("is queued");
    drop(tx);
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM graphile_worker.jobs")
        .fetch_one(world.state.pool())
        .await
        .expect("counts");
    assert_eq!((waiting, list(&ada.tenant, "").await.expect("lists").at_work.len()), (0, 0));
}

#[tokio::test]
async fn what_is_at_work_is_listed_first_however_much_has_ended_since_and_all_that_ended_page_by_page() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let long = ask_for(&ada, &[Uuid::now_v7()]).await.expect("is queued").batch;
    let mut ended = Vec::new();
    for _ in 0..PAGE_SIZE + 2 {
        let batch = ask_for(&ada, &[Uuid::now_v7()]).await.expect("is queued").batch;
        cancel(&ada.tenant, batch).await.expect("cancels");
        ended.insert(0, batch);
    }
    let ids = |batches: &[BatchView]| batches.iter().map(|batch| batch.id).collect::<Vec<_>>();
    let first = list(&ada.tenant, "").await.expect("lists");
    let (shown, rest) = ended.split_at(usize::try_from(PAGE_SIZE).expect("a few"));
    assert_eq!((ids(&first.at_work), ids(&first.over.rows)), (vec![long], shown.to_vec()));
    assert_eq!((first.over.total, first.over.previous), (PAGE_SIZE + 2, None));
    let last = list(&ada.tenant, &first.over.next.expect("there are more")).await.expect("lists");
    assert_eq!((ids(&last.at_work), ids(&last.over.rows), last.over.next), (vec![], rest.to_vec(), None));
    let back = list(&ada.tenant, &last.over.previous.expect("there is one before")).await.expect("lists");
    assert_eq!(ids(&back.over.rows), shown);
    let told = just_moved(&ada.tenant, Duration::ZERO).await.expect("is told");
    assert!(told.iter().any(|batch| batch.id == long), "the feed begins with it");
}

#[tokio::test]
async fn a_worker_that_lost_its_job_writes_nothing_more() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ask_for(&ada, &[Uuid::now_v7()]).await.expect("is queued");
    let job = only_job(&world).await;
    let sleeper = claim(&world, &ada, job).await;
    let awake = claim(&world, &ada, job).await;
    assert!(matches!(sleeper.progress(1, 2, "late").await, Err(JobFailure::Lost)));
    assert!(matches!(sleeper.begin().await.map(|_| ()), Err(JobFailure::Lost)));
    awake.progress(1, 2, "on time").await.expect("is written");
    let tx = awake.begin().await.expect("begins");
    let _ended = awake.complete(tx, &json!({})).await.expect("ends");
    assert!(
        worker::claim(&world.state, ada.account, job).await.expect("answers").is_none(),
        "what is over is not claimed"
    );
}

#[tokio::test]
async fn cancelling_gives_back_credits_and_stops_the_worker() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let batch = ask_for(&ada, &[Uuid::now_v7(), Uuid::now_v7()]).await.expect("is queued").batch;
    let job =
        JobId(sqlx::query_scalar("SELECT id FROM jobs LIMIT 1").fetch_one(world.state.pool()).await.expect("a job"));
    let working = claim(&world, &ada, job).await;
    let mut tx = working.begin().await.expect("begins");
    let reservation = Reservation { key: "ideas", operation: Operation::Ideas, job: Some(job), credits: 30 };
    reserve(&mut tx, &reservation).await.expect("is held");
    tx.commit().await.expect("commits");
    assert_eq!(ada.credits().await, 70);

    assert_eq!(cancel(&ada.tenant, batch).await.expect("cancels"), 2);
    assert_eq!(ada.credits().await, 100);
    assert!(matches!(working.begin().await.map(|_| ()), Err(JobFailure::Lost)));
    assert_eq!(cancel(&ada.tenant, batch).await.expect("changes nothing"), 0);
    let view = get(&ada.tenant, batch).await.expect("is there");
    assert!(view.is_over() && view.cancelled == 2);
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn another_accounts_batches_do_not_exist_and_viewers_cancel_nothing() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let batch = ask_for(&ada, &[Uuid::now_v7()]).await.expect("is queued").batch;
    let his = list(&bob.tenant, "").await.expect("lists");
    assert_eq!((his.at_work, his.over.rows, his.over.total), (vec![], vec![], 0));
    let missing = get(&bob.tenant, BatchId::new()).await.expect_err("is not there");
    for error in [
        get(&bob.tenant, batch).await.expect_err("is not his"),
        cancel(&bob.tenant, batch).await.expect_err("is not his"),
    ] {
        assert_eq!(error, missing, "a foreign batch answers like one that never was");
    }
    let error = cancel(&ada.as_role(Role::Viewer), batch).await.expect_err("may not");
    assert_eq!(error.kind, ErrorKind::Forbidden);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_outlives_the_database_and_goes_on_when_it_is_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let stop = CancellationToken::new();
    let working = tokio::spawn(worker::run(world.state.clone(), 2, stop.clone()));
    tokio::time::sleep(Duration::from_secs(1)).await;
    world.set_reachable(false).await;
    // longer than it takes the worker to look for work and to fail
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(!working.is_finished(), "the worker gave up");
    world.set_reachable(true).await;

    ask_for(&ada, &[Uuid::now_v7()]).await.expect("is queued");
    // the test's clock stands still, the queue's does not
    sqlx::query("UPDATE graphile_worker._private_jobs SET run_at = now()")
        .execute(world.state.pool())
        .await
        .expect("is due");
    let live = "SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')";
    let until = Instant::now() + Duration::from_secs(20);
    while sqlx::query_scalar::<_, i64>(live).fetch_one(world.state.pool()).await.expect("counts") > 0 {
        assert!(Instant::now() < until, "nobody took the job up");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    stop.cancel();
    working.await.expect("stops");
}

#[tokio::test]
async fn a_job_that_kills_every_worker_is_given_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ask_for(&ada, &[Uuid::now_v7()]).await.expect("is queued");
    let job = only_job(&world).await;
    sqlx::query("UPDATE jobs SET state = 'running', attempt = 20").execute(world.state.pool()).await.expect("is set");
    worker::perform(&world.state, ada.account, job).await.expect("its end is written");
    let (state, code): (String, String) =
        sqlx::query_as("SELECT state, error_code FROM jobs").fetch_one(world.state.pool()).await.expect("reads");
    assert_eq!((state.as_str(), code.as_str()), ("failed", "job_abandoned"));
}

#[tokio::test]
async fn accounts_take_turns_whatever_one_of_them_has_queued() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let many: Vec<Uuid> = (0..200).map(|_| Uuid::now_v7()).collect();
    ask_for(&ada, &many).await.expect("is queued");
    ask_for(&bob, &[Uuid::now_v7()]).await.expect("is queued");
    let first_two: Vec<Uuid> = sqlx::query_scalar(
        "SELECT j.account_id
           FROM graphile_worker.jobs q JOIN jobs j ON q.key = j.id::text
          ORDER BY q.priority, q.run_at, q.id LIMIT 2",
    )
    .fetch_all(world.state.pool())
    .await
    .expect("reads");
    assert!(first_two.contains(&bob.account.0), "the second account's first job is among the first two");
}
