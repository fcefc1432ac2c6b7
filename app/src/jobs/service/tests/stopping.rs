//! A failure that every job of a batch would share: what has not begun is ended with it, once, by whoever still holds
//! its job.

use super::*;
use crate::jobs::JobState;
use crate::jobs::again::History;
use crate::jobs::ending::end_attempt;
use crate::jobs::service::retry_failed;
use crate::jobs::worker::Delivery;
use crate::kit::AppError;

const USED_UP: &str = "Used up.";
/// Longer than any of this takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);

fn used_up() -> JobFailure {
    JobFailure::Stop(AppError::conflict("ai_quota_exhausted", USED_UP))
}

fn busy() -> JobFailure {
    JobFailure::Retry { error: AppError::conflict("busy", "Busy."), after: None }
}

/// A batch of so many jobs, in their order.
async fn batch_of(world: &World, person: &Person, jobs: usize) -> (BatchId, Vec<JobId>) {
    let targets: Vec<Uuid> = (0..jobs).map(|_| Uuid::now_v7()).collect();
    batch_on(world, person, &targets).await
}

/// A batch of a job for each target, in their order.
async fn batch_on(world: &World, person: &Person, targets: &[Uuid]) -> (BatchId, Vec<JobId>) {
    let batch = ask_for(person, targets).await.expect("is queued").batch;
    let ids: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM jobs WHERE batch_id = $1 ORDER BY id")
        .bind(batch)
        .fetch_all(world.state.pool())
        .await
        .expect("reads");
    (batch, ids.into_iter().map(JobId).collect())
}

async fn take(world: &World, person: &Person, job: JobId) -> (JobContext, History) {
    worker::claim(&world.state, person.account, job).await.expect("answers").expect("is claimed")
}

async fn hold(job: &JobContext, key: &str, credits: i64) {
    let mut tx = job.begin().await.expect("begins");
    let reservation = Reservation { key, operation: Operation::Ideas, job: Some(job.job), credits };
    reserve(&mut tx, &reservation).await.expect("is held");
    tx.commit().await.expect("commits");
}

/// Does these jobs.
async fn finish(world: &World, person: &Person, jobs: &[JobId]) {
    for job in jobs {
        let (working, _) = take(world, person, *job).await;
        let _over = working.complete(working.begin().await.expect("begins"), &json!({})).await.expect("ends");
    }
}

/// State and reason of every job of a batch, in their order.
async fn states(world: &World, batch: BatchId) -> Vec<(JobState, Option<String>)> {
    let rows: Vec<(String, Option<String>)> =
        sqlx::query_as("SELECT state, error FROM jobs WHERE batch_id = $1 ORDER BY id")
            .bind(batch)
            .fetch_all(world.state.pool())
            .await
            .expect("reads");
    rows.into_iter().map(|(state, error)| (state.parse().expect("a state"), error)).collect()
}

