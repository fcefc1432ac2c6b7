//! Deleting, and taking that back.

use super::desk::{Desk, only};
use crate::ai::error::{AiError, Tokens};
use crate::ai::scripted::{Act, Scripted};
use crate::kit::ErrorKind;
use crate::kit::id::ContentId;
use crate::kit::selection::Selection;
use crate::kit::undo;
use crate::testing::somebody_waits_for;
use crate::writer::content_list::ContentQuery;
use crate::writer::service::contents::list;
use crate::writer::service::deleting::{delete_contents, delete_tasks, restore_contents};
use crate::writer::service::tasks;

#[tokio::test]
async fn a_deleted_task_frees_its_idea_and_comes_back() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 800).await;
    let idea = || async {
        sqlx::query_scalar::<_, String>("SELECT status FROM ideas")
            .fetch_one(desk.world.state.pool())
            .await
            .expect("reads")
    };
    let done = delete_tasks(&desk.ada.tenant, &Selection::Ids(vec![task.0])).await.expect("deletes");
    assert_eq!((done.value, idea().await.as_str()), (1, "new"));
    assert!(tasks::get(&desk.ada.tenant, &desk.world.state, task).await.is_err());
    undo::take_back(&desk.ada.tenant, done.undo).await.expect("comes back");
    assert_eq!(idea().await, "queued");
    assert!(tasks::get(&desk.ada.tenant, &desk.world.state, task).await.is_ok());
}

#[tokio::test]
async fn a_task_that_comes_back_while_its_idea_is_sent_anew_waits_for_that_and_stays_deleted() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 800).await;
    let deleted = delete_tasks(&desk.ada.tenant, &Selection::Ids(vec![task.0])).await.expect("deletes");
    let mut tx = desk.ada.tenant.begin().await.expect("begins");
    // as sending does: the idea first, then its task
    let idea = sqlx::query_scalar("SELECT id FROM ideas FOR UPDATE").fetch_one(tx.conn()).await.expect("is held");
    let sending = async {
        somebody_waits_for(tx.conn()).await;
        assert_eq!(tasks::from_ideas(&mut tx, &[idea]).await.expect("is sent"), 1);
        tx.commit().await.expect("commits");
    };
    let (said, ()) = tokio::join!(undo::take_back(&desk.ada.tenant, deleted.undo), sending);
    assert_eq!(
        said.expect("neither waits for the other"),
        "0 tasks back. 1 task stayed deleted: their ideas are tasks again."
    );
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_task_at_work_is_not_deleted() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 800).await;
    sqlx::query("UPDATE tasks SET status = 'in_progress'").execute(desk.world.state.pool()).await.expect("is at work");
    let refused = delete_tasks(&desk.ada.tenant, &Selection::Ids(vec![task.0])).await.expect_err("stays");
    assert_eq!(refused.kind, ErrorKind::Conflict);
}

#[tokio::test]
async fn a_task_that_waits_to_be_written_is_neither_deleted_nor_asked_for_again() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 800).await;
    let only_task = Selection::Ids(vec![task.0]);
    desk.write(task).await;
    assert_eq!(delete_tasks(&desk.ada.tenant, &only_task).await.expect_err("stays").code, "task_at_work");
    let estimate = tasks::estimate(&desk.ada.tenant, &desk.world.state, &only_task).await.expect("estimates");
    assert_eq!((estimate.items, estimate.credits), (0, 0));
    let again = tasks::write(&desk.ada.tenant, &desk.world.state, &only_task).await.expect_err("is at work");
    assert_eq!(again.code, "nothing_to_write");
    let row = tasks::get(&desk.ada.tenant, &desk.world.state, task).await.expect("shows").row;
    assert!(row.at_work && row.offer().is_none());
}

