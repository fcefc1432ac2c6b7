//! The list of keywords and what can be done with them, on a real database.

mod edit;
mod export;
mod intents;
mod menus;

use chrono::Duration;
use uuid::Uuid;

use super::*;
use crate::access::Role;
use crate::kit::ErrorKind;
use crate::kit::id::{KeywordId, UndoId};
use crate::kit::page::Page;
use crate::kit::selection::Selection;
use crate::kit::undo::{sentence_of, take_back};
use crate::planner::keyword::{DifficultyBand, Intent, KeywordRow, KeywordState, VolumeBand};
use crate::planner::keyword_list::{KeywordFilter, KeywordList, KeywordQuery, KeywordSort, Match};
use crate::planner::service::import::add_keywords;
use crate::testing::{Person, TestSite, World};

/// Keywords with figures of every kind: some equal, some missing.
const TABLE: &str = "Keyword\tVolume\tKD\tCPC\tIntent\tCountry
cold brew ratio\t1,900\t23\t1.25\tinformational\tUS
best hand grinder\t880\t41\t0.90\tcommercial\tUS
buy coffee beans\t880\t65\t2.10\ttransactional\tGB
moka pot\t12000\t41\t\t\t
café near me\t\t\t\tnavigational\tUS
aeropress recipe\t90\t5\t0.10\tinformational\t
espresso\t99000\t88\t1.25\t\tGB
";

async fn with_keywords(world: &World, name: &str) -> (Person, TestSite) {
    let person = world.owner(name).await;
    let site = person.site().await;
    let (_, counts) = add_keywords(&person.tenant, Some(site.site), None, "", TABLE).await.expect("is added");
    assert_eq!(counts.imported, 7);
    (person, site)
}

async fn listed(person: &Person, query: &KeywordQuery) -> KeywordList {
    list(&person.tenant, query).await.expect("is listed")
}

fn names(list: &KeywordList) -> Vec<&str> {
    list.page.rows.iter().map(|row| row.keyword.as_str()).collect()
}

fn filtered(filter: KeywordFilter) -> KeywordQuery {
    KeywordQuery { filter, sort: KeywordSort::Keyword, descending: false, ..KeywordQuery::default() }
}

async fn ids(person: &Person, keywords: &[&str]) -> Selection<KeywordFilter> {
    let all = listed(person, &KeywordQuery::default()).await;
    let ids = all.page.rows.iter().filter(|row| keywords.contains(&row.keyword.as_str())).map(|row| row.id.0).collect();
    Selection::Ids(ids)
}

#[tokio::test]
async fn filters_narrow_the_list_and_each_other_s_menus() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let all = listed(&ada, &KeywordQuery::default()).await;
    assert_eq!((all.page.total, all.has_any, all.more_than_total), (7, true, false));
    let search = listed(&ada, &filtered(KeywordFilter { text: "CAFE".to_owned(), ..KeywordFilter::default() })).await;
    assert_eq!(names(&search), ["café near me"]);
    let cases = [
        (
            KeywordFilter { intent: Some(Match::Is(Intent::Informational)), ..Default::default() },
            vec!["aeropress recipe", "cold brew ratio"],
        ),
        (KeywordFilter { intent: Some(Match::Empty), ..Default::default() }, vec!["espresso", "moka pot"]),
        (
            KeywordFilter { country: Some(Match::Is("GB".to_owned())), ..Default::default() },
            vec!["buy coffee beans", "espresso"],
        ),
        (KeywordFilter { country: Some(Match::Empty), ..Default::default() }, vec!["aeropress recipe", "moka pot"]),
        (
            KeywordFilter { difficulty: Some(DifficultyBand::Hard), ..Default::default() },
            vec!["buy coffee beans", "espresso"],
        ),
        (KeywordFilter { difficulty: Some(DifficultyBand::Unknown), ..Default::default() }, vec!["café near me"]),
        (
            KeywordFilter { volume: Some(VolumeBand::Small), ..Default::default() },
            vec!["best hand grinder", "buy coffee beans"],
        ),
        (KeywordFilter { volume: Some(VolumeBand::Unknown), ..Default::default() }, vec!["café near me"]),
        (KeywordFilter { state: Some(KeywordState::Off), ..Default::default() }, vec![]),
    ];
    for (filter, expected) in cases {
        let found = listed(&ada, &filtered(filter.clone())).await;
        assert_eq!(names(&found), expected, "{filter:?}");
        assert_eq!(found.page.total, i64::try_from(expected.len()).expect("few"), "{filter:?}");
    }
    let british =
        listed(&ada, &filtered(KeywordFilter { country: Some(Match::Is("GB".to_owned())), ..Default::default() }))
            .await;
    let intents: Vec<(&str, i64)> =
        british.menus.intents.iter().map(|value| (value.value.as_str(), value.count)).collect();
    assert_eq!(intents, [("transactional", 1), ("none", 1)]);
    assert_eq!(british.menus.countries.iter().map(|value| value.count).sum::<i64>(), 7);
}

