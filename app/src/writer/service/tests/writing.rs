//! An article from end to end, and everything that can come in between.

use super::desk::{Desk, only};
use crate::access::Role;
use crate::ai::error::{AiError, Tokens};
use crate::ai::scripted::{Act, Scripted};
use crate::jobs::service::retry_failed;
use crate::kit::ErrorKind;
use crate::kit::selection::Selection;
use crate::sites::service::sites;
use crate::writer::revision::RevisionReason;
use crate::writer::service::deleting::delete_contents;
use crate::writer::service::{revisions, tasks};
use crate::writer::task::TaskQuery;
use crate::writer::{ContentStatus, SiteStatus};

#[tokio::test]
async fn a_task_becomes_an_article_of_the_asked_length_charged_within_the_estimate() {
    let desk = Desk::new().await;
    for words in [500, 1_500, 3_000] {
        let task = desk.task(&format!("Cold brew in {words} words"), words).await;
        let estimate = tasks::estimate(&desk.ada.tenant, &desk.world.state, &Selection::Ids(vec![task.0]))
            .await
            .expect("estimates");
        let before = desk.ada.credits().await;
        desk.write(task).await;
        desk.world.run_jobs().await;

        let content = desk.content_of(task).await.expect("it is written");
        let view = desk.view(content).await;
        assert!((view.words - i64::from(words)).abs() * 10 <= i64::from(words), "{} of {words}", view.words);
        assert_eq!(view.outline.iter().filter(|heading| heading.level == 2).count(), 4);
        assert_eq!((view.status, view.site_status, view.version), (ContentStatus::Draft, SiteStatus::NotPublished, 1));
        assert!(view.sample && view.receipt.model == "sandbox");
        assert!(!view.meta_title.is_empty() && !view.meta_description.is_empty() && !view.excerpt.is_empty());

        let charged = before - desk.ada.credits().await;
        assert!((1..=estimate.credits).contains(&charged), "{charged} of {}", estimate.credits);
        assert_eq!(view.receipt.credits, Some(charged));
        assert_eq!(view.receipt.calls, 6);
        assert_eq!(desk.state_of(task).await, ("completed".to_owned(), None));
        assert_eq!(desk.kept(task).await, 0);
        let list = revisions::list(&desk.ada.tenant, content, None).await.expect("lists");
        assert_eq!((list.revisions.len(), list.revisions[0].reason), (1, RevisionReason::Generated));
    }
    let idea: String = sqlx::query_scalar("SELECT DISTINCT status FROM ideas")
        .fetch_one(desk.world.state.pool())
        .await
        .expect("reads");
    assert_eq!(idea, "completed");
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

/// A title of more than 60 characters, and a description of more than 160.
const LONG_META: &str = r#"{"meta_title":"How to make cold brew at home that tastes of chocolate, not of the fridge",
    "meta_description":"Coarse grounds, cold water and twelve hours: what goes wrong on the way, how to put it right, and why the cheapest jar in the kitchen does as well as the machine your neighbour bought.",
    "excerpt":"Cold brew at home.","tags":["coffee"],"categories":["Brewing"]}"#;

#[tokio::test]
async fn a_description_longer_than_search_results_show_fails_no_article() {
    // the introduction, four sections, and the description, asked for twice
    let mut acts: Vec<Act> = (0..5).map(|_| Act::Answer).collect();
    acts.extend([Act::Say(LONG_META), Act::Say(LONG_META)]);
    let model = Scripted::new(acts);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 800).await;
    desk.write(task).await;
    let view = desk.view(desk.written(task).await).await;
    assert_eq!(model.calls(), 7);
    assert!(view.meta_title.ends_with("not of the fridge"), "{}", view.meta_title);
    assert!(view.meta_description.ends_with("your neighbour bought."), "{}", view.meta_description);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn articles_of_one_title_have_addresses_of_their_own() {
    let desk = Desk::new().await;
    let (one, two) = (desk.task("Cold brew", 500).await, desk.task("Cold brew", 500).await);
    tasks::write(&desk.ada.tenant, &desk.world.state, &Selection::Ids(vec![one.0, two.0])).await.expect("is queued");
    desk.world.run_jobs().await;
    let mut slugs = Vec::new();
    for task in [one, two] {
        slugs.push(desk.view(desk.content_of(task).await.expect("it is written")).await.slug);
    }
    slugs.sort();
    assert_eq!(slugs, ["cold-brew", "cold-brew-2"]);
}

