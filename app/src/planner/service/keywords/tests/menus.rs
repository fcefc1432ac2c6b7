//! What the filters' menus offer, counted by the database.

use super::*;
use crate::kit::id::ClusterId;
use crate::planner::keyword_list::{KeywordMenus, MenuValue};
use crate::planner::store::keywords::MENU_ROWS;

fn offered(values: &[MenuValue]) -> Vec<(&str, i64)> {
    values.iter().map(|value| (value.value.as_str(), value.count)).collect()
}

fn labelled(values: &[MenuValue]) -> Vec<(&str, i64)> {
    values.iter().map(|value| (value.label.as_str(), value.count)).collect()
}

async fn menus_under(person: &Person, filter: KeywordFilter) -> KeywordMenus {
    listed(person, &filtered(filter)).await.menus
}

/// A cluster of some keywords.
async fn cluster(person: &Person, site: TestSite, name: &str, keywords: &[&str]) -> ClusterId {
    let id = ClusterId::new();
    let mut tx = person.tenant.begin().await.expect("begins");
    sqlx::query(
        "INSERT INTO clusters (account_id, id, site_id, sector_id, name, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(person.account)
    .bind(id)
    .bind(site.site)
    .bind(site.sector)
    .bind(name)
    .bind(tx.now())
    .execute(tx.conn())
    .await
    .expect("the cluster is made");
    let keywords: Vec<String> = keywords.iter().map(|keyword| (*keyword).to_owned()).collect();
    sqlx::query("UPDATE keywords SET cluster_id = $2, status = 'mapped' WHERE account_id = $1 AND keyword = ANY ($3)")
        .bind(person.account)
        .bind(id)
        .bind(keywords)
        .execute(tx.conn())
        .await
        .expect("the keywords are in it");
    tx.commit().await.expect("commits");
    id
}

#[tokio::test]
async fn without_filters_every_value_that_exists_is_offered_with_its_count() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let menus = menus_under(&ada, KeywordFilter::default()).await;
    assert_eq!(
        offered(&menus.intents),
        [("informational", 2), ("commercial", 1), ("transactional", 1), ("navigational", 1), ("none", 2)]
    );
    assert_eq!(labelled(&menus.countries), [("United States", 3), ("No country", 2), ("United Kingdom", 2)]);
    assert_eq!(offered(&menus.difficulties), [("easy", 2), ("medium", 2), ("hard", 2), ("unknown", 1)]);
    assert_eq!(offered(&menus.volumes), [("tiny", 1), ("small", 2), ("good", 1), ("large", 2), ("unknown", 1)]);
    assert_eq!(offered(&menus.states), [("new", 7)]);
    assert_eq!(labelled(&menus.clusters), [("No cluster", 7)]);
    assert_eq!(offered(&menus.sectors), [(site.sector.to_string().as_str(), 7)]);
}

#[tokio::test]
async fn a_menu_shows_what_its_own_filter_leaves_out_and_nothing_that_another_does() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let brewing = cluster(&ada, site, "Brewing", &["cold brew ratio", "aeropress recipe"]).await;
    cluster(&ada, site, "Pots", &["moka pot"]).await;
    let all = menus_under(&ada, KeywordFilter::default()).await;
    assert_eq!(labelled(&all.clusters), [("No cluster", 4), ("Brewing", 2), ("Pots", 1)]);
    assert_eq!(offered(&all.states), [("new", 4), ("mapped", 3)]);

    let in_brewing = KeywordFilter { cluster: Some(Match::Is(brewing)), ..Default::default() };
    let page = listed(&ada, &filtered(in_brewing.clone())).await;
    assert_eq!(page.page.total, 2);
    assert_eq!(page.menus.clusters, all.clusters);
    assert_eq!(offered(&page.menus.states), [("mapped", 2)]);
    assert_eq!(labelled(&page.menus.countries), [("No country", 1), ("United States", 1)]);

    let loose = menus_under(&ada, KeywordFilter { cluster: Some(Match::Empty), ..Default::default() }).await;
    assert_eq!(loose.clusters, all.clusters);
    assert_eq!(offered(&loose.states), [("new", 4)]);

    let two = KeywordFilter {
        country: Some(Match::Is("US".to_owned())),
        difficulty: Some(DifficultyBand::Easy),
        ..Default::default()
    };
    let page = listed(&ada, &filtered(two)).await;
    assert_eq!(page.page.total, 1);
    assert_eq!(labelled(&page.menus.countries), [("No country", 1), ("United States", 1)]);
    assert_eq!(offered(&page.menus.difficulties), [("easy", 1), ("medium", 1), ("unknown", 1)]);
    assert_eq!(offered(&page.menus.intents), [("informational", 1)]);
}

