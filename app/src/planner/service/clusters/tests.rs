//! Clusters on a real database: the list, one of them, and what people do to them.

use super::*;
use crate::access::Role;
use crate::kit::ErrorKind;
use crate::planner::cluster::{ClusterSort, ClusterStatus, Explanation};
use crate::planner::service::clustering::tests::garden::{
    self, cluster, cluster_of, clusters_of, count, explain, keywords, mapping,
};
use crate::testing::{Person, TestSite, World};

fn query(site: TestSite) -> ClusterQuery {
    ClusterQuery {
        filter: ClusterFilter { site: Some(site.site), ..ClusterFilter::default() },
        ..ClusterQuery::default()
    }
}

fn ids(ids: &[ClusterId]) -> Selection<ClusterFilter> {
    Selection::Ids(ids.iter().map(|id| id.0).collect())
}

async fn idea(person: &Person, site: TestSite, of: ClusterId, title: &str, structure: &str) {
    sqlx::query(
        "INSERT INTO ideas (account_id, id, site_id, sector_id, cluster_id, title, outline, primary_keyword, content_type, structure,
                            target_words, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, '[]', 'k', 'post', $7, 1500, now(), now())",
    )
    .bind(person.account)
    .bind(crate::kit::id::IdeaId::new())
    .bind(site.site)
    .bind(site.sector)
    .bind(of)
    .bind(title)
    .bind(structure)
    .execute(person.state.pool())
    .await
    .expect("the idea is planted");
    let mut tx = person.tenant.begin().await.expect("begins");
    ideas_changed(&mut tx, [of]).await.expect("in step");
    tx.commit().await.expect("commits");
}

#[tokio::test]
async fn the_list_counts_filters_and_sorts() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, members) = cluster(&ada, site, "Cold brew", &["a", "b", "c"]).await;
    let (moka, _) = cluster(&ada, site, "Moka 100%", &["d"]).await;
    idea(&ada, site, brew, "One", "guide").await;

    let list = list(&ada.tenant, &query(site)).await.expect("a list");
    let row = list.page.rows.iter().find(|row| row.id == brew).expect("it is listed");
    assert_eq!(
        (row.keywords, row.volume, row.difficulty, row.ideas, row.status),
        (3, 303, Some(30.0), 1, ClusterStatus::Mapped)
    );
    assert_eq!((list.of_site, list.page.total, members.len()), (2, 2, 3));
    assert_eq!(list.options.statuses, [ClusterStatus::Mapped, ClusterStatus::New]);

    let find = async |query: ClusterQuery| -> Vec<ClusterId> {
        super::list(&ada.tenant, &query).await.expect("a list").page.rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(find(query(site).with(|filter| filter.q = "0%".into())).await, [moka]);
    assert_eq!(find(query(site).with(|filter| filter.status = Some(ClusterStatus::New))).await, [moka]);
    assert_eq!(find(query(site).sorted_by(ClusterSort::Name)).await, [brew, moka]);
    assert_eq!(find(query(site).sorted_by(ClusterSort::Keywords)).await, [brew, moka]);
    assert_eq!(find(query(site)).await, [moka, brew], "the latest first");
}

#[tokio::test]
async fn a_menu_offers_what_exists_under_the_other_filters() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew", &["a"]).await;
    let (moka, _) = cluster(&ada, site, "Moka", &["b"]).await;
    set_disabled(&ada.tenant, &ids(&[moka]), true).await.expect("switches off");
    idea(&ada, site, brew, "One", "guide").await;
    let off = list(&ada.tenant, &query(site).with(|filter| filter.off = Some(true))).await.expect("a list");
    assert_eq!(off.options.statuses, [ClusterStatus::New], "the one that is off has no ideas");
    assert_eq!(off.options.off, [false, true], "its own menu offers both");
}

#[tokio::test]
async fn pages_lead_on_and_back_without_a_gap_in_any_order() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for n in 0..57 {
        cluster(&ada, site, &format!("Cluster {n}"), if n % 3 == 0 { &[][..] } else { &["x"][..0] }).await;
    }
    for sort in ClusterSort::ALL {
        for descending in [true, false] {
            let first = ClusterQuery { sort: *sort, descending, ..query(site) };
            let one = list(&ada.tenant, &first).await.expect("a page").page;
            let two = list(&ada.tenant, &first.page(one.next.clone())).await.expect("a page").page;
            assert_eq!((one.rows.len(), two.rows.len(), two.next.clone()), (50, 7, None), "{sort}");
            let back = list(&ada.tenant, &first.page(two.previous.clone())).await.expect("a page").page;
            assert_eq!(back.rows, one.rows, "{sort}");
            assert!(one.rows.iter().all(|row| two.rows.iter().all(|other| other.id != row.id)), "{sort}");
        }
    }
}

