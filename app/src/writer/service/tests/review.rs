//! Review: who moves what, and that doing it twice changes nothing.

use super::desk::{Desk, only};
use crate::access::Role;
use crate::images::service::editing;
use crate::kit::ErrorKind;
use crate::kit::id::{ContentId, ImageId};
use crate::kit::selection::Selection;
use crate::writer::content::ContentEdit;
use crate::writer::content_list::ContentQuery;
use crate::writer::service::contents::set_site_status;
use crate::writer::service::contents::{filters, list};
use crate::writer::service::review::{approve, images_done, preview, send_back, send_to_review};
use crate::writer::service::saving::save;
use crate::writer::{ContentStatus, SiteStatus};

/// A picture of the article, done or not.
async fn picture(desk: &Desk, content: ContentId, position: i32, done: bool) -> ImageId {
    let id = ImageId::new();
    let (status, key) = if done { ("generated", Some(format!("{id}.webp"))) } else { ("pending", None) };
    sqlx::query(
        "INSERT INTO images (account_id, id, site_id, content_id, kind, position, prompt, status, file_key, width, height, bytes,
                             created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'in_article', $5, 'a jug', $6, $7, 1200, 675, 9, now(), now())",
    )
    .bind(desk.ada.account)
    .bind(id)
    .bind(desk.site.site)
    .bind(content)
    .bind(position)
    .bind(status)
    .bind(key)
    .execute(desk.world.state.pool())
    .await
    .expect("the picture is made");
    id
}

async fn look(desk: &Desk, id: ContentId) -> bool {
    let mut tx = desk.ada.tenant.begin().await.expect("begins");
    let moved = images_done(&mut tx, id).await.expect("looks");
    tx.commit().await.expect("commits");
    moved
}

#[tokio::test]
async fn a_draft_moves_to_review_with_its_last_picture_and_only_then() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    assert!(!look(&desk, id).await, "it has no pictures");
    picture(&desk, id, 0, true).await;
    let waiting = picture(&desk, id, 1, false).await;
    assert!(!look(&desk, id).await, "one is missing");
    sqlx::query("UPDATE images SET status = 'generated', file_key = 'x.webp' WHERE id = $1")
        .bind(waiting)
        .execute(desk.world.state.pool())
        .await
        .expect("is done");
    assert!(look(&desk, id).await);
    assert!(!look(&desk, id).await, "it has moved already");
    assert_eq!(desk.view(id).await.status, ContentStatus::Review);
}

#[tokio::test]
async fn a_second_approval_changes_nothing() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    let read = Some(desk.ada.tenant.now());
    assert_eq!(approve(&desk.ada.tenant, &only(id), read).await.expect("looks"), 0, "a draft is not approved");
    assert_eq!(send_to_review(&desk.ada.tenant, &only(id)).await.expect("moves"), 1);
    assert_eq!(send_to_review(&desk.ada.tenant, &only(id)).await.expect("looks"), 0);
    assert_eq!(approve(&desk.ada.tenant, &only(id), read).await.expect("approves"), 1);
    let first = desk.view(id).await.receipt;
    desk.world.state.clock().advance(chrono::Duration::hours(1));
    assert_eq!(approve(&desk.ada.tenant, &only(id), read).await.expect("looks"), 0);
    assert_eq!(desk.view(id).await.receipt, first);
    assert_eq!(first.approved_by.as_deref(), Some("ada"));
    assert_eq!(desk.world.breaches().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_changed_after_it_was_read_is_not_approved() {
    let desk = Desk::new().await;
    let (id, other) = (desk.article("Cold brew", "<p>a</p>").await, desk.article("Espresso", "<p>b</p>").await);
    let both = Selection::Ids(vec![id.0, other.0]);
    send_to_review(&desk.ada.tenant, &both).await.expect("moves");
    let read = preview(&desk.ada.tenant, id).await.expect("shows").updated_at;
    let listed = list(&desk.ada.tenant, &desk.world.state, &ContentQuery::default()).await.expect("lists").as_of;
    desk.world.state.clock().advance(chrono::Duration::minutes(1));
    let edit = ContentEdit { body: "<p>Something else.</p>".to_owned(), ..desk.form(id).await };
    let now = save(&desk.ada.tenant, &edit).await.expect("saves").at;

    for (selection, read) in [(only(id), Some(read)), (both.clone(), Some(listed))] {
        let refused = approve(&desk.ada.tenant, &selection, read).await.expect_err("nobody has read it");
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Conflict, "changed_since_read"));
        assert!(refused.message.contains("“Cold brew”") && !refused.message.contains("Espresso"), "{refused}");
    }
    assert_eq!(desk.view(other).await.status, ContentStatus::Review, "none of them is approved");
    assert_eq!(approve(&desk.ada.tenant, &only(id), Some(now)).await.expect("approves"), 1);
    let unread = approve(&desk.ada.tenant, &only(other), None).await.expect_err("nobody says what they saw");
    assert_eq!(unread.code, "not_read");
}

