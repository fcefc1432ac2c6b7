//! A provider that nobody pays any more: the batch stops at its first article, and goes on when a person says so.

use super::desk::Desk;
use crate::ai::error::AiError;
use crate::ai::scripted::{Act, Scripted};
use crate::jobs::service::{get, retry_failed};
use crate::kit::selection::Selection;
use crate::writer::service::tasks;

#[tokio::test]
async fn what_only_a_person_can_mend_stops_the_batch_and_all_that_is_not_done_is_tried_again() {
    for (error, why) in [(AiError::QuotaExhausted, "used up"), (AiError::InvalidKey, "refuses the key")] {
        // the first article is written: four sections and what is said of it; the second breaks off in the middle
        let mut acts: Vec<Act> = (0..7).map(|_| Act::Answer).collect();
        acts.push(Act::Fail(error));
        let model = Scripted::new(acts);
        let desk = Desk::with_model(model.clone()).await;
        let mut written = Vec::new();
        for title in ["One", "Two", "Three", "Four"] {
            written.push(desk.task(title, 500).await);
        }
        let all = Selection::Ids(written.iter().map(|task| task.0).collect());
        let batch = tasks::write(&desk.ada.tenant, &desk.world.state, &all).await.expect("is queued").batch;
        desk.world.run_jobs().await;

        assert_eq!(model.calls(), 8, "the provider is left alone after its refusal");
        let view = get(&desk.ada.tenant, batch).await.expect("is there");
        assert_eq!((view.done, view.failed, view.stopped, view.undone()), (1, 1, 2, 3));
        assert_eq!((view.is_over(), view.state_word()), (true, "Stopped"));
        assert!(view.stop_reason.is_some_and(|reason| reason.contains(why)));
        let mut failed = 0;
        for task in &written {
            match desk.state_of(*task).await {
                (status, Some(failure)) if status == "failed" => {
                    assert!(failure.contains(why), "{failure}");
                    failed += 1;
                }
                (status, failure) => assert!(failure.is_none() && ["completed", "queued"].contains(&status.as_str())),
            }
        }
        assert_eq!(failed, 1);
        assert_eq!(desk.world.breaches().await, Vec::<String>::new(), "no credits are held for what was stopped");

        let again = retry_failed(&desk.ada.tenant, &desk.world.state, batch).await.expect("is queued");
        assert_eq!((again.queued, again.already), (3, 0));
        desk.world.run_jobs().await;
        for task in written {
            assert!(desk.content_of(task).await.is_some());
        }
        assert_eq!(desk.world.breaches().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_article_by_itself_fails_with_the_reason_and_gives_its_credits_back() {
    let desk = Desk::with_model(Scripted::new(vec![Act::Answer, Act::Fail(AiError::QuotaExhausted)])).await;
    let before = desk.ada.credits().await;
    let task = desk.task("Cold brew", 500).await;
    let all = Selection::Ids(vec![task.0]);
    let batch = tasks::write(&desk.ada.tenant, &desk.world.state, &all).await.expect("is queued").batch;
    desk.world.run_jobs().await;
    let (status, failure) = desk.state_of(task).await;
    assert_eq!((status.as_str(), desk.ada.credits().await), ("failed", before));
    assert!(failure.is_some_and(|why| why.contains("used up")));
    let view = get(&desk.ada.tenant, batch).await.expect("is there");
    assert_eq!((view.failed, view.stopped, view.stop_reason.as_deref()), (1, 0, None));
    assert_eq!(retry_failed(&desk.ada.tenant, &desk.world.state, batch).await.expect("is queued").queued, 1);
    desk.world.run_jobs().await;
    assert!(desk.content_of(task).await.is_some());
}
