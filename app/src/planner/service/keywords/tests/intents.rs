//! Taking back an intent that many keywords got at once.

use super::*;

async fn intent_of(person: &Person, id: KeywordId) -> Option<Intent> {
    get(&person.tenant, id).await.expect("is there").row.intent
}

/// Gives one keyword an intent by hand.
async fn correct(person: &Person, keyword: &str, intent: Intent) {
    let id = id_of(person, keyword).await;
    let form = KeywordForm { intent: intent.to_string(), ..form(keyword) };
    update(&person.tenant, id, &form).await.expect("is corrected");
}

#[tokio::test]
async fn an_intent_that_was_given_since_is_left_alone() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let (ratio, espresso) = (id_of(&ada, "cold brew ratio").await, id_of(&ada, "espresso").await);
    let all = Selection::AllMatching(KeywordFilter::default());
    for (set, by_hand) in [(Some(Intent::Commercial), Intent::Navigational), (None, Intent::Transactional)] {
        let done = set_intent(&ada.tenant, None, &all, set).await.expect("sets");
        assert_eq!((done.value, intent_of(&ada, ratio).await), (6, set));
        correct(&ada, "espresso", by_hand).await;
        let said = take_back(&ada.tenant, done.undo).await.expect("is taken back");
        assert_eq!(said, "5 keywords have the intents they had.");
        assert_eq!(intent_of(&ada, ratio).await, Some(Intent::Informational));
        assert_eq!(intent_of(&ada, espresso).await, Some(by_hand));
    }
}

#[tokio::test]
async fn a_record_of_before_the_new_intent_was_kept_is_taken_back_whole() {
    let world = World::new().await;
    let (ada, _) = with_keywords(&world, "ada").await;
    let all = Selection::AllMatching(KeywordFilter::default());
    let done = set_intent(&ada.tenant, None, &all, Some(Intent::Commercial)).await.expect("sets");
    sqlx::query("UPDATE undo_records SET change = change - 'to'").execute(world.state.pool()).await.expect("is old");
    correct(&ada, "espresso", Intent::Navigational).await;
    let said = take_back(&ada.tenant, done.undo).await.expect("is taken back");
    assert_eq!(said, "6 keywords have the intents they had.");
    assert_eq!(intent_of(&ada, id_of(&ada, "espresso").await).await, None);
}