#[tokio::test]
async fn every_order_leads_through_all_rows_once_and_back_again() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let more: String = (0..60).map(|n| format!("keyword {n}\n")).collect();
    add_keywords(&ada.tenant, Some(site.site), None, "", &more).await.expect("is added");
    for sort in KeywordSort::ALL {
        for descending in [false, true] {
            let first = KeywordQuery { sort: *sort, descending, size: 25, ..KeywordQuery::default() };
            let mut pages: Vec<Vec<KeywordId>> = Vec::new();
            let mut query = first.clone();
            let last = loop {
                let page = listed(&ada, &query).await.page;
                pages.push(page.rows.iter().map(|row| row.id).collect());
                match page.next {
                    Some(next) => query.at = Some(next),
                    None => break page.previous,
                }
            };
            let mut seen: Vec<KeywordId> = pages.concat();
            assert_eq!(seen.len(), 67, "{sort} {descending}");
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), 67, "{sort} {descending}: a row twice");
            let back = listed(&ada, &KeywordQuery { at: last, ..first }).await.page;
            assert_eq!(
                back.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
                pages[pages.len() - 2],
                "{sort} {descending}: back"
            );
        }
    }
    let by_volume = listed(&ada, &KeywordQuery { sort: KeywordSort::Volume, ..KeywordQuery::default() }).await;
    assert_eq!(names(&by_volume)[..3], ["espresso", "moka pot", "cold brew ratio"]);
}

#[tokio::test]
async fn a_page_that_was_emptied_shows_the_last_one_there_is_in_every_order_and_the_first_where_it_led_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let many: String = (0..60).map(|n| format!("keyword {n}\n")).collect();
    add_keywords(&ada.tenant, Some(site.site), None, "", &many).await.expect("is added");
    let rows_of = |page: &Page<KeywordRow>| page.rows.iter().map(|row| row.id.0).collect::<Vec<_>>();
    for sort in KeywordSort::ALL {
        for descending in [false, true] {
            let first = KeywordQuery { sort: *sort, descending, ..KeywordQuery::default() };
            let full = listed(&ada, &first).await.page;
            let second = KeywordQuery { at: full.next.clone(), ..first.clone() };
            let last = listed(&ada, &second).await.page;
            let emptied = Selection::Ids(rows_of(&last));
            let deleted = delete_keywords(&ada.tenant, None, &emptied).await.expect("deletes");
            assert_eq!(deleted.value, 10, "{sort}");
            let shown = listed(&ada, &second).await.page;
            assert_eq!(rows_of(&shown), rows_of(&full), "{sort} {descending}");
            assert_eq!((shown.total, shown.next, shown.previous), (50, None, None), "{sort} {descending}");
            take_back(&ada.tenant, deleted.undo).await.expect("are back");

            let back = KeywordQuery { at: last.previous.clone(), ..first };
            let emptied = Selection::Ids(rows_of(&full));
            let deleted = delete_keywords(&ada.tenant, None, &emptied).await.expect("deletes");
            let shown = listed(&ada, &back).await.page;
            assert_eq!(rows_of(&shown), rows_of(&last), "{sort} {descending}: back");
            take_back(&ada.tenant, deleted.undo).await.expect("are back");
        }
    }
}

