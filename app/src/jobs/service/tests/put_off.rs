//! A provider that asks for fewer requests and names no time: its jobs wait, and none of them fails for it, for 22
//! hours from their first try.

use super::*;
use crate::ai::error::AiError;
use crate::jobs::ending::end_attempt;
use crate::jobs::worker::Delivery;

/// More often than a job may fail.
const OFTEN: i32 = 12;

/// Tries the job, which is refused, and answers how long it is put off for.
async fn refuse(world: &World, person: &Person, job: JobId) -> chrono::Duration {
    let (trying, history) =
        worker::claim(&world.state, person.account, job).await.expect("answers").expect("is claimed");
    let fewer_requests = AiError::RateLimited { retry_after: None };
    assert_eq!(end_attempt(&trying, history, fewer_requests.into()).await, Ok(Delivery::Over));
    let due: chrono::DateTime<chrono::Utc> =
        sqlx::query_scalar("SELECT run_after FROM jobs").fetch_one(world.state.pool()).await.expect("reads");
    due - world.state.clock().now()
}

/// State, failures and waits of the only job.
async fn standing(world: &World) -> (String, i32, i32) {
    sqlx::query_as("SELECT state, failures, waits FROM jobs").fetch_one(world.state.pool()).await.expect("reads")
}

#[tokio::test]
async fn a_request_for_fewer_requests_is_no_failure_however_often_it_comes() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ask_for(&ada, &[Uuid::now_v7()]).await.expect("is queued");
    let job = only_job(&world).await;
    let mut waited = Vec::new();
    for times in 1..=OFTEN {
        let wait = refuse(&world, &ada, job).await;
        assert_eq!(standing(&world).await, ("queued".to_owned(), 0, times));
        world.state.clock().advance(wait);
        waited.push(wait.num_seconds());
    }
    // half as much again is the most that chance adds
    assert!((5..=7).contains(&waited[0]) && (10..=15).contains(&waited[1]), "{waited:?}");
    assert!(waited[6..].iter().all(|seconds| (300..=450).contains(seconds)), "{waited:?}");
    let done = claim(&world, &ada, job).await;
    let _over = done.complete(done.begin().await.expect("begins"), &json!({})).await.expect("ends");
    assert_eq!(standing(&world).await, ("done".to_owned(), 0, OFTEN));
}

#[tokio::test]
async fn a_job_is_waited_with_for_22_hours_from_its_first_try_however_long_it_waited_for_its_turn() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ask_for(&ada, &[Uuid::now_v7()]).await.expect("is queued");
    let job = only_job(&world).await;
    let clock = world.state.clock();
    clock.advance(chrono::Duration::hours(48));
    refuse(&world, &ada, job).await;
    clock.advance(chrono::Duration::hours(21));
    refuse(&world, &ada, job).await;
    assert_eq!(standing(&world).await, ("queued".to_owned(), 0, 2));
    clock.advance(chrono::Duration::hours(1));
    for failures in 1..=4 {
        refuse(&world, &ada, job).await;
        assert_eq!(standing(&world).await, ("queued".to_owned(), failures, 2));
    }
    refuse(&world, &ada, job).await;
    assert_eq!(standing(&world).await, ("failed".to_owned(), 5, 2));
}