#[tokio::test]
async fn what_is_chosen_stays_in_its_menu_with_the_name_that_it_has() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let (bob, _) = with_keywords(&world, "bob").await;
    let brewing = cluster(&ada, site, "Brewing", &["cold brew ratio"]).await;
    let nothing = KeywordFilter {
        state: Some(KeywordState::Off),
        cluster: Some(Match::Is(brewing)),
        sector: Some(site.sector),
        country: Some(Match::Is("FR".to_owned())),
        ..Default::default()
    };
    let page = listed(&ada, &filtered(nothing.clone())).await;
    assert_eq!((page.page.total, page.has_any), (0, true));
    assert_eq!(offered(&page.menus.states), [("off", 0)]);
    assert_eq!(labelled(&page.menus.clusters), [("Brewing", 0)]);
    assert_eq!(labelled(&page.menus.countries), [("France", 0)]);
    assert_eq!(offered(&page.menus.sectors), [(site.sector.to_string().as_str(), 0)]);
    assert_ne!(page.menus.sectors[0].label, "The chosen sector");
    // another account's have no names here
    let menus = menus_under(&bob, nothing).await;
    assert_eq!(labelled(&menus.clusters), [("The chosen cluster", 0)]);
    assert_eq!(labelled(&menus.sectors), [("The chosen sector", 0)]);
}

#[tokio::test]
async fn above_the_bound_no_sector_and_no_word_is_missing_and_a_search_is_counted_to_the_end() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    let (tea, empty) = (ada.another_sector(site, "Tea").await, ada.another_sector(site, "Empty").await);
    let mut tx = ada.tenant.begin().await.expect("begins");
    sqlx::query(
        "INSERT INTO keywords (account_id, id, site_id, sector_id, keyword, normalised, source, created_at, updated_at)
         SELECT $1, gen_random_uuid(), $2, $3, 'tea ' || n, 'tea ' || n, 'typed', $4, $4
           FROM generate_series(1, $5) n",
    )
    .bind(ada.account)
    .bind(site.site)
    .bind(tea)
    .bind(tx.now())
    .bind(MENU_ROWS + 1_000)
    .execute(tx.conn())
    .await
    .expect("are added");
    tx.commit().await.expect("commits");

    let all = listed(&ada, &KeywordQuery::default()).await;
    assert_eq!((all.page.total, all.more_than_total), (MENU_ROWS, true));
    let sectors: Vec<String> = all.menus.sectors.iter().map(|sector| sector.value.clone()).collect();
    assert!(sectors.contains(&site.sector.to_string()) && sectors.contains(&tea.to_string()));
    assert!(!sectors.contains(&empty.to_string()), "has no keywords");
    let states: Vec<&str> = all.menus.states.iter().map(|state| state.value.as_str()).collect();
    assert_eq!(states, ["new", "mapped", "off"]);
    assert_eq!((all.menus.intents.len(), all.menus.difficulties.len(), all.menus.volumes.len()), (5, 4, 5));

    let coffee = KeywordFilter { sector: Some(site.sector), ..Default::default() };
    let coffee = listed(&ada, &filtered(coffee)).await;
    assert_eq!((coffee.page.total, coffee.more_than_total), (7, false));
    let search = listed(&ada, &filtered(KeywordFilter { text: "brew".to_owned(), ..Default::default() })).await;
    assert_eq!((search.page.total, search.more_than_total), (1, false));
    assert_eq!(offered(&search.menus.intents), [("informational", 1)]);
    assert_eq!(offered(&search.menus.sectors), [(site.sector.to_string().as_str(), 1)]);
}
