//! What the model is told of a cluster and its site.

use super::*;
use crate::ai::prompts::ideas_request;
use crate::kit::id::KeywordId;
use crate::planner::service::ideas::brief::{Prepared, prepare};
use crate::planner::service::keywords::disable_keywords;

async fn prepared(person: &Person, id: ClusterId) -> Prepared {
    let mut tx = person.tenant.begin().await.expect("begins");
    prepare(&mut tx, &[id]).await.expect("prepares").pop().expect("it is on and has keywords")
}

#[tokio::test]
async fn the_model_is_told_what_the_site_is_about() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, _) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    sqlx::query("UPDATE sites SET description = 'For people who brew at home.' WHERE id = $1")
        .bind(site.site)
        .execute(world.state.pool())
        .await
        .expect("it is described");
    assert!(ideas_request(&prepared(&ada, brew).await.brief).prompt.contains("For people who brew at home."));
}

#[tokio::test]
async fn a_keyword_that_is_switched_off_is_not_what_ideas_turn_on() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await;
    let (brew, members) = cluster(&ada, site, "Cold brew ratio", BREW).await;
    let primary: KeywordId = members[0];
    sqlx::query("UPDATE clusters SET primary_keyword_id = $2 WHERE id = $1")
        .bind(brew)
        .bind(primary)
        .execute(world.state.pool())
        .await
        .expect("it has a primary keyword");
    assert_eq!(prepared(&ada, brew).await.brief.primary_keyword, BREW[0]);
    disable_keywords(&ada.tenant, None, &Selection::Ids(vec![primary.0])).await.expect("switches off");
    assert_eq!(prepared(&ada, brew).await.brief.primary_keyword, BREW[2], "the most searched of the others");
}