#[tokio::test]
async fn a_page_that_was_emptied_shows_the_last_one_there_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    for n in 0..51 {
        cluster(&ada, site, &format!("Cluster {n}"), &[]).await;
    }
    let first = query(site).sorted_by(ClusterSort::Name);
    let on = first.page(list(&ada.tenant, &first).await.expect("a page").page.next);
    let last: Vec<ClusterId> =
        list(&ada.tenant, &on).await.expect("a page").page.rows.into_iter().map(|row| row.id).collect();
    delete(&ada.tenant, &ids(&last)).await.expect("deletes");
    let shown = list(&ada.tenant, &on).await.expect("a page").page;
    assert_eq!((last.len(), shown.rows.len(), shown.next, shown.previous), (1, 50, None, None));
}

#[tokio::test]
async fn the_page_of_a_cluster_shows_its_own_and_only_to_its_own() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew", &["a", "b"]).await;
    let (moka, _) = cluster(&ada, site, "Moka", &["c"]).await;
    idea(&ada, site, brew, "One", "guide").await;
    let seen = detail(&ada.tenant, brew).await.expect("it is hers");
    assert_eq!((seen.keywords.len(), seen.ideas.len(), seen.others.len()), (2, 1, 1));
    assert_eq!(seen.others[0].id, moka);

    let is_404 = |result: AppResult<()>| assert_eq!(result.expect_err("it is not his").kind, ErrorKind::NotFound);
    is_404(detail(&bob.tenant, brew).await.map(drop));
    is_404(rename(&bob.tenant, brew, "Mine").await);
    is_404(set_locked(&bob.tenant, brew, true).await);
    is_404(merge(&bob.tenant, brew, moka).await.map(drop));
    is_404(delete(&bob.tenant, &ids(&[brew])).await.map(drop));
    is_404(set_disabled(&bob.tenant, &ids(&[brew]), true).await.map(drop));
    is_404(move_keywords(&bob.tenant, &[KeywordId(seen.keywords[0].id.0)], moka).await.map(drop));
    is_404(split(&bob.tenant, brew, &[seen.keywords[0].id], "Mine").await.map(drop));
    assert_eq!(detail(&ada.tenant, brew).await.expect("untouched"), seen);
}

#[tokio::test]
async fn a_viewer_changes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (brew, _) = cluster(&ada, ada.site().await, "Cold brew", &["a"]).await;
    let viewer = ada.as_role(Role::Viewer);
    assert!(detail(&viewer, brew).await.is_ok_and(|seen| !seen.may_edit && !seen.may_run));
    assert_eq!(rename(&viewer, brew, "x").await.expect_err("only looks").kind, ErrorKind::Forbidden);
    assert_eq!(delete(&viewer, &ids(&[brew])).await.expect_err("only looks").kind, ErrorKind::Forbidden);
}

#[tokio::test]
async fn a_new_name_locks_and_must_be_free_in_the_sector() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (site, other) = (ada.site().await, ada.site().await);
    let (brew, _) = cluster(&ada, site, "Cold brew", &["a"]).await;
    cluster(&ada, site, "Moka", &["b"]).await;
    cluster(&ada, other, "Espresso", &["c"]).await;
    let odd = rename(&ada.tenant, brew, "Cold\0brew").await.expect_err("no text can hold it");
    assert_eq!((odd.kind, odd.code.as_str()), (ErrorKind::Invalid, "unreadable_text"));
    let taken = rename(&ada.tenant, brew, " MOKA ").await.expect_err("another has it");
    assert!(taken.for_field("name").is_some());
    assert_eq!(taken.typed_in("name").as_deref(), Some("MOKA"));
    rename(&ada.tenant, brew, "Espresso").await.expect("another site's name is free");
    let seen = detail(&ada.tenant, brew).await.expect("there");
    assert_eq!((seen.row.name.as_str(), seen.row.locked), ("Espresso", true));
    assert!(rename(&ada.tenant, brew, "  ").await.expect_err("no name").for_field("name").is_some());
}

