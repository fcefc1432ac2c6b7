//! Clustering on a real database: what a run writes, what it leaves alone, what it costs, and how it is taken back.

pub(in crate::planner::service) mod garden;
mod left_alone;
mod meanwhile;
mod repeated;
mod taken_back;

use super::{Request, choices, estimate, start};
use crate::access::Role;
use crate::kit::ErrorKind;
use crate::kit::id::KeywordId;
use crate::kit::selection::Selection;
use crate::planner::cluster::{Existing, Explanation, Granularity};
use crate::planner::keyword_list::KeywordFilter;
use crate::testing::{Person, TestSite, World};
use garden::{COFFEE, cluster_of, clusters_of, keywords, mapping};

pub(super) fn request(site: TestSite) -> Request {
    Request {
        site: Some(site.site),
        sector: None,
        keywords: None,
        granularity: Granularity::Balanced,
        existing: Existing::Keep,
    }
}

fn chosen(ids: &[KeywordId]) -> Option<Selection<KeywordFilter>> {
    Some(Selection::Ids(ids.iter().map(|id| id.0).collect()))
}

/// All that match a search.
fn matching(text: &str) -> Option<Selection<KeywordFilter>> {
    Some(Selection::AllMatching(KeywordFilter { text: text.to_owned(), ..KeywordFilter::default() }))
}

/// A person with a site of coffee keywords, clustered.
pub(super) async fn clustered(world: &World, name: &str) -> (Person, TestSite) {
    let person = world.owner(name).await;
    let site = person.site().await;
    keywords(&person, site, COFFEE).await;
    start(&person.tenant, request(site)).await.expect("starts");
    world.run_jobs().await;
    (person, site)
}

#[tokio::test]
async fn fewer_than_five_keywords_are_refused_and_cost_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, &COFFEE[..4]).await;
    let before = ada.credits().await;
    let refused = start(&ada.tenant, request(site)).await.expect_err("four are too few");
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Invalid, "too_few_keywords"));
    assert_eq!(ada.credits().await, before);
    assert_eq!(garden::count(&world, "SELECT count(*) FROM jobs").await, 0);
}

#[tokio::test]
async fn sectors_that_have_enough_only_together_are_named_in_the_refusal() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, &COFFEE[..4]).await;
    let tea = TestSite { sector: ada.another_sector(site, "Tea").await, ..site };
    keywords(&ada, tea, &["green tea", "oolong tea", "white tea", "black tea"]).await;
    let refused = start(&ada.tenant, request(site)).await.expect_err("four in each are too few");
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Invalid, "too_few_keywords"));
    assert!(refused.message.contains("keywords in one sector. Left out"), "{}", refused.message);
    assert!(refused.message.contains("Tea"), "{}", refused.message);
}

