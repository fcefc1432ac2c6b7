//! Tasks from ideas, their list, what writing them costs.

use std::time::Duration;

use super::desk::Desk;
use crate::access::Role;
use crate::kit::ErrorKind;
use crate::kit::id::{IdeaId, TaskId};
use crate::kit::selection::Selection;
use crate::kit::undo;
use crate::writer::TaskStatus;
use crate::writer::service::deleting::delete_tasks;
use crate::writer::service::tasks::{self, estimate, filters, list, write};
use crate::writer::task::{TaskQuery, TaskSort};

/// Longer than any of this takes, shorter than anybody waits.
const PATIENCE: Duration = Duration::from_secs(20);

async fn queue(desk: &Desk, ideas: &[IdeaId]) -> i64 {
    let mut tx = desk.ada.tenant.begin().await.expect("begins");
    let made = tasks::from_ideas(&mut tx, ideas).await.expect("queues");
    tx.commit().await.expect("commits");
    made
}

#[tokio::test]
async fn an_idea_becomes_a_task_once() {
    let desk = Desk::new().await;
    let (one, two) = (desk.idea("Cold brew at home", 900).await, desk.idea("Cold brew in a café", 900).await);
    assert_eq!(queue(&desk, &[one, two]).await, 2);
    assert_eq!(queue(&desk, &[one, two]).await, 0);
    let status: String = sqlx::query_scalar("SELECT status FROM ideas WHERE id = $1")
        .bind(one)
        .fetch_one(desk.world.state.pool())
        .await
        .expect("reads");
    assert_eq!(status, "queued");
    let page = list(&desk.ada.tenant, &desk.world.state, &TaskQuery::default()).await.expect("lists").page;
    assert_eq!((page.total, page.rows[0].sections, page.rows[0].target_words), (2, 4, 900));
}

#[tokio::test]
async fn sending_ideas_waits_for_no_article_that_is_being_finished() {
    let desk = Desk::new().await;
    let (one, two) = (desk.idea("Cold brew at home", 900).await, desk.idea("Cold brew in a café", 900).await);
    assert_eq!(queue(&desk, &[one]).await, 1);
    // its task has moved on, and its idea is about to
    let mut finishing = desk.ada.tenant.begin().await.expect("begins");
    sqlx::query("UPDATE tasks SET updated_at = now()").execute(finishing.conn()).await.expect("is held");
    let sent = tokio::time::timeout(PATIENCE, queue(&desk, &[one, two])).await.expect("nobody is waited for");
    assert_eq!(sent, 1, "the one that is new");
}

#[tokio::test]
async fn ideas_of_others_and_ideas_switched_off_become_no_task() {
    let desk = Desk::new().await;
    let off = desk.idea("Switched off", 900).await;
    sqlx::query("UPDATE ideas SET disabled = true WHERE id = $1")
        .bind(off)
        .execute(desk.world.state.pool())
        .await
        .expect("is off");
    assert_eq!(queue(&desk, &[off]).await, 0);

    let hers = desk.idea("Hers", 900).await;
    let bob = desk.world.owner("bob").await;
    let mut tx = bob.tenant.begin().await.expect("begins");
    assert_eq!(tasks::from_ideas(&mut tx, &[hers]).await.expect("looks"), 0);
}

#[tokio::test]
async fn lists_are_searched_filtered_sorted_and_paged() {
    let desk = Desk::new().await;
    let ideas: Vec<IdeaId> = {
        let mut ideas = Vec::new();
        for n in 0..53 {
            ideas.push(desk.idea(&format!("Article {n:02}"), 500 + n * 10).await);
        }
        ideas
    };
    assert_eq!(queue(&desk, &ideas).await, 53);
    for sort in TaskSort::ALL {
        for descending in [false, true] {
            let query = TaskQuery { sort: *sort, descending, ..TaskQuery::default() };
            let first = list(&desk.ada.tenant, &desk.world.state, &query).await.expect("lists").page;
            let next = first.next.clone().expect("there are more");
            let second = list(&desk.ada.tenant, &desk.world.state, &query.at(&next)).await.expect("lists").page;
            assert_eq!((first.rows.len(), second.rows.len(), second.total), (50, 3, 53), "by {sort}");
            let before = query.at(&second.previous.expect("leads back"));
            let back = list(&desk.ada.tenant, &desk.world.state, &before).await.expect("lists").page;
            assert_eq!(back.rows, first.rows, "by {sort}");
        }
    }
    let searched = TaskQuery { q: "article 07".to_owned(), ..TaskQuery::default() };
    let found = list(&desk.ada.tenant, &desk.world.state, &searched).await.expect("lists");
    assert_eq!(found.page.total, 1);
    let failed = TaskQuery { status: Some(TaskStatus::Failed), ..TaskQuery::default() };
    assert_eq!(list(&desk.ada.tenant, &desk.world.state, &failed).await.expect("lists").page.total, 0);
    assert_eq!(filters(&desk.ada.tenant, None).await.expect("reads").statuses, [(TaskStatus::Queued, 53)]);
}

