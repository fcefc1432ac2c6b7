//! Saving: versions, two windows, what an edit does to approval and publishing; revisions.

use chrono::Duration;

use super::desk::{Desk, only};
use crate::access::Role;
use crate::kit::ErrorKind;
use crate::kit::id::ContentId;
use crate::writer::content::{BodyFormat, ContentEdit, EDITED_MEANWHILE};
use crate::writer::revision::{DiffKind, RevisionReason};
use crate::writer::service::saving::save;
use crate::writer::service::{contents, review, revisions};
use crate::writer::{ContentStatus, SiteStatus};

async fn versions(desk: &Desk, id: ContentId) -> Vec<i64> {
    let list = revisions::list(&desk.ada.tenant, id, None).await.expect("lists");
    list.revisions.into_iter().map(|revision| revision.version).collect()
}

#[tokio::test]
async fn every_save_is_a_revision_and_saving_what_is_saved_is_none() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>One two.</p>").await;
    let form = desk.form(id).await;
    assert_eq!(save(&desk.ada.tenant, &form).await.expect("saves").version, 1);
    let edit = ContentEdit { body: "<p>One two three.</p>".to_owned(), tags: "a, b, A".to_owned(), ..form };
    let saved = save(&desk.ada.tenant, &edit).await.expect("saves");
    assert_eq!((saved.version, saved.words), (2, 3));
    let view = desk.view(id).await;
    assert_eq!((view.body.as_str(), view.tags), ("<p>One two three.</p>", vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(versions(&desk, id).await, [2, 1]);
}

#[tokio::test]
async fn going_through_markdown_changes_nothing_and_scripts_are_gone() {
    let desk = Desk::new().await;
    let body = "<h2>Salt</h2><p>A <strong>good</strong> one.</p><figure><img src=\"/media/a.webp\" alt=\"x\"><figcaption>Y</figcaption></figure>";
    let id = desk.article("Cold brew", body).await;
    let as_markdown =
        contents::view(&desk.ada.tenant, &desk.world.state, id, BodyFormat::Markdown).await.expect("shows").body;
    assert!(as_markdown.starts_with("## Salt"));
    let form = ContentEdit { format: BodyFormat::Markdown, body: as_markdown.clone(), ..desk.form(id).await };
    assert_eq!(save(&desk.ada.tenant, &form).await.expect("saves").version, 1);
    let edit = ContentEdit { body: format!("{as_markdown}\n<script>alert(1)</script>\n\nMore."), ..form };
    save(&desk.ada.tenant, &edit).await.expect("saves");
    let now = desk.view(id).await.body;
    assert!(now.contains("More.") && now.contains("figcaption") && !now.contains("<script"), "{now}");
}

#[tokio::test]
async fn the_later_of_two_windows_is_told_and_overwrites_only_knowingly() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>Start.</p>").await;
    let opened = desk.form(id).await;
    let first = ContentEdit { body: "<p>First.</p>".to_owned(), automatic: true, ..opened.clone() };
    save(&desk.ada.tenant, &first).await.expect("saves");
    let second = ContentEdit { body: "<p>Second.</p>".to_owned(), automatic: true, ..opened };
    let refused = save(&desk.ada.tenant, &second).await.expect_err("is told");
    assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::Conflict, EDITED_MEANWHILE));
    assert_eq!(refused.typed_in("version").as_deref(), Some("2"));
    // a moment that each reader is told in their own zone
    assert_eq!(refused.typed_in("at").as_deref(), Some("2026-11-23T09:00:00+00:00"));
    assert_eq!(desk.view(id).await.body, "<p>First.</p>");

    let knowingly = ContentEdit { version: 2, automatic: false, ..second };
    assert_eq!(save(&desk.ada.tenant, &knowingly).await.expect("saves").version, 3);
    assert_eq!(desk.view(id).await.body, "<p>Second.</p>");
    // what was overwritten is a revision still
    assert_eq!(versions(&desk, id).await, [3, 2, 1]);
}

