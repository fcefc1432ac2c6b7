//! Who may import, into which sites, and that nobody reaches another account's imports.

use super::*;
use crate::access::Role;
use crate::kit::ErrorKind;
use crate::kit::undo::take_back;
use crate::planner::service::import::{add_keywords, home, rejected_csv, set_layout};
use crate::sites::service::sites;

#[tokio::test]
async fn another_account_finds_no_import() {
    let world = World::new().await;
    let (ada, hers) = importer(&world, "ada").await;
    let (bob, his) = importer(&world, "bob").await;
    let id = upload(&ada, hers, "by-hand.csv", BY_HAND).await.expect("is received");
    let form = form_of(&shown(&ada, id).await);
    let not_found = |error: crate::kit::AppError| assert_eq!(error.kind, ErrorKind::NotFound, "{error:?}");
    not_found(detail(&bob.state, &bob.tenant, id).await.expect_err("is hers"));
    not_found(set_layout(&bob.state, &bob.tenant, id, &form).await.expect_err("is hers"));
    not_found(start(&bob.state, &bob.tenant, id, None).await.expect_err("is hers"));
    not_found(rejected_page(&bob.tenant, id, None).await.expect_err("is hers"));
    not_found(rejected_csv(&bob.tenant, id).await.err().expect("is hers"));
    not_found(upload(&bob, hers, "by-hand.csv", BY_HAND).await.expect_err("her site"));
    not_found(
        upload(&bob, TestSite { sector: hers.sector, ..his }, "by-hand.csv", BY_HAND).await.expect_err("her sector"),
    );
    not_found(add_keywords(&bob.tenant, Some(hers.site), None, "", "coffee").await.expect_err("her site"));
    assert!(home(&bob.state, &bob.tenant, None).await.expect("is there").imports.is_empty());
    assert_eq!(shown(&ada, id).await.state, ImportState::Uploaded);
}

#[tokio::test]
async fn one_account_s_keywords_are_no_duplicates_of_another_s() {
    let world = World::new().await;
    let (ada, hers) = importer(&world, "ada").await;
    let (bob, his) = importer(&world, "bob").await;
    assert_eq!(import(&world, &ada, hers, BY_HAND).await.counts, counts(9, 4, 1, 4, 0));
    assert_eq!(import(&world, &bob, his, BY_HAND).await.counts, counts(9, 4, 1, 4, 0));
}

#[tokio::test]
async fn nothing_is_imported_into_a_site_that_was_deleted_while_the_file_waited() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "by-hand.csv", BY_HAND).await.expect("is received");
    start(&ada.state, &ada.tenant, id, None).await.expect("starts");
    let undo = sites::delete(&ada.tenant, site.site).await.expect("is deleted").undo;
    world.run_jobs().await;
    assert_eq!(stored(&ada).await, 0);
    take_back(&ada.tenant, undo).await.expect("comes back");
    assert_eq!(shown(&ada, id).await.state, ImportState::Failed);
    start(&ada.state, &ada.tenant, id, None).await.expect("goes on");
    world.run_jobs().await;
    assert!(is_done(&shown(&ada, id).await));
}

#[tokio::test]
async fn viewers_look_and_add_nothing() {
    let world = World::new().await;
    let (ada, site) = importer(&world, "ada").await;
    let id = upload(&ada, site, "by-hand.csv", BY_HAND).await.expect("is received");
    let viewer = ada.as_role(Role::Viewer);
    assert!(!detail(&ada.state, &viewer, id).await.expect("may look").may_edit);
    let forbidden = start(&ada.state, &viewer, id, None).await.expect_err("may not");
    assert_eq!(forbidden.kind, ErrorKind::Forbidden);
    let forbidden = add_keywords(&viewer, Some(site.site), None, "", "coffee").await.expect_err("may not");
    assert_eq!(forbidden.kind, ErrorKind::Forbidden);
}