#[tokio::test]
async fn a_page_that_was_emptied_shows_the_last_one_there_is_in_every_order() {
    let desk = Desk::new().await;
    let mut ideas = Vec::new();
    for n in 0..51 {
        ideas.push(desk.idea(&format!("Article {n:02}"), 500 + n * 10).await);
    }
    assert_eq!(queue(&desk, &ideas).await, 51);
    let (tenant, state) = (&desk.ada.tenant, &desk.world.state);
    for sort in TaskSort::ALL {
        let first = TaskQuery { sort: *sort, ..TaskQuery::default() };
        let full = list(tenant, state, &first).await.expect("lists").page;
        let on = first.at(&full.next.expect("there are more"));
        let last = list(tenant, state, &on).await.expect("lists").page.rows;
        let emptied = Selection::Ids(last.iter().map(|row| row.id.0).collect());
        let deleted = delete_tasks(tenant, &emptied).await.expect("deletes");
        let shown = list(tenant, state, &on).await.expect("lists").page;
        assert_eq!((last.len(), shown.next, shown.previous), (1, None, None), "by {sort}");
        assert_eq!(shown.rows, full.rows, "by {sort}");
        undo::take_back(tenant, deleted.undo).await.expect("is back");
    }
}

#[tokio::test]
async fn the_estimate_counts_what_can_be_written_and_an_unaffordable_batch_does_not_start() {
    let desk = Desk::new().await;
    let (one, two) = (desk.task("One", 1_000).await, desk.task("Two", 2_000).await);
    let both = Selection::Ids(vec![one.0, two.0]);
    let state = &desk.world.state;
    let all = estimate(&desk.ada.tenant, state, &both).await.expect("estimates");
    assert_eq!(all.items, 2);
    let matching = Selection::AllMatching(TaskQuery::default());
    assert_eq!(estimate(&desk.ada.tenant, state, &matching).await.expect("estimates"), all);
    let rows = list(&desk.ada.tenant, state, &TaskQuery::default()).await.expect("lists").page.rows;
    assert_eq!(rows.iter().filter_map(|row| row.credits).sum::<i64>(), all.credits, "each says its own part");

    desk.ada.on_plan("free", all.credits - 1).await;
    let refused = write(&desk.ada.tenant, state, &both).await.expect_err("is too much");
    assert_eq!(refused.kind, ErrorKind::CreditsNeeded);
    assert_eq!(desk.state_of(one).await.0, "queued");
    desk.world.run_jobs().await;
    assert!(desk.content_of(one).await.is_none());
}

#[tokio::test]
async fn others_see_nothing_of_a_task_and_viewers_start_nothing() {
    let desk = Desk::new().await;
    let task = desk.task("Hers", 800).await;
    let bob = desk.world.owner("bob").await;
    bob.site().await;
    let state = &desk.world.state;
    let selection = Selection::Ids(vec![task.0]);
    assert_eq!(tasks::get(&bob.tenant, state, task).await.expect_err("is hers").kind, ErrorKind::NotFound);
    assert_eq!(list(&bob.tenant, state, &TaskQuery::default()).await.expect("lists").page.total, 0);
    let other_site = TaskQuery { site: Some(desk.site.site), ..TaskQuery::default() };
    assert_eq!(list(&bob.tenant, state, &other_site).await.expect_err("is hers").kind, ErrorKind::NotFound);
    assert_eq!(estimate(&bob.tenant, state, &selection).await.expect("counts nothing").items, 0);
    assert_eq!(write(&bob.tenant, state, &selection).await.expect_err("is hers").kind, ErrorKind::Conflict);
    let viewer = desk.ada.as_role(Role::Viewer);
    assert_eq!(write(&viewer, state, &selection).await.expect_err("may only look").kind, ErrorKind::Forbidden);
    assert!(tasks::get(&viewer, state, task).await.is_ok());
    assert_eq!(tasks::get(&viewer, state, TaskId::new()).await.expect_err("there is none").kind, ErrorKind::NotFound);
}