#[tokio::test]
async fn moved_keywords_lock_their_new_cluster_and_stay_in_their_sector() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (site, other) = (ada.site().await, ada.site().await);
    let (brew, members) = cluster(&ada, site, "Cold brew", &["a", "b"]).await;
    let (moka, _) = cluster(&ada, site, "Moka", &["c"]).await;
    let foreign = keywords(&ada, other, &["elsewhere"]).await;
    let moved = move_keywords(&ada.tenant, &[members[0], foreign[0]], moka).await.expect("moves");
    assert_eq!(moved, 1);
    let placed = mapping(&world, site).await;
    assert_eq!((cluster_of(&placed, "a"), cluster_of(&placed, "b")), (Some(moka), Some(brew)));
    assert!(detail(&ada.tenant, moka).await.expect("there").row.locked);
    assert_eq!(cluster_of(&mapping(&world, other).await, "elsewhere"), None);
}

#[tokio::test]
async fn merging_brings_everything_and_keeps_one_hub() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew", &["a", "b"]).await;
    let (iced, _) = cluster(&ada, site, "Iced coffee", &["c"]).await;
    idea(&ada, site, brew, "Brew hub", "cluster_hub").await;
    idea(&ada, site, iced, "Iced hub", "cluster_hub").await;
    assert_eq!(merge(&ada.tenant, iced, brew).await.expect("merges").value, site.site);
    let seen = detail(&ada.tenant, brew).await.expect("there");
    assert_eq!((seen.row.keywords, seen.row.ideas, seen.row.locked), (3, 2, true));
    let hubs: Vec<&str> = seen
        .ideas
        .iter()
        .filter(|idea| idea.structure.as_str() == "cluster_hub")
        .map(|idea| idea.title.as_str())
        .collect();
    assert_eq!(hubs, ["Brew hub"]);
    assert_eq!(detail(&ada.tenant, iced).await.expect_err("it is gone").kind, ErrorKind::NotFound);
    assert!(merge(&ada.tenant, brew, brew).await.is_err());
}

/// Gives a cluster what a run would have found: a primary keyword, and how alike its keywords are.
async fn describe(world: &World, of: ClusterId, primary: KeywordId) {
    sqlx::query("UPDATE clusters SET primary_keyword_id = $2, cohesion = 0.8 WHERE id = $1")
        .bind(of)
        .bind(primary)
        .execute(world.state.pool())
        .await
        .expect("it is described");
}

/// The primary keyword and the cohesion that a cluster's page shows.
async fn described(person: &Person, of: ClusterId) -> (Option<String>, Option<f64>) {
    let seen = detail(&person.tenant, of).await.expect("there");
    (seen.primary_keyword, seen.row.cohesion)
}

#[tokio::test]
async fn a_cluster_that_gains_or_loses_keywords_is_described_by_its_own() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, members) = cluster(&ada, site, "Cold brew", &["a", "b", "c"]).await;
    let (moka, others) = cluster(&ada, site, "Moka", &["d"]).await;
    describe(&world, brew, members[2]).await;
    describe(&world, moka, others[0]).await;
    // nobody moves, nothing changes
    move_keywords(&ada.tenant, &members[..1], brew).await.expect("is there already");
    assert_eq!(described(&ada, brew).await, (Some("c".into()), Some(f64::from(0.8_f32))));
    move_keywords(&ada.tenant, &members[2..], moka).await.expect("moves");
    assert_eq!(described(&ada, brew).await, (Some("b".into()), None), "the most searched that is left");
    assert_eq!(described(&ada, moka).await, (Some("d".into()), None));
    let made = split(&ada.tenant, brew, &members[1..2], "Nitro").await.expect("splits");
    assert_eq!(described(&ada, brew).await, (Some("a".into()), None));
    assert_eq!(described(&ada, made.cluster).await, (Some("b".into()), None));
    describe(&world, brew, members[0]).await;
    merge(&ada.tenant, made.cluster, brew).await.expect("merges");
    assert_eq!(described(&ada, brew).await, (Some("a".into()), None));
    // one that is deleted is no longer shown
    garden::delete_keyword(&world, members[0]).await;
    assert_eq!(described(&ada, brew).await.0, None);
}