#[tokio::test]
async fn a_crash_after_three_sections_goes_on_from_there_and_pays_once() {
    let model = Scripted::new(vec![Act::Answer, Act::Answer, Act::Answer, Act::Hang]);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 1_000).await;
    let before = desk.ada.credits().await;
    desk.write(task).await;
    let job = desk.job(task).await;
    // the process dies while the fourth section is being written
    tokio::select! {
        () = desk.world.run_job(desk.ada.account, job) => panic!("the fourth section hangs"),
        () = model.hangs() => {}
    }
    assert_eq!(desk.kept(task).await, 3);
    assert!(desk.content_of(task).await.is_none());

    desk.world.run_jobs().await;
    let view = desk.view(desk.content_of(task).await.expect("it is written")).await;
    // four that were answered or hung, then two sections and the description
    assert_eq!(model.calls(), 4 + 3);
    let settled: (i64, i64) = sqlx::query_as("SELECT count(*), sum(charged)::bigint FROM credit_reservations")
        .fetch_one(desk.world.state.pool())
        .await
        .expect("reads");
    assert_eq!(settled, (1, before - desk.ada.credits().await));
    assert_eq!(view.receipt.credits, Some(settled.1));
    // all sections are charged, those of the first try too
    let tokens: i64 = view.receipt.tokens;
    assert_eq!(settled.1, (tokens + 9_999) / 10_000);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_finished_job_that_is_delivered_again_writes_nothing_twice() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 500).await;
    desk.write(task).await;
    desk.world.run_jobs().await;
    let after = desk.ada.credits().await;
    let job = desk.job(task).await;
    desk.world.run_job(desk.ada.account, job).await;
    assert_eq!(desk.ada.credits().await, after);
    let articles: i64 =
        sqlx::query_scalar("SELECT count(*) FROM contents").fetch_one(desk.world.state.pool()).await.expect("counts");
    assert_eq!(articles, 1);
}

#[tokio::test]
async fn credits_that_run_out_fail_the_rest_and_leave_what_is_done() {
    let desk = Desk::new().await;
    let (one, two) = (desk.task("One", 1_000).await, desk.task("Two", 1_000).await);
    let each = tasks::estimate(&desk.ada.tenant, &desk.world.state, &Selection::Ids(vec![one.0]))
        .await
        .expect("estimates")
        .credits;
    // enough for either, not for both
    desk.ada.on_plan("free", each).await;
    desk.write(one).await;
    desk.write(two).await;
    desk.world.run_jobs().await;
    assert!(desk.content_of(one).await.is_some());
    assert!(desk.content_of(two).await.is_none());
    let (status, failure) = desk.state_of(two).await;
    let failure = failure.expect("it says why");
    assert_eq!(status, "failed");
    assert!(failure.contains("credits") && failure.contains("available"), "{failure}");
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_refusal_leaves_no_half_draft_returns_the_credits_and_can_be_tried_again() {
    let refusal = AiError::Refused { reason: "not that".to_owned(), spent: Tokens { input: 50, output: 5 } };
    let model = Scripted::new(vec![Act::Answer, Act::Answer, Act::Fail(refusal)]);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 800).await;
    let before = desk.ada.credits().await;
    desk.write(task).await;
    desk.world.run_jobs().await;
    let (status, failure) = desk.state_of(task).await;
    assert_eq!(status, "failed");
    assert!(failure.expect("it says why").contains("not that"));
    assert_eq!(desk.ada.credits().await, before);
    assert!(desk.content_of(task).await.is_none());
    assert_eq!(desk.kept(task).await, 2);

    desk.write(task).await;
    assert_eq!(desk.state_of(task).await, ("queued".to_owned(), None));
    desk.world.run_jobs().await;
    assert!(desk.content_of(task).await.is_some());
    // three of the first try; three sections and the description of the second
    assert_eq!(model.calls(), 3 + 4);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_stream_that_is_cut_is_tried_again() {
    let cut = AiError::CutStream { spent: Tokens { input: 50, output: 5 } };
    let model = Scripted::new(vec![Act::Answer, Act::Fail(cut.clone()), Act::Fail(cut)]);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 800).await;
    desk.write(task).await;
    desk.world.run_jobs().await;
    let view = desk.view(desk.content_of(task).await.expect("it is written")).await;
    assert!(!view.body.contains("Half a sen"));
    assert_eq!(view.receipt.failed_calls, 2);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

/// An answer that does what no article may.
const SCRIPT: &str = "{\"html\": \"<p onclick='x()'>Hi</p><script>alert(1)</script>\"}";

#[tokio::test]
async fn scripts_in_an_answer_never_reach_the_article() {
    // refused, asked for once more, and refused again: nothing is kept, shown or charged
    let model = Scripted::new(vec![Act::Say(SCRIPT), Act::Say(SCRIPT)]);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 800).await;
    let before = desk.ada.credits().await;
    desk.write(task).await;
    desk.world.run_jobs().await;
    assert_eq!((desk.state_of(task).await.0.as_str(), desk.kept(task).await), ("failed", 0));
    assert!(desk.content_of(task).await.is_none());
    assert_eq!((model.calls(), desk.ada.credits().await), (2, before));
}

