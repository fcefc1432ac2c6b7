//! Ideas on a real database: what generating writes and costs, what a bad answer leaves, what people do with ideas.

mod meanwhile;
mod put_off;
mod running_out;
mod scripted;
mod stopping;
mod told;

use std::sync::Arc;

use super::*;
use crate::access::Role;
use crate::ai::structure::ContentStructure;
use crate::kit::ErrorKind;
use crate::kit::id::ClusterId;
use crate::planner::cluster::{ClusterFilter, ClusterStatus};
use crate::planner::idea::{IdeaForm, IdeaPlace, IdeaStatus};
use crate::planner::service::clustering::tests::garden::{self, cluster};
use crate::planner::service::clusters;
use crate::testing::{Person, TestSite, World};
use crate::writer::content_list::ContentQuery;
use crate::writer::service::deleting::{delete_contents, delete_tasks};
use scripted::Scripted;

fn of(ids: &[ClusterId]) -> Selection<ClusterFilter> {
    Selection::Ids(ids.iter().map(|id| id.0).collect())
}

fn ideas(ids: &[IdeaId]) -> Selection<IdeaFilter> {
    Selection::Ids(ids.iter().map(|id| id.0).collect())
}

fn query(site: TestSite) -> IdeaQuery {
    IdeaQuery { filter: IdeaFilter { site: Some(site.site), ..IdeaFilter::default() }, ..IdeaQuery::default() }
}

async fn all(person: &Person, site: TestSite) -> Vec<IdeaRow> {
    list(&person.tenant, &query(site)).await.expect("a list").page.rows
}

const BREW: &[&str] = &["cold brew ratio", "best cold brew ratio", "cold brew ratio grams"];

/// Asks the model in force for ideas for one cluster and lets the job run.
async fn ask(world: &World, person: &Person, id: ClusterId) {
    generate(&person.tenant, world.state.text_model.name(), &of(&[id])).await.expect("starts");
    world.run_jobs().await;
}

#[tokio::test]
async fn a_cluster_gets_ideas_with_one_hub_and_is_mapped_and_charged() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, members) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let before = ada.credits().await;
    let priced = estimate(&ada.tenant, world.state.text_model.name(), &of(&[brew])).await.expect("an estimate");
    ask(&world, &ada, brew).await;

    let rows = all(&ada, site).await;
    assert_eq!(rows.len(), 5);
    assert_eq!(rows.iter().filter(|row| row.structure == ContentStructure::ClusterHub).count(), 1);
    assert!(
        rows.iter().all(|row| row.status == IdeaStatus::New && row.cluster.as_ref().is_some_and(|(id, _)| *id == brew))
    );
    let seen = clusters::detail(&ada.tenant, brew).await.expect("there");
    assert_eq!((seen.row.status, seen.row.ideas), (ClusterStatus::Mapped, 5));
    let linked = garden::count(&world, "SELECT count(DISTINCT keyword_id) FROM idea_keywords").await;
    assert!((1..=i64::try_from(members.len()).expect("few")).contains(&linked));
    let spent = before - ada.credits().await;
    assert!((1..=priced.credits).contains(&spent), "{spent} of {}", priced.credits);
    assert_eq!(world.breaches().await, [""; 0]);

    // the second time there is a hub, and titles that must not come again
    ask(&world, &ada, brew).await;
    let rows = all(&ada, site).await;
    assert_eq!(rows.iter().filter(|row| row.structure == ContentStructure::ClusterHub).count(), 1);
    let titles: std::collections::HashSet<String> = rows.iter().map(|row| row.title.to_lowercase()).collect();
    assert_eq!(titles.len(), rows.len());
}

#[tokio::test]
async fn a_page_that_was_emptied_shows_the_last_one_there_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    for n in 0..51 {
        let form = IdeaForm {
            title: format!("Idea {n}"),
            primary_keyword: "brew".into(),
            structure: "guide".into(),
            target_words: "900".into(),
            ..IdeaForm::default()
        };
        add(&ada.tenant, &IdeaPlace::Cluster(brew).to_string(), &form).await.expect("adds");
    }
    let first = query(site);
    let on = first.page(list(&ada.tenant, &first).await.expect("a list").page.next);
    let last: Vec<IdeaId> =
        list(&ada.tenant, &on).await.expect("a list").page.rows.into_iter().map(|row| row.id).collect();
    delete(&ada.tenant, &ideas(&last)).await.expect("deletes");
    let shown = list(&ada.tenant, &on).await.expect("a list").page;
    assert_eq!((last.len(), shown.rows.len(), shown.next, shown.previous), (1, 50, None, None));
}

