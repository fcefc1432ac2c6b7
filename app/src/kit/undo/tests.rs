//! What is offered to be taken back, to whom, and for how long.

use chrono::Duration;

use super::{Change, DAYS, list, record, take_back};
use crate::access::{Role, Tenant};
use crate::kit::id::{KeywordId, UndoId};
use crate::sites::service::sites;
use crate::testing::{Person, World};

async fn recorded(person: &Person, change: Change) -> UndoId {
    let mut tx = person.tenant.begin().await.expect("begins");
    let id = record(&mut tx, &change).await.expect("is recorded");
    tx.commit().await.expect("commits");
    id
}

async fn listed(tenant: &Tenant, at: &str) -> Vec<(UndoId, bool)> {
    list(tenant, at).await.expect("a list").rows.iter().map(|change| (change.id, change.may_undo)).collect()
}

#[tokio::test]
async fn what_can_be_taken_back_is_listed_by_name_until_it_was_or_is_too_old() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let site = ada.site().await.site;
    let deleted = sites::delete(&ada.tenant, site).await.expect("is deleted").undo;
    let switched = recorded(&ada, Change::KeywordsDisabled { keywords: vec![KeywordId::new(); 2] }).await;

    let page = list(&ada.tenant, "").await.expect("a list");
    assert_eq!(listed(&ada.tenant, "").await, [(switched, true), (deleted, true)], "the latest first");
    assert_eq!((page.total, page.next, page.previous), (2, None, None));
    let [keywords, whole_site] = &page.rows[..] else { panic!("two changes") };
    assert_eq!((keywords.sentence.as_str(), keywords.names()), ("2 keywords switched off.", None));
    assert_eq!(whole_site.names().as_deref(), Some("“Home Brew Lab”"));
    assert_eq!(whole_site.who.as_deref(), Some("ada"));
    // who looks may take nothing back, and whoever edits keywords no site
    assert_eq!(listed(&ada.as_role(Role::Viewer), "").await, [(switched, false), (deleted, false)]);
    assert_eq!(listed(&ada.as_role(Role::Editor), "").await, [(switched, true), (deleted, false)]);
    assert_eq!(listed(&bob.tenant, "").await, []);

    take_back(&ada.tenant, deleted).await.expect("comes back");
    assert_eq!(listed(&ada.tenant, "").await, [(switched, true)]);
    world.state.clock().advance(Duration::days(DAYS));
    assert_eq!(listed(&ada.tenant, "").await, [], "it is too late");
}

#[tokio::test]
async fn many_changes_are_listed_page_by_page_with_the_first_things_of_each() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let site = ada.site().await.site;
    let mut made = Vec::new();
    for _ in 0..22 {
        made.insert(0, recorded(&ada, Change::SiteDeleted { site }).await);
    }
    let ids = |rows: Vec<(UndoId, bool)>| rows.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let first = list(&ada.tenant, "").await.expect("a list");
    assert_eq!((ids(listed(&ada.tenant, "").await), first.total), (made[..20].to_vec(), 22));
    let next = first.next.expect("there are more");
    assert_eq!(ids(listed(&ada.tenant, &next).await), made[20..]);
    let back = list(&ada.tenant, &next).await.expect("a list").previous.expect("there were some before");
    assert_eq!(ids(listed(&ada.tenant, &back).await), made[..20]);

    let mut shown = first.rows[0].clone();
    shown.count = 1_003;
    assert_eq!(shown.names().as_deref(), Some("“Home Brew Lab” and 1,002 more"));
}