#[tokio::test]
async fn nothing_of_another_account_is_seen_or_changed() {
    let world = World::new().await;
    let (ada, hers) = with_keywords(&world, "ada").await;
    let (bob, _) = with_keywords(&world, "bob").await;
    let selection = ids(&ada, &["moka pot", "espresso"]).await;
    let Selection::Ids(ada_ids) = &selection else { panic!("ids") };
    let id = KeywordId(ada_ids[0]);
    assert_eq!(get(&bob.tenant, id).await.expect_err("is hers").kind, ErrorKind::NotFound);
    assert_eq!(update(&bob.tenant, id, &form("coffee")).await.expect_err("is hers").kind, ErrorKind::NotFound);
    assert_eq!(
        list(&bob.tenant, &KeywordQuery { site: Some(hers.site), ..Default::default() })
            .await
            .expect_err("her site")
            .kind,
        ErrorKind::NotFound
    );
    for done in [
        delete_keywords(&bob.tenant, None, &selection).await,
        disable_keywords(&bob.tenant, None, &selection).await,
        enable_keywords(&bob.tenant, None, &selection).await,
        set_intent(&bob.tenant, None, &selection, Some(Intent::Commercial)).await,
    ] {
        assert_eq!(done.expect_err("is hers").code, "not_found");
    }
    let undo = disable_keywords(&ada.tenant, None, &selection).await.expect("hers").undo;
    assert_eq!(take_back(&bob.tenant, undo).await.expect_err("hers").kind, ErrorKind::NotFound);
    assert_eq!(
        listed(&ada, &filtered(KeywordFilter { state: Some(KeywordState::Off), ..Default::default() }))
            .await
            .page
            .total,
        2
    );
    assert_eq!(world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn deleted_keywords_come_back_save_those_that_were_added_again() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let done = delete_keywords(&ada.tenant, None, &ids(&ada, &["moka pot", "espresso", "cold brew ratio"]).await)
        .await
        .expect("deletes");
    assert_eq!(done.value, 3);
    assert_eq!(sentence_of(&ada.tenant, done.undo).await.expect("is there").as_deref(), Some("3 keywords deleted."));
    assert_eq!(listed(&ada, &KeywordQuery::default()).await.page.total, 4);
    // the same words may be added again at once
    add_keywords(&ada.tenant, Some(site.site), None, "", "Moka  Pot").await.expect("is added");
    let said = take_back(&ada.tenant, done.undo).await.expect("comes back");
    assert_eq!(said, "2 keywords are back. 1 keyword was added again since and left alone.");
    assert_eq!(listed(&ada, &KeywordQuery::default()).await.page.total, 7);
    let again = take_back(&ada.tenant, done.undo).await.expect_err("once only");
    assert_eq!(again.code, "undone_already");
    assert_eq!(sentence_of(&ada.tenant, done.undo).await.expect("is there"), None);
}

#[tokio::test]
async fn deleted_keywords_come_back_as_far_as_the_plan_has_room() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let done =
        delete_keywords(&ada.tenant, None, &Selection::AllMatching(KeywordFilter::default())).await.expect("deletes");
    assert_eq!(done.value, 7);
    let list: String = (0..97).map(|n| format!("keyword {n}\n")).collect();
    add_keywords(&ada.tenant, Some(site.site), None, "", &list).await.expect("fits");
    let said = take_back(&ada.tenant, done.undo).await.expect("comes back in part");
    assert_eq!(said, "3 keywords are back. 4 keywords were left out: the plan has no room for more.");
}

#[tokio::test]
async fn a_plan_that_is_just_full_afterwards_left_nothing_out() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let three = ids(&ada, &["moka pot", "espresso", "cold brew ratio"]).await;
    let done = delete_keywords(&ada.tenant, None, &three).await.expect("deletes");
    // one of them again, and room for just the two others
    let list: String = (0..93).map(|n| format!("keyword {n}\n")).collect();
    add_keywords(&ada.tenant, Some(site.site), None, "", &format!("moka pot\n{list}")).await.expect("fits");
    let said = take_back(&ada.tenant, done.undo).await.expect("comes back");
    assert_eq!(said, "2 keywords are back. 1 keyword was added again since and left alone.");
}