#[tokio::test]
async fn what_a_model_invents_is_dropped_and_what_comes_close_is_said() {
    let model = Scripted::answering(&[scripted::idea(
        "Cold brew ratio: the complete guide",
        "Cold Brew  Ratio",
        &["best cold brew ratio", "nitro taps"],
    )]);
    let world = World::with_models(Arc::new(model), Arc::new(crate::ai::sandbox::SandboxImages::new())).await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let (hub, _) = cluster(&ada, site, "Other", &["other"]).await;
    // the cluster has its hub, so that one ordinary idea is a whole answer
    let form = IdeaForm {
        title: "All about brew".into(),
        primary_keyword: "brew".into(),
        structure: "cluster_hub".into(),
        target_words: "900".into(),
        ..IdeaForm::default()
    };
    add(&ada.tenant, &IdeaPlace::Cluster(brew).to_string(), &form).await.expect("adds");
    let form = IdeaForm { title: "A guide to cold brew ratios".into(), structure: "guide".into(), ..form };
    add(&ada.tenant, &IdeaPlace::Cluster(hub).to_string(), &form).await.expect("adds");
    ask(&world, &ada, brew).await;

    let made =
        all(&ada, site).await.into_iter().find(|row| row.title.starts_with("Cold brew ratio:")).expect("it was made");
    assert_eq!(made.primary_keyword, "cold brew ratio", "as the person wrote it");
    assert_eq!(made.overlaps_with.as_deref(), Some("A guide to cold brew ratios"));
    let seen = detail(&ada.tenant, made.id).await.expect("there");
    let linked: Vec<&str> = seen.keywords.iter().map(|(keyword, _)| keyword.as_str()).collect();
    assert_eq!(linked, ["best cold brew ratio", "cold brew ratio"]);
}

#[tokio::test]
async fn an_answer_of_no_use_leaves_nothing_and_costs_nothing() {
    let model = Scripted::saying(&["{\"ideas\": [{\"title\": \"half an answ", "this is no JSON"]);
    let world = World::with_models(Arc::new(model), Arc::new(crate::ai::sandbox::SandboxImages::new())).await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let before = ada.credits().await;
    ask(&world, &ada, brew).await;
    assert!(all(&ada, site).await.is_empty());
    assert_eq!(
        garden::count(&world, "SELECT count(*) FROM jobs WHERE state = 'failed' AND error_code = 'ai_unusable'").await,
        1
    );
    assert_eq!(garden::count(&world, "SELECT count(*) FROM ai_calls WHERE raw_answer IS NOT NULL").await, 1);
    assert_eq!(ada.credits().await, before);
    assert_eq!(clusters::detail(&ada.tenant, brew).await.expect("there").row.status, ClusterStatus::New);
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_crash_while_saving_and_a_second_delivery_make_the_ideas_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let before = ada.credits().await;
    generate(&ada.tenant, world.state.text_model.name(), &of(&[brew])).await.expect("starts");
    let job = garden::live_job(&world).await;
    garden::break_table(&world, "idea_keywords").await;
    world.run_job(ada.account, job).await;
    assert!(all(&ada, site).await.is_empty(), "nothing half saved");
    garden::mend_table(&world, "idea_keywords").await;
    world.run_jobs().await;
    world.run_job(ada.account, job).await;
    assert_eq!(all(&ada, site).await.len(), 5);
    let charged = garden::count(&world, "SELECT count(*) FROM credit_reservations WHERE state = 'settled'").await;
    assert_eq!(charged, 1);
    assert!(ada.credits().await < before);
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn clusters_without_keywords_or_switched_off_are_refused() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (empty, _) = cluster(&ada, site, "Empty", &[]).await;
    let (off, _) = cluster(&ada, site, "Off", &["x"]).await;
    clusters::set_disabled(&ada.tenant, &of(&[off]), true).await.expect("off");
    let model = world.state.text_model.name();
    let refused = generate(&ada.tenant, model, &of(&[empty, off])).await.expect_err("nothing to write about");
    assert_eq!(refused.code, "no_keywords");
    ada.on_plan("free", 0).await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    assert_eq!(generate(&ada.tenant, model, &of(&[brew])).await.expect_err("no credits").code, "credits_needed");
}