#[tokio::test]
async fn a_picture_that_changed_after_it_was_seen_is_not_approved_unseen() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    let jug = picture(&desk, id, 0, true).await;
    send_to_review(&desk.ada.tenant, &only(id)).await.expect("moves");
    let seen = preview(&desk.ada.tenant, id).await.expect("shows").updated_at;
    desk.world.state.clock().advance(chrono::Duration::minutes(1));
    editing::remove(&desk.ada.tenant, &desk.world.state, jug).await.expect("removed");
    let refused = approve(&desk.ada.tenant, &only(id), Some(seen)).await.expect_err("nobody has seen it so");
    assert_eq!(refused.code, "changed_since_read");
    let now = preview(&desk.ada.tenant, id).await.expect("shows").updated_at;
    assert_eq!(approve(&desk.ada.tenant, &only(id), Some(now)).await.expect("approves"), 1);
}

#[tokio::test]
async fn sending_back_needs_a_note_and_shows_it() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    send_to_review(&desk.ada.tenant, &only(id)).await.expect("moves");
    let silent = send_back(&desk.ada.tenant, &only(id), "  ").await.expect_err("needs a note");
    assert!(silent.for_field("note").is_some());
    assert_eq!(send_back(&desk.ada.tenant, &only(id), "Name the source.").await.expect("moves"), 1);
    let shown = preview(&desk.ada.tenant, id).await.expect("shows");
    assert_eq!((shown.status, shown.review_note.as_deref()), (ContentStatus::Draft, Some("Name the source.")));
    let viewer = desk.ada.as_role(Role::Viewer);
    let refused = approve(&viewer, &only(id), Some(desk.ada.tenant.now())).await.expect_err("may only read");
    assert_eq!(refused.kind, ErrorKind::Forbidden);
}

#[tokio::test]
async fn a_draft_that_was_sent_back_stays_with_its_note_when_a_picture_is_done() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    send_to_review(&desk.ada.tenant, &only(id)).await.expect("moves");
    send_back(&desk.ada.tenant, &only(id), "Another picture, and name the source.").await.expect("moves");
    picture(&desk, id, 0, true).await;
    assert!(!look(&desk, id).await);
    let view = desk.view(id).await;
    assert_eq!(view.status, ContentStatus::Draft);
    assert_eq!(view.review_note.as_deref(), Some("Another picture, and name the source."));
    assert_eq!(send_to_review(&desk.ada.tenant, &only(id)).await.expect("a person sends it"), 1);
}

#[tokio::test]
async fn many_are_approved_at_once_those_of_others_never() {
    let desk = Desk::new().await;
    for n in 0..3 {
        desk.article(&format!("Article {n}"), "<p>a</p>").await;
    }
    let of = |status| Selection::AllMatching(ContentQuery { status: Some(status), ..ContentQuery::default() });
    let bob = desk.world.owner("bob").await;
    bob.site().await;
    assert_eq!(send_to_review(&desk.ada.tenant, &of(ContentStatus::Draft)).await.expect("moves"), 3);
    let theirs = list(&desk.ada.tenant, &desk.world.state, &ContentQuery::default()).await.expect("lists");
    let ids = Selection::Ids(theirs.page.rows.iter().map(|row| row.id.0).collect());
    let read = Some(theirs.as_of);
    assert_eq!(approve(&bob.tenant, &ids, read).await.expect("finds none"), 0);
    assert_eq!(approve(&desk.ada.tenant, &of(ContentStatus::Review), read).await.expect("approves"), 3);
    let counts = filters(&desk.ada.tenant, None, None).await.expect("counts");
    assert_eq!(counts.statuses, [(ContentStatus::Approved, 3)]);
    assert_eq!(counts.site_statuses, [(SiteStatus::NotPublished, 3)]);
}

#[tokio::test]
async fn the_site_status_moves_by_its_table() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>a</p>").await;
    let mut tx = desk.ada.tenant.begin().await.expect("begins");
    let refused = set_site_status(&mut tx, id, SiteStatus::Published).await.expect_err("it was never sent");
    assert_eq!(refused.kind, ErrorKind::Conflict);
    set_site_status(&mut tx, id, SiteStatus::Publishing).await.expect("moves");
    set_site_status(&mut tx, id, SiteStatus::Publishing).await.expect("stays");
    set_site_status(&mut tx, id, SiteStatus::Published).await.expect("moves");
}