#[tokio::test]
async fn an_answer_with_a_script_is_asked_for_again() {
    let model = Scripted::new(vec![Act::Say(SCRIPT)]);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 800).await;
    desk.write(task).await;
    let view = desk.view(desk.written(task).await).await;
    assert!(!view.body.contains("alert(") && !view.body.contains("onclick"), "{}", view.body);
    // one section twice, four others, the description
    assert_eq!(model.calls(), 2 + 4 + 1);
}

#[tokio::test]
async fn a_script_in_a_section_that_was_kept_is_gone_from_the_article() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 800).await;
    // as a version with a laxer guard may have left it
    sqlx::query(
        "INSERT INTO task_sections (account_id, task_id, position, heading, html, words, tokens)
         VALUES ($1, $2, 0, '', '<p onclick=\"x()\">Kept.</p><script>alert(1)</script>', 1, 10)",
    )
    .bind(desk.ada.account)
    .bind(task)
    .execute(desk.world.state.pool())
    .await
    .expect("is kept");
    desk.write(task).await;
    let view = desk.view(desk.written(task).await).await;
    assert!(view.body.starts_with("<p>Kept.</p>"), "{}", view.body);
    assert!(!view.body.contains("alert(") && !view.body.contains("onclick"), "{}", view.body);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_task_whose_article_was_deleted_is_written_once_more_and_charged_once_more() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 500).await;
    desk.write(task).await;
    let first = desk.written(task).await;
    let state = &desk.world.state;
    let offered = async || tasks::get(&desk.ada.tenant, state, task).await.expect("shows").row.offer();
    assert_eq!(offered().await, None, "it has its article");
    let refused = tasks::write_again(&desk.ada.tenant, state, task).await.expect_err("it has its article");
    assert_eq!(refused.code, "article_there");

    delete_contents(&desk.ada.tenant, &only(first)).await.expect("deletes");
    assert!(offered().await.is_some_and(|label| label.starts_with("Write again · about ")));
    // many at once leave such a task alone: somebody has decided against its article
    let all = Selection::AllMatching(TaskQuery::default());
    assert_eq!(tasks::estimate(&desk.ada.tenant, state, &all).await.expect("estimates").items, 0);

    let before = desk.ada.credits().await;
    tasks::write_again(&desk.ada.tenant, state, task).await.expect("is queued");
    let second = desk.written(task).await;
    assert_ne!(second, first);
    let receipt = desk.view(second).await.receipt;
    let charged = before - desk.ada.credits().await;
    assert!(charged > 0);
    assert_eq!((receipt.credits, receipt.calls), (Some(charged), 6), "of this article alone");
    assert_eq!(desk.state_of(task).await, ("completed".to_owned(), None));
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn too_few_credits_leave_a_task_that_was_to_be_written_again_as_it_was() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 500).await;
    desk.write(task).await;
    let first = desk.written(task).await;
    delete_contents(&desk.ada.tenant, &only(first)).await.expect("deletes");
    desk.ada.on_plan("free", 0).await;
    let refused = tasks::write_again(&desk.ada.tenant, &desk.world.state, task).await.expect_err("is too much");
    assert_eq!(refused.kind, ErrorKind::CreditsNeeded);
    assert_eq!(desk.state_of(task).await.0, "completed");
}

