//! Saving an article: the version it started from, what an edit does to its states, the revision it leaves.

use chrono::{DateTime, Duration, Utc};

use super::contents::{get, was_changed};
use super::{slugs, words};
use crate::access::{Action, Tenant, TenantTx};
use crate::kit::error::violated_constraint;
use crate::kit::html::{has_too_many_tags, sanitise};
use crate::kit::id::ContentId;
use crate::kit::text::slugify;
use crate::kit::{AppError, AppResult};
use crate::writer::content::{
    BodyFormat, ContentEdit, EDITED_MEANWHILE, MAX_BODY, MAX_EXCERPT, MAX_META, MAX_TITLE, Saved, split_labels,
};
use crate::writer::revision::RevisionReason;
use crate::writer::store::contents::ContentRecord;
use crate::writer::store::revisions::NewRevision;
use crate::writer::{ContentStatus, markdown, store};

/// Automatic saves of one person within this time of the first are one revision: what an hour of typing leaves can be
/// read, and is more than its end.
const ONE_REVISION: Duration = Duration::minutes(10);

/// Saves an article. A save that started from an older version changes nothing and says who was first; saving again
/// from the version it names overwrites knowingly, and theirs stays as a revision. What is sent a second time, because
/// its answer was lost or two saves crossed, is what stands already and no conflict.
///
/// An approved article that changes goes back to review, and one that is live differs from its live copy from then on.
///
/// # Errors
/// 409 `edited_meanwhile` with the version now in `typed_in("version")` and since when in `typed_in("at")`; 422 with the
/// field that is wrong.
pub async fn save(tenant: &Tenant, edit: &ContentEdit) -> AppResult<Saved> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    let before = get(&mut tx, edit.id, true).await?;
    let wanted = checked(&mut tx, &before, edit).await;
    if i64::from(before.version) != edit.version && wanted.as_ref().ok() != Some(&before) {
        return Err(edited_meanwhile(&mut tx, &before).await?);
    }
    let mut after = wanted?;
    if after != before {
        let going_on = if edit.automatic { sitting(&mut tx, &before).await? } else { None };
        let began_at = edit.automatic.then(|| going_on.unwrap_or(tx.now()));
        moved_on(&mut after);
        store_version(&mut tx, &after, RevisionReason::Edited, began_at).await?;
        if going_on.is_some() {
            store::revisions::delete(&mut tx, before.id, before.version).await?;
        }
    } else if !edit.automatic {
        store::revisions::keep(&mut tx, before.id, before.version).await?;
    }
    let at = if after == before { before.updated_at } else { tx.now() };
    tx.commit().await?;
    Ok(Saved {
        version: i64::from(after.version),
        at,
        slug: after.slug,
        words: after.words,
        status: after.status,
        site_status: after.site_status,
        review_note: after.review_note,
    })
}

/// What an edit makes of the states.
fn moved_on(content: &mut ContentRecord) {
    content.version += 1;
    was_changed(content, "Edited after it was approved: please look at it once more.");
}

/// Writes an article's next version with its revision. The caller holds its lock.
async fn store_version(
    tx: &mut TenantTx<'_>,
    content: &ContentRecord,
    reason: RevisionReason,
    began_at: Option<DateTime<Utc>>,
) -> AppResult<()> {
    store::contents::update(tx, content).await.map_err(|error| match violated_constraint(&error) {
        Some("contents_by_slug") => slug_taken(&content.slug),
        _ => error.into(),
    })?;
    let revision = NewRevision {
        content: content.id,
        version: content.version,
        title: &content.title,
        body: &content.body,
        words: content.words,
        reason,
        began_at,
    };
    Ok(store::revisions::insert(tx, &revision).await?)
}

/// Puts an earlier text in the place of the present one, as a version of its own.
pub(super) async fn put_text(
    tx: &mut TenantTx<'_>,
    id: ContentId,
    title: String,
    body: &str,
) -> AppResult<ContentRecord> {
    let mut content = get(tx, id, true).await?;
    content.title = title;
    content.body = sanitise(body);
    content.words = words::count(&content.body);
    moved_on(&mut content);
    store_version(tx, &content, RevisionReason::Restored, None).await?;
    Ok(content)
}