#[tokio::test]
async fn nobody_else_sees_or_touches_an_idea() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let site = ada.site().await;
    bob.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    ask(&world, &ada, brew).await;
    let id = all(&ada, site).await[0].id;
    let form = IdeaForm {
        title: "Mine".into(),
        primary_keyword: "k".into(),
        structure: "guide".into(),
        target_words: "900".into(),
        ..IdeaForm::default()
    };
    let is_404 = |result: AppResult<()>| assert_eq!(result.expect_err("it is not his").kind, ErrorKind::NotFound);
    is_404(detail(&bob.tenant, id).await.map(drop));
    is_404(edit(&bob.tenant, id, &form).await);
    is_404(add(&bob.tenant, &IdeaPlace::Cluster(brew).to_string(), &form).await.map(drop));
    is_404(add(&bob.tenant, &IdeaPlace::Sector(site.sector).to_string(), &form).await.map(drop));
    is_404(send_to_writer(&bob.tenant, &ideas(&[id])).await.map(drop));
    is_404(delete(&bob.tenant, &ideas(&[id])).await.map(drop));
    is_404(set_disabled(&bob.tenant, &ideas(&[id]), true).await.map(drop));
    is_404(list(&bob.tenant, &query(site)).await.map(drop));
    let refused = generate(&bob.tenant, world.state.text_model.name(), &of(&[brew])).await.expect_err("it is not his");
    assert_eq!(refused.code, "no_keywords");
    let viewer = ada.as_role(Role::Viewer);
    assert_eq!(edit(&viewer, id, &form).await.expect_err("only looks").kind, ErrorKind::Forbidden);
    assert!(detail(&viewer, id).await.is_ok_and(|seen| !seen.may_edit));
}

#[tokio::test]
async fn an_idea_becomes_one_task_however_often_it_is_sent() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    ask(&world, &ada, brew).await;
    let ids: Vec<IdeaId> = all(&ada, site).await.into_iter().map(|row| row.id).collect();
    set_disabled(&ada.tenant, &ideas(&ids[..1]), true).await.expect("off");
    let sent = send_to_writer(&ada.tenant, &ideas(&ids)).await.expect("sends");
    assert_eq!((sent.made, sent.left_out), (4, 1));
    assert_eq!(send_to_writer(&ada.tenant, &ideas(&ids)).await.expect_err("sent already").code, "nothing_to_send");
    assert_eq!(garden::count(&world, "SELECT count(*) FROM tasks").await, 4);
    let seen = detail(&ada.tenant, ids[1]).await.expect("there");
    assert_eq!((seen.row.status, seen.task.is_some()), (IdeaStatus::Queued, true));
    // what is with the writer is neither edited nor deleted
    let form = IdeaForm {
        title: "Late".into(),
        primary_keyword: "k".into(),
        structure: "guide".into(),
        target_words: "900".into(),
        ..IdeaForm::default()
    };
    assert_eq!(edit(&ada.tenant, ids[1], &form).await.expect_err("too late").code, "idea_in_use");
    assert_eq!(delete(&ada.tenant, &ideas(&ids[1..])).await.expect_err("too late").code, "ideas_in_use");
}

#[tokio::test]
async fn an_idea_without_sections_waits_for_a_heading() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let place = IdeaPlace::Sector(site.sector).to_string();
    let form = IdeaForm {
        title: "Cold brew at home".into(),
        primary_keyword: "cold brew".into(),
        structure: "guide".into(),
        target_words: "3000".into(),
        ..IdeaForm::default()
    };
    let bare = add(&ada.tenant, &place, &form).await.expect("adds");
    let refused = send_to_writer(&ada.tenant, &ideas(&[bare])).await.expect_err("there is nothing to write");
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Conflict, "no_sections"));
    assert!(refused.message.contains("“Cold brew at home” has no sections yet."), "{refused}");
    assert_eq!(detail(&ada.tenant, bare).await.expect("there").row.status, IdeaStatus::New);

    let whole = IdeaForm { title: "Nitro at home".into(), outline: "## What it needs".into(), ..form.clone() };
    let whole = add(&ada.tenant, &place, &whole).await.expect("adds");
    let sent = send_to_writer(&ada.tenant, &ideas(&[bare, whole])).await.expect("sends the one that can be");
    assert_eq!((sent.made, sent.left_out), (1, 1));
    edit(&ada.tenant, bare, &IdeaForm { outline: "## What it is".into(), ..form }).await.expect("edits");
    assert_eq!(send_to_writer(&ada.tenant, &ideas(&[bare])).await.expect("sends").made, 1);
}

#[tokio::test]
async fn deleting_the_last_idea_makes_its_cluster_new_and_undo_maps_it_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    ask(&world, &ada, brew).await;
    let done = delete(&ada.tenant, &Selection::AllMatching(query(site).filter)).await.expect("deletes");
    assert_eq!(done.value, 5);
    assert_eq!(clusters::detail(&ada.tenant, brew).await.expect("there").row.status, ClusterStatus::New);
    // another hub meanwhile: the old one comes back as a guide
    ask(&world, &ada, brew).await;
    undo::take_back(&ada.tenant, done.undo).await.expect("back");
    let rows = all(&ada, site).await;
    assert_eq!((rows.len(), rows.iter().filter(|row| row.structure == ContentStructure::ClusterHub).count()), (10, 1));
    assert_eq!(clusters::detail(&ada.tenant, brew).await.expect("there").row.status, ClusterStatus::Mapped);
}