#[tokio::test]
async fn what_failed_in_a_batch_is_tried_again_by_the_rules_of_asking_for_it() {
    let refusal = || AiError::Refused { reason: "not that".to_owned(), spent: Tokens { input: 50, output: 5 } };
    let model = Scripted::new(vec![Act::Fail(refusal())]);
    let desk = Desk::with_model(model).await;
    let task = desk.task("Cold brew", 800).await;
    let state = &desk.world.state;
    let selection = Selection::Ids(vec![task.0]);
    let batch = tasks::write(&desk.ada.tenant, state, &selection).await.expect("is queued").batch;
    desk.world.run_jobs().await;
    assert_eq!(desk.state_of(task).await.0, "failed");

    let viewer = desk.ada.as_role(Role::Viewer);
    assert_eq!(retry_failed(&viewer, state, batch).await.expect_err("may only look").kind, ErrorKind::Forbidden);
    let bob = desk.world.owner("bob").await;
    assert_eq!(retry_failed(&bob.tenant, state, batch).await.expect_err("is hers").kind, ErrorKind::NotFound);
    desk.ada.on_plan("free", 1).await;
    let refused = retry_failed(&desk.ada.tenant, state, batch).await.expect_err("is too much");
    assert_eq!(refused.kind, ErrorKind::CreditsNeeded);
    assert_eq!(desk.state_of(task).await.0, "failed");

    desk.ada.on_plan("free", 100).await;
    assert_eq!(retry_failed(&desk.ada.tenant, state, batch).await.expect("is queued").queued, 1);
    assert_eq!(desk.state_of(task).await, ("queued".to_owned(), None));
    desk.written(task).await;
    let again = retry_failed(&desk.ada.tenant, state, batch).await.expect_err("is written");
    assert_eq!(again.code, "nothing_failed");
}

#[tokio::test]
async fn nothing_is_written_for_a_site_that_is_switched_off() {
    let desk = Desk::new().await;
    let task = desk.task("Cold brew", 500).await;
    sites::set_active(&desk.ada.tenant, desk.site.site, false).await.expect("is off");
    let refused = tasks::write(&desk.ada.tenant, &desk.world.state, &Selection::Ids(vec![task.0])).await;
    assert_eq!(refused.expect_err("is off").code, "site_off");
    assert_eq!(desk.state_of(task).await.0, "queued");
}

#[tokio::test]
async fn cancelling_puts_the_task_back_and_returns_the_credits() {
    let model = Scripted::new(vec![Act::Answer, Act::Hang]);
    let desk = Desk::with_model(model.clone()).await;
    let task = desk.task("Cold brew", 800).await;
    let before = desk.ada.credits().await;
    let queued =
        tasks::write(&desk.ada.tenant, &desk.world.state, &Selection::Ids(vec![task.0])).await.expect("is queued");
    let job = desk.job(task).await;
    tokio::select! {
        () = desk.world.run_job(desk.ada.account, job) => panic!("the second section hangs"),
        () = async {
            model.hangs().await;
            crate::jobs::service::cancel(&desk.ada.tenant, queued.batch).await.expect("cancels");
        } => {}
    }
    assert_eq!(desk.state_of(task).await, ("queued".to_owned(), None));
    assert_eq!(desk.ada.credits().await, before);
    assert_eq!(desk.kept(task).await, 1);
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}