/// The article as the edit would have it, if nothing in it is wrong.
async fn checked(tx: &mut TenantTx<'_>, before: &ContentRecord, edit: &ContentEdit) -> AppResult<ContentRecord> {
    let title = one_line(&edit.title);
    if title.is_empty() {
        return Err(AppError::field("title", "Give the article a title."));
    }
    for (field, value, most) in [
        ("title", &title, MAX_TITLE),
        ("meta_title", &edit.meta_title, MAX_META),
        ("meta_description", &edit.meta_description, MAX_META),
        ("excerpt", &edit.excerpt, MAX_EXCERPT),
        ("primary_keyword", &edit.primary_keyword, MAX_META),
    ] {
        if value.chars().count() > most {
            return Err(AppError::field(field, format!("Use at most {most} characters.")));
        }
    }
    if edit.body.len() > MAX_BODY {
        return Err(AppError::field("body", "This article is longer than 1 MB of text. Split it into several."));
    }
    let html = match edit.format {
        BodyFormat::Html => edit.body.clone(),
        BodyFormat::Markdown => markdown::unsanitised(&edit.body),
    };
    if has_too_many_tags(&html) {
        return Err(AppError::field("body", "This article has more than 20,000 tags. Split it into several."));
    }
    let body = match edit.format {
        BodyFormat::Html => with_meaning(&sanitise(&html)),
        BodyFormat::Markdown => sanitise(&html),
    };
    // the same text by way of another format is no change
    let body = if markdown::tidy(&body) == markdown::tidy(&before.body) { before.body.clone() } else { body };
    Ok(ContentRecord {
        slug: checked_slug(tx, before, &edit.slug, &title).await?,
        words: words::count(&body),
        title,
        body,
        excerpt: one_line(&edit.excerpt),
        meta_title: one_line(&edit.meta_title),
        meta_description: one_line(&edit.meta_description),
        primary_keyword: one_line(&edit.primary_keyword),
        tags: split_labels(&edit.tags),
        categories: split_labels(&edit.categories),
        ..before.clone()
    })
}

/// Browsers write bold and italic when a person means strong and stressed; the two look the same, and only the latter
/// have a meaning (and Markdown). In sanitised HTML `<` stands in tags alone.
fn with_meaning(html: &str) -> String {
    [("b", "strong"), ("i", "em")].iter().fold(html.to_owned(), |html, (look, meaning)| {
        html.replace(&format!("<{look}>"), &format!("<{meaning}>"))
            .replace(&format!("<{look} "), &format!("<{meaning} "))
            .replace(&format!("</{look}>"), &format!("</{meaning}>"))
    })
}

/// The slug that was typed, made one; empty: the title's.
async fn checked_slug(tx: &mut TenantTx<'_>, before: &ContentRecord, typed: &str, title: &str) -> AppResult<String> {
    if typed.trim().is_empty() {
        return slugs::for_title(tx, before.site, title, Some(before.id)).await;
    }
    let slug = slugify(typed, 200);
    if slug != before.slug && !slugs::is_free(tx, before.site, &slug, Some(before.id)).await? {
        return Err(slug_taken(&slug));
    }
    Ok(slug)
}

fn slug_taken(slug: &str) -> AppError {
    AppError::field("slug", format!("Another article of this site has the address “{slug}” already."))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// When the sitting began that an automatic save goes on with: the same person's, and begun shortly before. What was
/// saved on purpose is of no sitting.
async fn sitting(tx: &mut TenantTx<'_>, before: &ContentRecord) -> AppResult<Option<DateTime<Utc>>> {
    // what was approved is evidence, and stays
    if before.status == ContentStatus::Approved {
        return Ok(None);
    }
    let head = store::revisions::head(tx, before.id, before.version).await?;
    let own = head.filter(|head| head.user.is_some() && head.user == tx.user());
    Ok(own.and_then(|head| head.began_at).filter(|began| *began + ONE_REVISION > tx.now()))
}

async fn edited_meanwhile(tx: &mut TenantTx<'_>, now: &ContentRecord) -> AppResult<AppError> {
    let head = store::revisions::head(tx, now.id, now.version).await?;
    let who = match head.as_ref().map(|head| (head.user, head.user_name.clone())) {
        Some((user, _)) if user.is_some() && user == tx.user() => "You saved this article in another window".to_owned(),
        Some((_, Some(name))) => format!("{name} saved this article"),
        _ => "This article was saved".to_owned(),
    };
    let at = head.map_or(now.updated_at, |head| head.at);
    let sentence = format!("{who} after you opened it. Nothing of yours was lost: choose what should stand.");
    Ok(AppError::conflict(EDITED_MEANWHILE, sentence)
        .with_typed("version", &now.version.to_string())
        .with_typed("at", &at.to_rfc3339()))
}

#[cfg(test)]
mod tests {
    use super::with_meaning;

    #[test]
    fn bold_and_italic_become_strong_and_stressed() {
        let html = "<p><b id=\"x\">a</b> <i>b</i><br>c<img src=\"/media/a.webp\"> <blockquote>d</blockquote></p>";
        let expected =
            "<p><strong id=\"x\">a</strong> <em>b</em><br>c<img src=\"/media/a.webp\"> <blockquote>d</blockquote></p>";
        assert_eq!(with_meaning(html), expected);
    }
}