#[tokio::test]
async fn a_change_can_be_taken_back_for_thirty_days() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let done = disable_keywords(&ada.tenant, None, &ids(&ada, &["moka pot"]).await).await.expect("switches off");
    world.state.clock().advance(Duration::days(31));
    assert_eq!(take_back(&ada.tenant, done.undo).await.expect_err("is late").code, "undo_too_late");
    let unknown = UndoId(Uuid::now_v7());
    assert_eq!(take_back(&ada.tenant, unknown).await.expect_err("is nothing").kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn switching_and_intents_apply_to_all_that_match_and_can_be_taken_back() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let informational =
        Selection::AllMatching(KeywordFilter { intent: Some(Match::Is(Intent::Informational)), ..Default::default() });
    let off = disable_keywords(&ada.tenant, None, &informational).await.expect("switches off");
    assert_eq!(off.value, 2);
    let on = enable_keywords(&ada.tenant, None, &ids(&ada, &["aeropress recipe", "moka pot"]).await)
        .await
        .expect("switches on");
    assert_eq!(on.value, 1, "the other was on");
    assert_eq!(take_back(&ada.tenant, on.undo).await.expect("is taken back"), "1 keyword is switched off again.");
    let commercial =
        set_intent(&ada.tenant, None, &Selection::AllMatching(KeywordFilter::default()), Some(Intent::Commercial))
            .await
            .expect("sets");
    assert_eq!(commercial.value, 6, "one was commercial");
    assert_eq!(
        take_back(&ada.tenant, commercial.undo).await.expect("is taken back"),
        "6 keywords have the intents they had."
    );
    let with = |intent| filtered(KeywordFilter { intent, ..Default::default() });
    assert_eq!(listed(&ada, &with(Some(Match::Empty))).await.page.total, 2);
    assert_eq!(listed(&ada, &with(Some(Match::Is(Intent::Informational)))).await.page.total, 2);
}

#[tokio::test]
async fn a_selection_of_nothing_is_refused() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let nothing = Selection::AllMatching(KeywordFilter { text: "no such words".to_owned(), ..Default::default() });
    assert_eq!(delete_keywords(&ada.tenant, None, &nothing).await.expect_err("is nothing").code, "nothing_selected");
    assert_eq!(
        delete_keywords(&ada.tenant, None, &Selection::Ids(Vec::new())).await.expect_err("is nothing").code,
        "nothing_selected"
    );
}

#[tokio::test]
async fn a_change_of_keywords_that_are_not_there_is_refused_and_leaves_nothing_to_take_back() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let deleted = ids(&ada, &["moka pot"]).await;
    delete_keywords(&ada.tenant, None, &deleted).await.expect("deletes");
    for selection in [deleted, Selection::Ids(vec![Uuid::now_v7()])] {
        for refused in [
            delete_keywords(&ada.tenant, None, &selection).await,
            disable_keywords(&ada.tenant, None, &selection).await,
            enable_keywords(&ada.tenant, None, &selection).await,
            set_intent(&ada.tenant, None, &selection, Some(Intent::Commercial)).await,
        ] {
            assert_eq!(refused.expect_err("is not there").code, "not_found");
        }
    }
    let recorded: i64 =
        sqlx::query_scalar("SELECT count(*) FROM undo_records").fetch_one(world.state.pool()).await.expect("counts");
    assert_eq!(recorded, 1, "that of the keyword that was there");
    // what is there and as it should be already is no mistake
    let on = enable_keywords(&ada.tenant, None, &ids(&ada, &["espresso"]).await).await.expect("is on");
    assert_eq!(on.value, 0);
}

#[tokio::test]
async fn a_sector_that_is_switched_off_hides_its_keywords_and_keeps_them() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let switch = async |active: bool| {
        let mut tx = ada.tenant.begin().await.expect("begins");
        sqlx::query("UPDATE sectors SET active = $2 WHERE id = $1")
            .bind(site.sector)
            .bind(active)
            .execute(tx.conn())
            .await
            .expect("switches");
        tx.commit().await.expect("commits");
    };
    switch(false).await;
    let hidden = listed(&ada, &KeywordQuery::default()).await;
    assert_eq!((hidden.page.total, hidden.page.rows.len(), hidden.has_any), (0, 0, false));
    switch(true).await;
    assert_eq!(listed(&ada, &KeywordQuery::default()).await.page.total, 7);
}

fn form(keyword: &str) -> KeywordForm {
    KeywordForm { keyword: keyword.to_owned(), ..KeywordForm::default() }
}

async fn id_of(person: &Person, keyword: &str) -> KeywordId {
    let Selection::Ids(ids) = ids(person, &[keyword]).await else { panic!("ids") };
    KeywordId(ids[0])
}

#[tokio::test]
async fn viewers_see_everything_and_change_nothing() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let selection = ids(&ada, &["moka pot"]).await;
    let viewer = ada.as_role(Role::Viewer);
    assert!(!list(&viewer, &KeywordQuery::default()).await.expect("may look").may_edit);
    for refused in [delete_keywords(&viewer, None, &selection).await, disable_keywords(&viewer, None, &selection).await]
    {
        assert_eq!(refused.expect_err("may not").kind, ErrorKind::Forbidden);
    }
}
