//! Deleting, and taking that back.

use super::desk::{Desk, only};
use crate::kit::ErrorKind;
use crate::kit::selection::Selection;
use crate::kit::undo;
use crate::writer::content_list::ContentQuery;
use crate::writer::service::contents::list;
use crate::writer::service::deleting::{delete_contents, delete_tasks};
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
async fn a_task_at_work_is_not_deleted() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 800).await;
    sqlx::query("UPDATE tasks SET status = 'in_progress'").execute(desk.world.state.pool()).await.expect("is at work");
    let refused = delete_tasks(&desk.ada.tenant, &Selection::Ids(vec![task.0])).await.expect_err("stays");
    assert_eq!(refused.kind, ErrorKind::Conflict);
}

#[tokio::test]
async fn a_deleted_article_comes_back_under_an_address_that_is_free() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    let done = delete_contents(&desk.ada.tenant, &only(id)).await.expect("deletes");
    assert_eq!(list(&desk.ada.tenant, &ContentQuery::default()).await.expect("lists").page.total, 0);
    desk.article("Cold brew", "<p>b</p>").await;
    let sentence = undo::take_back(&desk.ada.tenant, done.undo).await.expect("comes back");
    assert_eq!(sentence, "1 article back.");
    assert_eq!(desk.view(id).await.slug, "cold-brew-2");
}

#[tokio::test]
async fn others_delete_nothing() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    let bob = desk.world.owner("bob").await;
    assert!(delete_contents(&bob.tenant, &only(id)).await.is_err());
    assert_eq!(desk.view(id).await.title, "Cold brew");
}
