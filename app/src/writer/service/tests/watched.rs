//! What a page shows of an article while a model is in the middle of it.

use std::time::Duration;

use sqlx::postgres::PgListener;

use super::desk::Desk;
use crate::ai::scripted::{Act, Scripted};
use crate::jobs::job::JobView;
use crate::jobs::service::get;
use crate::kit::html::plain_text;
use crate::kit::id::BatchId;
use crate::kit::selection::Selection;
use crate::writer::service::tasks;

/// Longer than any of this takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);
/// The heading of the section in which the model pauses.
const HEADING: &str = "<h2>What it is</h2>";

/// Looks at a batch of one job whenever something of it moved, as pages do, until its section at hand is to be seen.
async fn shown(desk: &Desk, moves: &mut PgListener, batch: BatchId) -> JobView {
    loop {
        moves.recv().await.expect("the database tells");
        let job = get(&desk.ada.tenant, batch).await.expect("is there").jobs.pop();
        let shows = |job: &JobView| job.partial.as_ref().is_some_and(|html| html.contains(HEADING));
        if let Some(job) = job.filter(shows) {
            return job;
        }
    }
}

#[tokio::test]
async fn what_is_written_of_a_section_is_shown_before_the_section_is_whole() {
    let model = Scripted::new(vec![Act::Answer, Act::Pause]);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 1_000).await;
    let selection = Selection::Ids(vec![task.0]);
    let batch = tasks::write(&desk.ada.tenant, &desk.world.state, &selection).await.expect("is queued").batch;
    let job = desk.job(task).await;
    let mut moves = PgListener::connect_with(desk.world.state.pool()).await.expect("listens");
    moves.listen("igny8_jobs").await.expect("listens");

    // the model goes on once its half was seen, so it is seen in the middle or not at all
    let watching = async {
        let seen = tokio::time::timeout(PATIENCE, shown(&desk, &mut moves, batch)).await.expect("it is shown");
        assert_eq!(desk.kept(task).await, 1, "the introduction alone is whole");
        model.go_on();
        seen
    };
    let ((), seen) = tokio::join!(desk.world.run_job(desk.ada.account, job), watching);

    let message = seen.message.expect("it says how far it is");
    assert!(message.starts_with("Writing section 2 of 5 · "), "{message}");
    let html = seen.partial.expect("it is shown");
    let (introduction, half) = html.split_once(HEADING).expect("it follows what was written before");
    let view = desk.view(desk.content_of(task).await.expect("it is written")).await;
    assert!(!introduction.is_empty() && view.body.starts_with(&format!("{introduction}{HEADING}")), "{html}");
    let (half, whole) = (plain_text(half), plain_text(&view.body));
    assert!(!half.is_empty() && whole.starts_with(&plain_text(&html)), "{half}\n{whole}");
    // what is whole is not shown in parts any more
    let left: Option<String> = sqlx::query_scalar("SELECT partial FROM jobs WHERE id = $1")
        .bind(job)
        .fetch_one(desk.world.state.pool())
        .await
        .expect("the job is there");
    assert_eq!(left, None);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}
