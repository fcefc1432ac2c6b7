//! A keyword that is corrected by hand.

use super::*;

#[tokio::test]
async fn a_keyword_is_corrected_and_never_made_the_same_as_another() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let id = id_of(&ada, "moka pot").await;
    let good = KeywordForm {
        volume: "1K – 10K".to_owned(),
        difficulty: "40".to_owned(),
        cpc: "1.05".to_owned(),
        intent: "commercial".to_owned(),
        ..form("Moka pots")
    };
    update(&ada.tenant, id, &good).await.expect("is corrected");
    let row = get(&ada.tenant, id).await.expect("is there").row;
    assert_eq!(
        (row.keyword.as_str(), row.volume, row.difficulty, row.cpc_minor, row.intent),
        ("Moka pots", Some(5500), Some(40), Some(105), Some(Intent::Commercial))
    );
    let taken = update(&ada.tenant, id, &KeywordForm { country: "GB".to_owned(), ..form("ESPRESSO") })
        .await
        .expect_err("is taken");
    assert!(taken.for_field("keyword").is_some_and(|sentence| sentence.contains("already")));
    assert_eq!(taken.typed_in("keyword").as_deref(), Some("ESPRESSO"));
    let wrong = KeywordForm {
        volume: "-5".to_owned(),
        difficulty: "300".to_owned(),
        cpc: "x".to_owned(),
        country: "Atlantis".to_owned(),
        ..form("=1+1")
    };
    let error = update(&ada.tenant, id, &wrong).await.expect_err("all of it is wrong");
    for field in ["keyword", "volume", "difficulty", "cpc", "country"] {
        assert!(error.for_field(field).is_some(), "{field}");
    }
}