#[tokio::test]
async fn keywords_that_go_before_the_job_begins_fail_it_without_a_charge() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let ids = keywords(&ada, site, &COFFEE[..5]).await;
    let before = ada.credits().await;
    start(&ada.tenant, request(site)).await.expect("five are enough");
    garden::delete_keyword(&world, ids[0]).await;
    world.run_jobs().await;
    let failed =
        garden::count(&world, "SELECT count(*) FROM jobs WHERE state = 'failed' AND error_code = 'too_few_keywords'")
            .await;
    assert_eq!((failed, ada.credits().await), (1, before));
    assert!(clusters_of(&world, site).await.is_empty());
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn waiting_keywords_fall_into_clusters_that_say_why() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let ids = keywords(&ada, site, COFFEE).await;
    let before = ada.credits().await;
    let priced = estimate(&ada.tenant, &request(site)).await.expect("an estimate");
    let started = start(&ada.tenant, request(site)).await.expect("starts");
    assert_eq!((started.keywords, started.queued.queued), (i64::try_from(ids.len()).expect("few"), 1));
    world.run_jobs().await;

    let clusters = clusters_of(&world, site).await;
    assert!((2..=COFFEE.len() / 2).contains(&clusters.len()), "{clusters:?}");
    let placed = mapping(&world, site).await;
    assert_eq!(cluster_of(&placed, "cold brew ratio"), cluster_of(&placed, "best cold brew ratio"));
    assert_eq!(cluster_of(&placed, "moka pot size"), cluster_of(&placed, "moka pot sizes"));
    assert_ne!(cluster_of(&placed, "cold brew ratio"), cluster_of(&placed, "moka pot size"));
    for (keyword, cluster, explanation) in &placed {
        let explanation = explanation.as_ref().unwrap_or_else(|| panic!("{keyword} says why"));
        assert_eq!(cluster.is_none(), matches!(explanation, Explanation::Alone { .. }), "{keyword}");
    }
    assert_eq!(before - ada.credits().await, priced.credits);
    assert_eq!(
        choices(&ada.tenant, Some(site.site), false).await.expect("choices").waiting(),
        placed.iter().filter(|(_, cluster, _)| cluster.is_none()).count() as i64
    );
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_keyword_says_on_its_own_page_why_it_is_where_it_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let ids = keywords(&ada, site, COFFEE).await;
    let stranger = keywords(&ada, site, &["zyx"]).await[0];
    start(&ada.tenant, request(site)).await.expect("starts");
    world.run_jobs().await;
    let why = async |id| crate::planner::service::keywords::get(&ada.tenant, id).await.expect("is there").explanation;
    assert!(matches!(why(ids[0]).await, Some(Explanation::Engine { .. })));
    assert!(matches!(why(stranger).await, Some(Explanation::Alone { .. })), "it is in no cluster that could say so");
}

#[tokio::test]
async fn new_keywords_join_and_old_ones_stay() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let before = mapping(&world, site).await;
    keywords(
        &ada,
        site,
        &[
            "cold brew ratio chart",
            "cold brew ratio calculator",
            "moka pot size guide",
            "moka pot size for two",
            "moka pot size chart",
        ],
    )
    .await;
    start(&ada.tenant, request(site)).await.expect("starts");
    world.run_jobs().await;
    let after = mapping(&world, site).await;
    for (keyword, cluster, _) in before.iter().filter(|(_, cluster, _)| cluster.is_some()) {
        assert_eq!(cluster_of(&after, keyword), *cluster, "{keyword} stayed");
    }
    assert_eq!(cluster_of(&after, "cold brew ratio chart"), cluster_of(&after, "cold brew ratio"));
}

#[tokio::test]
async fn a_locked_cluster_keeps_its_keywords_however_fine_the_run() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let before = mapping(&world, site).await;
    let locked = cluster_of(&before, "cold brew ratio").expect("it has a cluster");
    crate::planner::service::clusters::set_locked(&ada.tenant, locked, true).await.expect("locks");
    let finer = Request { granularity: Granularity::Finer, existing: Existing::Reconsider, ..request(site) };
    start(&ada.tenant, finer).await.expect("starts");
    world.run_jobs().await;
    let after = mapping(&world, site).await;
    for (keyword, _, _) in before.iter().filter(|(_, cluster, _)| *cluster == Some(locked)) {
        assert_eq!(cluster_of(&after, keyword), Some(locked), "{keyword}");
    }
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn a_chosen_few_are_placed_and_the_others_wait() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let ids = keywords(&ada, site, COFFEE).await;
    let few = Request { keywords: chosen(&ids[..6]), ..request(site) };
    assert_eq!(start(&ada.tenant, few).await.expect("starts").keywords, 6);
    world.run_jobs().await;
    let placed = mapping(&world, site).await;
    let touched = placed.iter().filter(|(_, _, explanation)| explanation.is_some()).count();
    assert_eq!(touched, 6);
}

