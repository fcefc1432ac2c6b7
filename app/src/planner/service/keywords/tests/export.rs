//! The export of what a filter matches.

use futures::TryStreamExt as _;

use super::*;
use crate::kit::AppResult;
use crate::planner::service::keywords::export::export_csv;

async fn exported(person: &Person, query: &KeywordQuery) -> AppResult<(String, String)> {
    let (name, stream) = export_csv(&person.tenant, query).await?;
    let bytes: Vec<u8> = stream.try_collect::<Vec<_>>().await?.concat();
    Ok((name, String::from_utf8(bytes).expect("is text")))
}

#[tokio::test]
async fn the_export_holds_what_the_filter_matches_in_its_order_and_runs_nothing() {
    let world = World::new().await;
    let (ada, site) = with_keywords(&world, "ada").await;
    add_keywords(&ada.tenant, Some(site.site), None, "", "-50 discount coffee\n@home barista").await.expect("is added");
    let (name, all) =
        exported(&ada, &KeywordQuery { sort: KeywordSort::Keyword, descending: false, ..Default::default() })
            .await
            .expect("exports");
    assert_eq!(name, "keywords-home-brew-lab-2026-11-23.csv");
    let lines: Vec<&str> = all.lines().collect();
    assert_eq!(lines[0], "\u{FEFF}Keyword,Volume,Difficulty,CPC,Intent,Country,Cluster,Sector,Status,Added");
    assert_eq!(lines.len(), 10);
    assert!(all.contains("\n'-50 discount coffee,") && all.contains("\n'@home barista,"), "{all}");
    assert!(all.contains("buy coffee beans,880,65,2.10,transactional,GB,,"), "{all}");
    let (_, one) = exported(&ada, &filtered(KeywordFilter { text: "moka".to_owned(), ..Default::default() }))
        .await
        .expect("exports");
    assert_eq!(one.lines().count(), 2);
}

#[tokio::test]
async fn a_long_export_comes_in_steps_and_misses_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.on_plan("scale", 0).await;
    let site = ada.site().await;
    let list: String = (0..4_500).map(|n| format!("keyword {n},{}\n", n % 7)).collect();
    add_keywords(&ada.tenant, Some(site.site), None, "", &list).await.expect("is added");
    let (_, text) =
        exported(&ada, &KeywordQuery { sort: KeywordSort::Volume, ..Default::default() }).await.expect("exports");
    let mut keywords: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(keywords.len(), 4_500);
    keywords.sort_unstable();
    keywords.dedup();
    assert_eq!(keywords.len(), 4_500);
}
