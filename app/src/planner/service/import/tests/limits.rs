//! The plan's room for keywords, shared by everything that adds some.

use super::*;
use crate::planner::service::import::add_keywords;

/// Keywords of the free plan.
const FREE: i64 = 100;

#[tokio::test]
async fn an_import_fills_the_plan_and_says_what_was_left_out() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let done = import(&world, &ada, site, SEMRUSH).await;
    assert!(is_done(&done));
    assert_eq!(done.counts, counts(480, FREE, 0, 0, 380));
    assert_eq!(stored(&ada).await, FREE);
    // what is there is a duplicate, what is not is left out again
    let again = import(&world, &ada, site, SEMRUSH).await;
    assert_eq!(again.counts, counts(480, 0, FREE, 0, 380));
    ada.on_plan("scale", 0).await;
    let larger = import(&world, &ada, site, SEMRUSH).await;
    assert_eq!(larger.counts, counts(480, 380, FREE, 0, 0));
}

#[tokio::test]
async fn the_first_rows_are_the_ones_that_fit() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let list: String = (0..150).map(|n| format!("keyword number {n}\n")).collect();
    let (_, done) = add_keywords(&ada.tenant, Some(site.site), None, "", &list).await.expect("is added");
    assert_eq!(done, counts(150, FREE, 0, 0, 50));
    figures(&ada, "keyword number 99").await;
    assert_eq!(stored(&ada).await, FREE);
}

#[tokio::test]
async fn additions_at_once_never_pass_the_limit_together() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let list = |from: i64| (from..from + 30).map(|n| format!("keyword number {n}\n")).collect::<String>();
    let lists: Vec<String> = (0..6).map(|n| list(n * 30)).collect();
    let added =
        futures::future::join_all(lists.iter().map(|list| add_keywords(&ada.tenant, Some(site.site), None, "", list)))
            .await;
    let sums = added
        .into_iter()
        .map(|done| done.expect("is added").1)
        .fold((0, 0), |sum, done| (sum.0 + done.imported, sum.1 + done.over_limit));
    assert_eq!(sums, (FREE, 80));
    assert_eq!(stored(&ada).await, FREE);
}