#[tokio::test]
async fn a_written_idea_goes_once_its_task_and_its_article_have_gone_and_leaves_room_for_another_hub() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let place = IdeaPlace::Cluster(brew).to_string();
    let form = IdeaForm {
        title: "All about brew".into(),
        primary_keyword: "brew".into(),
        structure: "cluster_hub".into(),
        target_words: "500".into(),
        outline: "## One\nWhy\n- a\n## Two\nHow\n- b".into(),
        ..IdeaForm::default()
    };
    let hub = add(&ada.tenant, &place, &form).await.expect("adds");
    send_to_writer(&ada.tenant, &ideas(&[hub])).await.expect("sends");
    let task = detail(&ada.tenant, hub).await.expect("there").task.expect("it is a task");
    tasks::write(&ada.tenant, &ada.state, &Selection::Ids(vec![task.0])).await.expect("is queued");
    world.run_jobs().await;
    delete_contents(&ada.tenant, &Selection::AllMatching(ContentQuery::default())).await.expect("deletes");
    assert_eq!(delete(&ada.tenant, &ideas(&[hub])).await.expect_err("has its task").code, "ideas_in_use");
    delete_tasks(&ada.tenant, &Selection::Ids(vec![task.0])).await.expect("deletes");
    assert_eq!(detail(&ada.tenant, hub).await.expect("there").row.status, IdeaStatus::Completed);

    let done = delete(&ada.tenant, &ideas(&[hub])).await.expect("deletes");
    assert_eq!(done.value, 1);
    assert_eq!(clusters::detail(&ada.tenant, brew).await.expect("there").row.status, ClusterStatus::New);
    add(&ada.tenant, &place, &form).await.expect("another hub");
    undo::take_back(&ada.tenant, done.undo).await.expect("back");
    let row = detail(&ada.tenant, hub).await.expect("there").row;
    assert_eq!((row.status, row.structure), (IdeaStatus::Completed, ContentStructure::Guide));
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn an_idea_by_hand_is_added_edited_and_compared() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let offered = places(&ada.tenant, Some(site.site)).await.expect("places");
    assert_eq!(
        offered.iter().filter_map(|place| place.cluster.as_ref()).map(|(id, _)| *id).collect::<Vec<_>>(),
        [brew]
    );
    let form = IdeaForm {
        title: "Cold brew ratios".into(),
        primary_keyword: "cold brew ratio".into(),
        structure: "cluster_hub".into(),
        target_words: "900".into(),
        ..IdeaForm::default()
    };
    let first = add(&ada.tenant, &IdeaPlace::Cluster(brew).to_string(), &form).await.expect("adds");
    let hub_again = add(&ada.tenant, &IdeaPlace::Cluster(brew).to_string(), &form).await.expect_err("it has a hub");
    assert!(hub_again.for_field("structure").is_some());
    assert_eq!(hub_again.typed_in("title").as_deref(), Some("Cold brew ratios"));
    let loose = IdeaForm { structure: "guide".into(), title: "Guide to the cold brew ratio".into(), ..form.clone() };
    let second = add(&ada.tenant, &IdeaPlace::Sector(site.sector).to_string(), &loose).await.expect("adds");
    assert_eq!(
        detail(&ada.tenant, second).await.expect("there").row.overlaps_with.as_deref(),
        Some("Cold brew ratios")
    );
    let changed = IdeaForm {
        title: "Nitro taps".into(),
        primary_keyword: "nitro".into(),
        outline: "## One\nWhy\n- a".into(),
        tone: "calm".into(),
        ..loose
    };
    edit(&ada.tenant, second, &changed).await.expect("edits");
    let seen = detail(&ada.tenant, second).await.expect("there");
    assert_eq!((seen.row.overlaps_with, seen.outline.len(), seen.tone.as_str()), (None, 1, "calm"));
    // an idea does not overlap with itself
    edit(&ada.tenant, first, &IdeaForm { target_words: "1200".into(), ..form }).await.expect("edits");
    assert_eq!(detail(&ada.tenant, first).await.expect("there").row.overlaps_with, None);
    let found = list(&ada.tenant, &query(site).with(|filter| filter.cluster = Some(brew))).await.expect("a list");
    assert_eq!((found.page.total, found.of_site, found.options.cluster.as_deref()), (1, 2, Some("Cold brew ratio")));
}