#[tokio::test]
async fn what_waits_is_ended_with_the_reason_and_what_is_at_work_or_over_is_left_alone() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (batch, jobs) = batch_of(&world, &ada, 6).await;
    let (other, _) = batch_of(&world, &ada, 1).await;
    let (failing, history) = take(&world, &ada, jobs[0]).await;
    let (working, _) = take(&world, &ada, jobs[1]).await;
    let (tried, its_history) = take(&world, &ada, jobs[2]).await;
    let (refused, refusals) = take(&world, &ada, jobs[3]).await;
    let (finished, _) = take(&world, &ada, jobs[4]).await;
    hold(&failing, "failing", 30).await;
    hold(&tried, "tried", 20).await;
    assert_eq!(end_attempt(&tried, its_history, busy()).await, Ok(Delivery::Over), "it waits for its next try");
    let no = JobFailure::Final(AppError::conflict("no", "No."));
    assert_eq!(end_attempt(&refused, refusals, no).await, Ok(Delivery::Over));
    let _over = finished.complete(finished.begin().await.expect("begins"), &json!({})).await.expect("ends");
    let before = states(&world, batch).await;
    assert_eq!(ada.credits().await, 50);

    assert_eq!(end_attempt(&failing, history, used_up()).await, Ok(Delivery::Over));
    let after = states(&world, batch).await;
    let because = |state: JobState, reason: &str| (state, Some(reason.to_owned()));
    let expected = [
        because(JobState::Failed, USED_UP),
        (JobState::Running, None),
        because(JobState::Cancelled, USED_UP),
        because(JobState::Failed, "No."),
        (JobState::Done, None),
        because(JobState::Cancelled, USED_UP),
    ];
    assert_eq!(after, expected);
    for ((from, _), (to, _)) in before.iter().zip(&after) {
        assert!(from == to || from.may_become(*to), "{from} became {to}");
    }
    assert_eq!(states(&world, other).await, [(JobState::Queued, None)], "another batch goes on");
    assert_eq!(ada.credits().await, 100, "nothing is held by what was ended");

    // what was ended is not begun by the deliveries that are still in the queue
    for job in [jobs[2], jobs[5]] {
        assert_eq!(worker::perform(&world.state, ada.account, job).await, Ok(Delivery::Over));
    }
    let _over = working.complete(working.begin().await.expect("is its own"), &json!({})).await.expect("ends");
    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.done, view.failed, view.cancelled, view.stopped), (2, 2, 2, 2));
    assert_eq!((view.is_over(), view.state_word(), view.stop_reason.as_deref()), (true, "Stopped", Some(USED_UP)));
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn two_failures_at_once_stop_the_batch_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for _ in 0..10 {
        let (batch, jobs) = batch_of(&world, &ada, 12).await;
        let (one, first) = take(&world, &ada, jobs[0]).await;
        let (two, second) = take(&world, &ada, jobs[1]).await;
        let both = async { tokio::join!(end_attempt(&one, first, used_up()), end_attempt(&two, second, used_up())) };
        let ended = tokio::time::timeout(PATIENCE, both).await.expect("neither waits for the other");
        assert_eq!(ended, (Ok(Delivery::Over), Ok(Delivery::Over)));
        let view = get(&ada.tenant, batch).await.expect("is there");
        assert_eq!((view.failed, view.stopped), (2, 10));
    }
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn stopping_and_cancelling_at_once_end_everything_and_wait_for_nobody() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for _ in 0..10 {
        let (batch, jobs) = batch_of(&world, &ada, 12).await;
        let (failing, history) = take(&world, &ada, jobs[0]).await;
        let both = async { tokio::join!(end_attempt(&failing, history, used_up()), cancel(&ada.tenant, batch)) };
        let (stopped, cancelled) = tokio::time::timeout(PATIENCE, both).await.expect("neither waits for the other");
        let view = get(&ada.tenant, batch).await.expect("is there");
        match (stopped.expect("ends"), cancelled.expect("cancels")) {
            (Delivery::Over, 0) => assert_eq!((view.failed, view.stopped), (1, 11)),
            (Delivery::Lost, 12) => assert_eq!((view.cancelled, view.stopped), (12, 0)),
            other => panic!("neither the one nor the other: {other:?}"),
        }
    }
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_worker_that_lost_its_job_stops_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (batch, jobs) = batch_of(&world, &ada, 3).await;
    let (sleeper, history) = take(&world, &ada, jobs[0]).await;
    let (_awake, _) = take(&world, &ada, jobs[0]).await;
    assert_eq!(end_attempt(&sleeper, history, used_up()).await, Ok(Delivery::Lost));
    let expected = [(JobState::Running, None), (JobState::Queued, None), (JobState::Queued, None)];
    assert_eq!(states(&world, batch).await, expected);
}

#[tokio::test]
async fn what_a_person_cancelled_is_not_tried_again_whatever_it_had_been_through() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (batch, jobs) = batch_of(&world, &ada, 2).await;
    let (tried, history) = take(&world, &ada, jobs[0]).await;
    assert_eq!(end_attempt(&tried, history, busy()).await, Ok(Delivery::Over));
    assert_eq!(cancel(&ada.tenant, batch).await, Ok(2));
    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.cancelled, view.stopped, view.undone()), (2, 0, 0));
    assert_eq!(
        retry_failed(&ada.tenant, &world.state, batch).await.expect_err("nothing to try").code,
        "nothing_failed"
    );
}

#[tokio::test]
async fn what_a_later_job_has_done_is_not_offered_again_and_what_an_earlier_one_did_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let targets = [Uuid::now_v7(), Uuid::now_v7()];
    let (_, earlier) = batch_on(&world, &ada, &targets).await;
    finish(&world, &ada, &earlier).await;
    let (batch, jobs) = batch_on(&world, &ada, &targets).await;
    let (failing, history) = take(&world, &ada, jobs[0]).await;
    assert_eq!(end_attempt(&failing, history, used_up()).await, Ok(Delivery::Over));
    let undone = async || get(&ada.tenant, batch).await.expect("is there").undone();
    for (target, left) in targets.iter().zip([1, 0]) {
        let (_, later) = batch_on(&world, &ada, &[*target]).await;
        assert_eq!(undone().await, left + 1, "it is not done yet");
        finish(&world, &ada, &later).await;
        assert_eq!(undone().await, left);
    }
    let view = get(&ada.tenant, batch).await.expect("is there");
    assert_eq!((view.failed, view.stopped, view.made_good), (1, 1, 2), "what happened stays told");
    assert_eq!(retry_failed(&ada.tenant, &world.state, batch).await.expect_err("is done").code, "nothing_failed");
}