#[tokio::test]
async fn a_merge_is_taken_back_with_everything_that_is_still_where_it_put_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew", &["a", "b"]).await;
    let (iced, members) = cluster(&ada, site, "Iced coffee", &["c", "d"]).await;
    let (moka, _) = cluster(&ada, site, "Moka", &["e"]).await;
    idea(&ada, site, brew, "Brew hub", "cluster_hub").await;
    idea(&ada, site, iced, "Iced hub", "cluster_hub").await;
    idea(&ada, site, iced, "Iced guide", "guide").await;
    describe(&world, iced, members[1]).await;
    let why = Explanation::Alone { nearest: None };
    explain(&world, members[0], &why).await;
    let before = detail(&ada.tenant, iced).await.expect("there");

    let done = merge(&ada.tenant, iced, brew).await.expect("merges");
    let said = undo::take_back(&ada.tenant, done.undo).await.expect("comes back");
    assert_eq!(said, "“Iced coffee” is a cluster of its own again, with 2 keywords. The other stays locked.");
    let after = detail(&ada.tenant, iced).await.expect("is there again");
    assert_eq!((after.row, after.keywords, after.ideas), (before.row, before.keywords, before.ideas));
    assert_eq!(after.primary_keyword.as_deref(), Some("d"));
    let kept = detail(&ada.tenant, brew).await.expect("there");
    assert_eq!((kept.row.keywords, kept.row.ideas, kept.row.locked), (2, 1, true));

    // the second time somebody moves one on before it is taken back, and takes the name
    let done = merge(&ada.tenant, iced, brew).await.expect("merges");
    move_keywords(&ada.tenant, &members[1..], moka).await.expect("moves");
    cluster(&ada, site, "Iced coffee", &["f"]).await;
    undo::take_back(&ada.tenant, done.undo).await.expect("comes back in part");
    let placed = mapping(&world, site).await;
    assert_eq!((cluster_of(&placed, "c"), cluster_of(&placed, "d")), (Some(iced), Some(moka)));
    let after = detail(&ada.tenant, iced).await.expect("is there again");
    assert_eq!((after.row.name.as_str(), after.row.cohesion), ("Iced coffee 2", None));
    assert_eq!(after.primary_keyword.as_deref(), Some("c"), "one of those it has");
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn splitting_makes_a_cluster_of_the_chosen_and_leaves_the_rest() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, members) = cluster(&ada, site, "Cold brew", &["a", "b", "c"]).await;
    let made = split(&ada.tenant, brew, &members[..1], "Nitro").await.expect("splits");
    assert_eq!(made.keywords, 1);
    let placed = mapping(&world, site).await;
    assert_eq!((cluster_of(&placed, "a"), cluster_of(&placed, "b")), (Some(made.cluster), Some(brew)));
    let refused = split(&ada.tenant, brew, &members, "All").await.expect_err("nothing would be left");
    assert_eq!(refused.code, "nothing_left");
    assert!(split(&ada.tenant, brew, &members[1..2], "nitro").await.expect_err("taken").for_field("name").is_some());
}

#[tokio::test]
async fn deleting_lets_keywords_wait_and_undo_brings_all_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, members) = cluster(&ada, site, "Cold brew", &["a", "b"]).await;
    let (moka, _) = cluster(&ada, site, "Moka", &["c"]).await;
    explain(&world, members[1], &Explanation::Person).await;
    let done = delete(&ada.tenant, &Selection::AllMatching(query(site).filter)).await.expect("deletes");
    assert_eq!(done.value, 2);
    assert!(mapping(&world, site).await.iter().all(|(_, cluster, _)| cluster.is_none()));
    // meanwhile the name is used again and one keyword finds a new home
    let (again, _) = cluster(&ada, site, "Cold brew", &["d"]).await;
    move_keywords(&ada.tenant, &members[..1], again).await.expect("moves");
    undo::take_back(&ada.tenant, done.undo).await.expect("comes back");
    let placed = mapping(&world, site).await;
    assert_eq!(
        (cluster_of(&placed, "a"), cluster_of(&placed, "b"), cluster_of(&placed, "c")),
        (Some(again), Some(brew), Some(moka))
    );
    let why = placed.iter().find(|(keyword, _, _)| keyword == "b").and_then(|(_, _, why)| why.clone());
    assert_eq!(why, Some(Explanation::Person), "and still knows why it is there");
    let names: Vec<String> = clusters_of(&world, site).await.into_iter().map(|(_, name)| name).collect();
    assert!(names.contains(&"Cold brew 2".to_owned()), "{names:?}");
    assert_eq!(world.breaches().await, [""; 0]);
}

#[tokio::test]
async fn switching_off_is_undone_and_counts_only_what_changed() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew", &["a"]).await;
    let done = set_disabled(&ada.tenant, &ids(&[brew]), true).await.expect("off");
    assert_eq!(done.value, 1);
    assert_eq!(set_disabled(&ada.tenant, &ids(&[brew]), true).await.expect("again").value, 0);
    undo::take_back(&ada.tenant, done.undo).await.expect("on again");
    assert_eq!(count(&world, "SELECT count(*) FROM clusters WHERE disabled").await, 0);
}
