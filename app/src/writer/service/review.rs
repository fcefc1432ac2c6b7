//! Review: what waits for a person, what was approved by whom, what was sent back and why.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::contents::{self, resolve};
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::images;
use crate::kit::html::sanitise;
use crate::kit::id::ContentId;
use crate::kit::selection::Selection;
use crate::kit::text::count_of;
use crate::kit::{AppError, AppResult};
use crate::writer::ContentStatus;
use crate::writer::content::Preview;
use crate::writer::content_list::ContentQuery;
use crate::writer::store;

/// Longest note, in characters.
const MAX_NOTE: usize = 2_000;

/// Moves a draft to review once its last picture is done, in the transaction that finishes the picture. An article
/// that still waits for pictures, that has none, that is past being a draft, or that was sent back (the note says what
/// is to be done, and only a person knows whether it is) stays where it is. Answers whether it moved.
///
/// # Errors
/// 503 when the database is away.
pub async fn images_done(tx: &mut TenantTx<'_>, id: ContentId) -> AppResult<bool> {
    // two pictures that end at once look one after the other
    let Some(content) = store::contents::find(tx, id, true).await? else { return Ok(false) };
    let (images, done, _) = store::contents::image_counts(tx, id).await?;
    let sent_back = content.review_note.is_some();
    if content.status != ContentStatus::Draft || sent_back || images == 0 || done < images {
        return Ok(false);
    }
    let moved = store::review::move_to(tx, &[id], &[ContentStatus::Draft], ContentStatus::Review, None).await?;
    let event = Event {
        action: AuditAction::ContentInReview,
        site: Some(content.site),
        target: Some(id.0),
        details: json!({ "title": content.title, "images": images }),
    };
    audit::record(tx, event).await?;
    Ok(!moved.is_empty())
}

/// Sends drafts to review, with or without pictures. Answers how many moved; what is past being a draft stays.
///
/// # Errors
/// 422 for none or too many.
pub async fn send_to_review(tenant: &Tenant, selection: &Selection<ContentQuery>) -> AppResult<i64> {
    tenant.may(Action::EditContent)?;
    let moves = Move {
        from: &[ContentStatus::Draft],
        to: ContentStatus::Review,
        note: None,
        action: AuditAction::ContentsInReview,
    };
    let mut tx = tenant.begin().await?;
    let ids = resolve(&mut tx, selection).await?;
    moves.make(tx, &ids).await
}

/// Approves articles that are in review, and records who and when. They are as they were read if neither text nor
/// pictures changed after the moment `as_of` that they were shown of: nobody approves what they have not seen. Approving
/// what is approved changes nothing. Answers how many were approved now.
///
/// # Errors
/// 403 for a role that may not; 409 `changed_since_read` when one of them was changed meanwhile: none is approved then; 422
/// for none, too many, or no moment.
pub async fn approve(
    tenant: &Tenant,
    selection: &Selection<ContentQuery>,
    as_of: Option<DateTime<Utc>>,
) -> AppResult<i64> {
    tenant.may(Action::Review)?;
    let as_of = as_of
        .ok_or_else(|| AppError::invalid("not_read", "Open the article and read it, then approve it from there."))?;
    let moves = Move {
        from: &[ContentStatus::Review],
        to: ContentStatus::Approved,
        note: None,
        action: AuditAction::ContentsApproved,
    };
    let mut tx = tenant.begin().await?;
    let ids = resolve(&mut tx, selection).await?;
    let in_review = store::review::lock_in_review(&mut tx, &ids).await?;
    let changed: Vec<&str> =
        in_review.iter().filter(|article| article.updated_at > as_of).map(|article| article.title.as_str()).collect();
    if let Some((first, others)) = changed.split_first() {
        return Err(changed_since_read(first, others.len()));
    }
    moves.make(tx, &ids).await
}

fn changed_since_read(title: &str, others: usize) -> AppError {
    let others = match i64::try_from(others).unwrap_or(i64::MAX) {
        0 => String::new(),
        n => format!(" and {}", count_of(n, "other article", "other articles")),
    };
    AppError::conflict(
        "changed_since_read",
        format!(
            "“{title}”{others} changed after you read it, so nothing was approved. Look at it as it stands now, then \
             approve it."
        ),
    )
}

/// Sends articles back to draft with what is to be done about them. Answers how many went back.
///
/// # Errors
/// 403 for a role that may not; 422 without a note, for none or too many.
pub async fn send_back(tenant: &Tenant, selection: &Selection<ContentQuery>, note: &str) -> AppResult<i64> {
    tenant.may(Action::Review)?;
    let note = note.trim();
    if note.is_empty() {
        return Err(AppError::field("note", "Say what should be done, so that whoever writes knows."));
    }
    if note.chars().count() > MAX_NOTE {
        return Err(AppError::field("note", format!("Use at most {MAX_NOTE} characters.")).with_typed("note", note));
    }
    let from = &[ContentStatus::Review, ContentStatus::Approved];
    let moves = Move { from, to: ContentStatus::Draft, note: Some(note), action: AuditAction::ContentsSentBack };
    let mut tx = tenant.begin().await?;
    let ids = resolve(&mut tx, selection).await?;
    moves.make(tx, &ids).await
}

/// One step of the editorial state machine, for many articles.
struct Move<'a> {
    from: &'a [ContentStatus],
    to: ContentStatus,
    note: Option<&'a str>,
    action: AuditAction,
}

impl Move<'_> {
    async fn make(&self, mut tx: TenantTx<'_>, ids: &[ContentId]) -> AppResult<i64> {
        let moved = store::review::move_to(&mut tx, ids, self.from, self.to, self.note).await?;
        match moved.as_slice() {
            [] => {}
            [one] => {
                let content = store::contents::find(&mut tx, *one, false).await?;
                let event = Event {
                    action: self.action,
                    site: content.as_ref().map(|content| content.site),
                    target: Some(one.0),
                    details: json!({ "count": 1, "title": content.map(|content| content.title), "note": self.note }),
                };
                audit::record(&mut tx, event).await?;
            }
            many => contents::tell(&mut tx, self.action, many.len()).await?,
        }
        tx.commit().await?;
        Ok(i64::try_from(moved.len()).unwrap_or(i64::MAX))
    }
}

/// An article as it will appear, with its pictures in place.
///
/// # Errors
/// 404, also for another account's.
pub async fn preview(tenant: &Tenant, id: ContentId) -> AppResult<Preview> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let content = store::contents::find(&mut tx, id, false).await?.ok_or_else(|| AppError::not_found("article"))?;
    let html = images::service::placement::placed(&mut tx, id, &content.body).await?;
    Ok(Preview {
        id,
        title: content.title,
        html: sanitise(&html),
        status: content.status,
        site_status: content.site_status,
        review_note: content.review_note,
        sample: content.sample,
        words: content.words,
        meta_title: content.meta_title,
        meta_description: content.meta_description,
        slug: content.slug,
        excerpt: content.excerpt,
        updated_at: content.updated_at,
        may: contents::rights(tenant),
    })
}