#[tokio::test]
async fn a_save_whose_answer_was_lost_is_no_conflict_when_it_comes_again() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>Start.</p>").await;
    let edit = ContentEdit { body: "<p>First.</p>".to_owned(), tags: "a, b".to_owned(), ..desk.form(id).await };
    let first = save(&desk.ada.tenant, &edit).await.expect("saves");
    let again = save(&desk.ada.tenant, &edit).await.expect("is what stands");
    assert_eq!((first.version, again.version), (2, 2));
    assert_eq!(versions(&desk, id).await, [2, 1]);
}

#[tokio::test]
async fn automatic_saves_of_one_sitting_are_one_revision() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>Start.</p>").await;
    let mut version = 1;
    let mut typed = async |text: &str| {
        let edit = ContentEdit { version, body: format!("<p>{text}</p>"), automatic: true, ..desk.form(id).await };
        version = save(&desk.ada.tenant, &edit).await.expect("saves").version;
    };
    typed("a").await;
    typed("b").await;
    desk.world.state.clock().advance(Duration::minutes(3));
    typed("c").await;
    assert_eq!(versions(&desk, id).await, [4, 1]);
    desk.world.state.clock().advance(Duration::minutes(11));
    typed("d").await;
    assert_eq!(versions(&desk, id).await, [5, 4, 1]);
}

#[tokio::test]
async fn hours_of_typing_leave_a_revision_every_ten_minutes() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>Start.</p>").await;
    for (version, minutes) in [(1, 0), (2, 5), (3, 7), (4, 6), (5, 7)] {
        desk.world.state.clock().advance(Duration::minutes(minutes));
        let body = format!("<p>Text {version}.</p>");
        let edit = ContentEdit { version, body, automatic: true, ..desk.form(id).await };
        save(&desk.ada.tenant, &edit).await.expect("saves");
    }
    assert_eq!(versions(&desk, id).await, [6, 5, 3, 1]);
    // a window that still shows what was saved in between is told the difference all the same
    let list = revisions::list(&desk.ada.tenant, id, Some((4, 6))).await.expect("lists");
    let difference = list.difference.expect("compares");
    assert_eq!((difference.from, difference.to, difference.added), (3, 6, 1));
    let none = revisions::list(&desk.ada.tenant, id, Some((7, 6))).await.expect_err("there is none");
    assert_eq!(none.kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn what_was_saved_on_purpose_stays_a_revision() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>Start.</p>").await;
    let save_as = async |text: &str, automatic: bool| {
        let edit = ContentEdit { body: format!("<p>{text}</p>"), automatic, ..desk.form(id).await };
        save(&desk.ada.tenant, &edit).await.expect("saves").version
    };
    save_as("Saved.", false).await;
    save_as("Typed on.", true).await;
    assert_eq!(versions(&desk, id).await, [3, 2, 1]);
    // what was saved automatically and then on purpose, without a change between
    assert_eq!(save_as("Typed on.", false).await, 3);
    save_as("And on.", true).await;
    save_as("And on and on.", true).await;
    assert_eq!(versions(&desk, id).await, [5, 3, 2, 1]);
}

#[tokio::test]
async fn editing_an_approved_article_asks_for_another_look() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>Start.</p>").await;
    review::send_to_review(&desk.ada.tenant, &only(id)).await.expect("moves");
    review::approve(&desk.ada.tenant, &only(id), Some(desk.ada.tenant.now())).await.expect("approves");
    let mut tx = desk.ada.tenant.begin().await.expect("begins");
    for status in [SiteStatus::Publishing, SiteStatus::Published] {
        contents::set_site_status(&mut tx, id, status).await.expect("moves");
    }
    tx.commit().await.expect("commits");

    let edit = ContentEdit { body: "<p>Changed.</p>".to_owned(), automatic: true, ..desk.form(id).await };
    let saved = save(&desk.ada.tenant, &edit).await.expect("saves");
    assert_eq!((saved.status, saved.site_status), (ContentStatus::Review, SiteStatus::Changed));
    assert!(saved.review_note.is_some());
    let view = desk.view(id).await;
    assert_eq!((view.receipt.approved_by, view.receipt.approved_at), (None, None));
    // what was approved stays on record
    assert_eq!(versions(&desk, id).await, [2, 1]);
}