#[tokio::test]
async fn all_that_match_are_priced_and_placed_those_that_wait() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let ids = keywords(&ada, site, COFFEE).await;
    let brew = Request { keywords: matching("cold brew"), ..request(site) };
    let priced = estimate(&ada.tenant, &brew).await.expect("an estimate");
    assert_eq!((priced.items, priced.credits), (4, 0), "too few, which costs nothing");
    assert_eq!(start(&ada.tenant, brew).await.expect_err("too few").code, "too_few_keywords");
    let most = Request { keywords: matching("e"), ..request(site) };
    let priced = estimate(&ada.tenant, &most).await.expect("an estimate");
    assert_eq!((priced.items, priced.credits), (12, 1));
    // what does not wait is not placed, however it was selected
    crate::planner::service::keywords::disable_keywords(&ada.tenant, None, &chosen(&ids[..2]).expect("two"))
        .await
        .expect("switches off");
    for everything in [matching(""), matching("e"), chosen(&ids)] {
        let all = Request { keywords: everything, ..request(site) };
        assert_eq!(estimate(&ada.tenant, &all).await.expect("an estimate").items, 10);
    }
    let nothing = Request { keywords: matching("no such words"), ..request(site) };
    assert_eq!(estimate(&ada.tenant, &nothing).await.expect_err("is nothing").code, "nothing_selected");
}

#[tokio::test]
async fn a_name_that_is_taken_gets_a_number() {
    let world = World::new().await;
    let (ada, site) = clustered(&world, "ada").await;
    let first: Vec<String> = clusters_of(&world, site).await.into_iter().map(|(_, name)| name).collect();
    // empty clusters with all the names the same keywords would get
    for id in garden::cluster_ids(&world, site).await {
        garden::empty_cluster(&world, id).await;
    }
    start(&ada.tenant, request(site)).await.expect("starts");
    world.run_jobs().await;
    let names: Vec<String> = clusters_of(&world, site).await.into_iter().map(|(_, name)| name).collect();
    for name in first {
        assert!(names.contains(&name) && names.contains(&format!("{name} 2")), "{name} of {names:?}");
    }
}

#[tokio::test]
async fn too_few_credits_are_said_and_nothing_is_started() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    ada.on_plan("free", 0).await;
    let refused = start(&ada.tenant, request(site)).await.expect_err("nothing to pay with");
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::CreditsNeeded, "credits_needed"));
    assert_eq!(garden::count(&world, "SELECT count(*) FROM jobs").await, 0);
}

#[tokio::test]
async fn a_viewer_and_a_stranger_start_nothing() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let site = ada.site().await;
    bob.site().await;
    let ids = keywords(&ada, site, COFFEE).await;
    let refused = start(&ada.as_role(Role::Viewer), request(site)).await.expect_err("a viewer only looks");
    assert_eq!(refused.kind, ErrorKind::Forbidden);
    let refused = start(&bob.tenant, request(site)).await.expect_err("it is not his");
    assert_eq!(refused.kind, ErrorKind::NotFound);
    // her keywords, named on his own site, are none
    let smuggled = Request { site: None, keywords: chosen(&ids), ..request(site) };
    assert_eq!(start(&bob.tenant, smuggled).await.expect_err("there are none").code, "too_few_keywords");
    assert_eq!(garden::count(&world, "SELECT count(*) FROM jobs").await, 0);
}

#[tokio::test]
async fn asking_twice_makes_one_run() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    start(&ada.tenant, request(site)).await.expect("starts");
    let refused = start(&ada.tenant, request(site)).await.expect_err("it runs already");
    assert_eq!(refused.code, "already_at_work");
}

#[tokio::test]
async fn a_sector_that_is_being_clustered_is_not_priced_again_with_the_others() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    keywords(&ada, site, COFFEE).await;
    start(&ada.tenant, request(site)).await.expect("starts");
    let tea = TestSite { sector: ada.another_sector(site, "Tea").await, ..site };
    keywords(&ada, tea, &["green tea", "oolong tea", "white tea", "black tea", "mint tea"]).await;
    let priced = estimate(&ada.tenant, &request(site)).await.expect("an estimate");
    assert_eq!((priced.items, priced.credits), (5, 1));
    let offered = choices(&ada.tenant, Some(site.site), false).await.expect("choices").sectors;
    assert_eq!(
        offered.iter().filter(|sector| sector.at_work).map(|sector| sector.id).collect::<Vec<_>>(),
        [site.sector]
    );
    let started = start(&ada.tenant, request(site)).await.expect("the other one starts");
    assert_eq!((started.keywords, started.queued.queued, started.queued.already), (5, 1, 1));
}