#[tokio::test]
async fn an_article_comes_back_to_a_task_that_waited_to_be_written_again_and_not_to_one_at_work() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 500).await;
    desk.write(task).await;
    let id = desk.written(task).await;
    let deleted = delete_contents(&desk.ada.tenant, &only(id)).await.expect("deletes");
    let queued = tasks::write_again(&desk.ada.tenant, &desk.world.state, task).await.expect("is queued");
    let refused = undo::take_back(&desk.ada.tenant, deleted.undo).await.expect("looks");
    assert!(refused.starts_with("0 articles back. 1 article stayed deleted"), "{refused}");

    crate::jobs::service::cancel(&desk.ada.tenant, queued.batch).await.expect("cancels");
    let mut tx = desk.ada.tenant.begin().await.expect("begins");
    assert_eq!(restore_contents(&mut tx, &[id]).await.expect("comes back"), "1 article back.");
    tx.commit().await.expect("commits");
    assert_eq!(desk.state_of(task).await.0, "completed");
    assert_eq!(desk.content_of(task).await, Some(id));
    // what it took stays its receipt, though the task is in another round
    assert!(desk.view(id).await.receipt.credits.is_some_and(|credits| credits > 0));
    let refused = tasks::write_again(&desk.ada.tenant, &desk.world.state, task).await.expect_err("has its article");
    assert_eq!(refused.code, "article_there");
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_task_that_comes_back_after_its_article_is_written_and_not_offered() {
    let refusal = AiError::Refused { reason: "not that".to_owned(), spent: Tokens::default() };
    // five sections and the description of the first article; the second breaks off
    let mut acts: Vec<Act> = (0..6).map(|_| Act::Answer).collect();
    acts.push(Act::Fail(refusal));
    let model = Scripted::new(acts);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 500).await;
    desk.write(task).await;
    let id = desk.written(task).await;
    let article = delete_contents(&desk.ada.tenant, &only(id)).await.expect("deletes");
    tasks::write_again(&desk.ada.tenant, &desk.world.state, task).await.expect("is queued");
    desk.world.run_jobs().await;
    assert_eq!(desk.state_of(task).await.0, "failed");
    let only_task = Selection::Ids(vec![task.0]);
    let gone = delete_tasks(&desk.ada.tenant, &only_task).await.expect("deletes");

    undo::take_back(&desk.ada.tenant, article.undo).await.expect("comes back");
    undo::take_back(&desk.ada.tenant, gone.undo).await.expect("comes back");
    assert_eq!((desk.state_of(task).await, desk.content_of(task).await), (("completed".to_owned(), None), Some(id)));
    let refused = tasks::write(&desk.ada.tenant, &desk.world.state, &only_task).await.expect_err("is written");
    assert_eq!((refused.code.as_str(), model.calls()), ("nothing_to_write", 7));
    let idea: String =
        sqlx::query_scalar("SELECT status FROM ideas").fetch_one(desk.world.state.pool()).await.expect("reads");
    assert_eq!(idea, "completed");
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_deleted_article_comes_back_under_an_address_that_is_free() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    let done = delete_contents(&desk.ada.tenant, &only(id)).await.expect("deletes");
    assert_eq!(list(&desk.ada.tenant, &desk.world.state, &ContentQuery::default()).await.expect("lists").page.total, 0);
    desk.article("Cold brew", "<p>b</p>").await;
    let sentence = undo::take_back(&desk.ada.tenant, done.undo).await.expect("comes back");
    assert_eq!(sentence, "1 article back.");
    assert_eq!(desk.view(id).await.slug, "cold-brew-2");
}

#[tokio::test]
async fn an_article_on_its_way_to_the_site_is_not_deleted() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    sqlx::query("UPDATE contents SET site_status = 'publishing'").execute(desk.world.state.pool()).await.expect("goes");
    assert_eq!(delete_contents(&desk.ada.tenant, &only(id)).await.expect_err("stays").code, "content_at_work");
}

#[tokio::test]
async fn what_is_not_there_or_of_others_is_not_found_and_stays() {
    let desk = Desk::new().await;
    let task = Selection::Ids(vec![desk.task("Espresso", 800).await.0]);
    let id = desk.article("Cold brew", "<p>a</p>").await;
    let bob = desk.world.owner("bob").await;
    assert_eq!(delete_tasks(&bob.tenant, &task).await.expect_err("is hers").code, "not_found");
    assert_eq!(delete_contents(&bob.tenant, &only(id)).await.expect_err("is hers").code, "not_found");
    assert_eq!(desk.view(id).await.title, "Cold brew");

    delete_tasks(&desk.ada.tenant, &task).await.expect("deletes");
    delete_contents(&desk.ada.tenant, &only(id)).await.expect("deletes");
    let nothing = ContentId::new();
    assert_eq!(delete_tasks(&desk.ada.tenant, &task).await.expect_err("is gone").code, "not_found");
    for gone in [id, nothing] {
        assert_eq!(delete_contents(&desk.ada.tenant, &only(gone)).await.expect_err("is not there").code, "not_found");
    }
    assert_eq!(delete_tasks(&desk.ada.tenant, &only(nothing)).await.expect_err("is not there").code, "not_found");
}