#[tokio::test]
async fn fields_that_are_wrong_are_named() {
    let desk = Desk::new().await;
    desk.article("Taken", "<p>a</p>").await;
    let id = desk.article("Cold brew", "<p>b</p>").await;
    let form = desk.form(id).await;
    let untitled = ContentEdit { title: " ".to_owned(), ..form.clone() };
    assert!(save(&desk.ada.tenant, &untitled).await.expect_err("is wrong").for_field("title").is_some());
    let taken = ContentEdit { slug: "Taken".to_owned(), ..form.clone() };
    assert!(save(&desk.ada.tenant, &taken).await.expect_err("is wrong").for_field("slug").is_some());
    let nested = ContentEdit { body: "<sub>".repeat(20_001), ..form.clone() };
    assert!(save(&desk.ada.tenant, &nested).await.expect_err("is wrong").for_field("body").is_some());
    let made = ContentEdit { slug: String::new(), title: "Taken".to_owned(), ..form };
    assert_eq!(save(&desk.ada.tenant, &made).await.expect("saves").slug, "taken-2");
}

#[tokio::test]
async fn an_earlier_text_comes_back_as_a_new_version() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>One two three.</p>").await;
    let edit = ContentEdit { body: "<p>One four three.</p>".to_owned(), ..desk.form(id).await };
    save(&desk.ada.tenant, &edit).await.expect("saves");
    let compared =
        revisions::list(&desk.ada.tenant, id, Some((1, 2))).await.expect("lists").difference.expect("compares");
    assert_eq!((compared.added, compared.removed), (1, 1));
    let added: Vec<&str> = compared
        .paragraphs
        .iter()
        .flatten()
        .filter(|part| part.kind == DiffKind::Added)
        .map(|part| part.text.trim())
        .collect();
    assert_eq!(added, ["four"]);

    assert_eq!(revisions::restore(&desk.ada.tenant, id, 1).await.expect("restores"), 3);
    assert_eq!(desk.view(id).await.body, "<p>One two three.</p>");
    let list = revisions::list(&desk.ada.tenant, id, None).await.expect("lists");
    assert_eq!(list.revisions[0].reason, RevisionReason::Restored);
    assert_eq!(
        revisions::restore(&desk.ada.tenant, id, 1).await.expect_err("stands already").kind,
        ErrorKind::Conflict
    );
    assert_eq!(revisions::restore(&desk.ada.tenant, id, 9).await.expect_err("there is none").kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn others_reach_nothing_of_an_article() {
    let desk = Desk::new().await;
    let id = desk.article("Cold brew", "<p>Hers.</p>").await;
    let bob = desk.world.owner("bob").await;
    let form = ContentEdit { body: "<p>His.</p>".to_owned(), ..desk.form(id).await };
    for refused in [
        contents::view(&bob.tenant, &desk.world.state, id, BodyFormat::Html).await.err(),
        save(&bob.tenant, &form).await.err(),
        review::preview(&bob.tenant, id).await.err(),
        revisions::list(&bob.tenant, id, None).await.err(),
        revisions::restore(&bob.tenant, id, 1).await.err(),
    ] {
        assert_eq!(refused.map(|error| error.kind), Some(ErrorKind::NotFound));
    }
    let mut tx = bob.tenant.begin().await.expect("begins");
    assert_eq!(contents::load_for_publishing(&mut tx, id).await.expect_err("is hers").kind, ErrorKind::NotFound);
    assert!(!review::images_done(&mut tx, id).await.expect("looks"));
    assert_eq!(desk.view(id).await.body, "<p>Hers.</p>");
    let viewer = desk.ada.as_role(Role::Viewer);
    assert_eq!(save(&viewer, &form).await.expect_err("may only read").kind, ErrorKind::Forbidden);
    assert!(!contents::view(&viewer, &desk.world.state, id, BodyFormat::Html).await.expect("may read").may.edit);
}
