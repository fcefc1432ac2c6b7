//! Revisions: listed, compared word by word, restored.

use std::time::Duration;

use serde_json::json;
use similar::{ChangeTag, TextDiff};

use super::saving;
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::kit::id::ContentId;
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::writer::revision::{DiffKind, DiffPart, Difference, RevisionList};
use crate::writer::{markdown, store};

/// Most revisions that are listed.
const LISTED: i64 = 200;
/// Time for comparing; after it the rest is told as replaced, which is coarse but right.
const PATIENCE: Duration = Duration::from_secs(1);

/// The revisions of an article, and the difference of two of them when asked for. Where the first is gone, because a
/// later automatic save took its place, the last one before it stands in.
///
/// # Errors
/// 404 for an article or a revision that is not there.
pub async fn list(tenant: &Tenant, id: ContentId, compare: Option<(i64, i64)>) -> AppResult<RevisionList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let content = store::contents::find(&mut tx, id, false).await?.ok_or_else(|| AppError::not_found("article"))?;
    let revisions = store::revisions::list(&mut tx, id, LISTED).await?;
    let texts = match compare {
        Some((from, _)) if from > i64::from(content.version) => return Err(AppError::not_found("revision")),
        Some((from, to)) => {
            let (from, before) = text_until(&mut tx, id, from).await?;
            Some((from, to, before, text(&mut tx, id, to).await?))
        }
        None => None,
    };
    // no connection waits while two texts are compared
    drop(tx);
    let difference = match texts {
        Some((from, to, before, after)) => Some(compare_aside(from, to, before, after).await?),
        None => None,
    };
    Ok(RevisionList {
        content: id,
        title: content.title,
        current: i64::from(content.version),
        revisions,
        difference,
        may_restore: tenant.can(Action::EditContent),
    })
}

/// Compares two revisions on a thread of its own: it may take a second, and others are answered meanwhile.
async fn compare_aside(from: i64, to: i64, before: (String, String), after: (String, String)) -> AppResult<Difference> {
    let compare = move || compared(from, to, &as_text(&before), &as_text(&after));
    tokio::task::spawn_blocking(compare).await.map_err(|panic| {
        tracing::error!(%panic, "comparing two revisions");
        AppError::new(
            ErrorKind::Internal,
            "not_compared",
            "These two revisions could not be compared. It has been noted; choose two others.",
        )
    })
}

/// Makes a revision the present text again, as a new version; what stood until now stays a revision.
///
/// # Errors
/// 404; 409 when it is the present one.
pub async fn restore(tenant: &Tenant, id: ContentId, version: i64) -> AppResult<i64> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    let (title, body) = text(&mut tx, id, version).await?;
    let now = store::contents::find(&mut tx, id, true).await?.ok_or_else(|| AppError::not_found("article"))?;
    if now.title == title && now.body == body {
        return Err(AppError::conflict("already_current", "This is how the article stands already."));
    }
    let content = saving::put_text(&mut tx, id, title, &body).await?;
    let event = Event {
        action: AuditAction::ContentRestored,
        site: Some(content.site),
        target: Some(id.0),
        details: json!({ "title": content.title, "version": version }),
    };
    audit::record(&mut tx, event).await?;
    tx.commit().await?;
    Ok(i64::from(content.version))
}

async fn text(tx: &mut TenantTx<'_>, id: ContentId, version: i64) -> AppResult<(String, String)> {
    let version = i32::try_from(version).map_err(|_| AppError::not_found("revision"))?;
    store::revisions::text(tx, id, version).await?.ok_or_else(|| AppError::not_found("revision"))
}

async fn text_until(tx: &mut TenantTx<'_>, id: ContentId, version: i64) -> AppResult<(i64, (String, String))> {
    let version = i32::try_from(version).map_err(|_| AppError::not_found("revision"))?;
    let found = store::revisions::text_until(tx, id, version).await?;
    let (version, title, body) = found.ok_or_else(|| AppError::not_found("revision"))?;
    Ok((i64::from(version), (title, body)))
}

/// A revision as Markdown, so that a change of form shows too.
fn as_text((title, body): &(String, String)) -> String {
    format!("# {title}\n\n{}", markdown::from_html(body))
}

fn compared(from: i64, to: i64, before: &str, after: &str) -> Difference {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(before, after);
    let mut difference = Difference { from, to, added: 0, removed: 0, paragraphs: vec![Vec::new()] };
    for change in diff.iter_all_changes() {
        let text = change.value();
        let words = i64::from(text.chars().any(char::is_alphanumeric));
        let kind = match change.tag() {
            ChangeTag::Equal => DiffKind::Same,
            ChangeTag::Insert => {
                difference.added += words;
                DiffKind::Added
            }
            ChangeTag::Delete => {
                difference.removed += words;
                DiffKind::Removed
            }
        };
        add(&mut difference.paragraphs, kind, text);
    }
    difference.paragraphs.retain(|parts| parts.iter().any(|part| !part.text.trim().is_empty()));
    difference
}

/// Appends a run to the last paragraph, joined with one of its kind; an empty line begins the next paragraph.
fn add(paragraphs: &mut Vec<Vec<DiffPart>>, kind: DiffKind, text: &str) {
    for (at, piece) in text.split('\n').enumerate() {
        let ends_line = paragraphs.last().and_then(|parts| parts.last()).is_some_and(|part| part.text.ends_with('\n'));
        if at > 0 && ends_line {
            paragraphs.push(Vec::new());
        }
        let piece = if at > 0 && !ends_line { format!("\n{piece}") } else { piece.to_owned() };
        let Some(parts) = paragraphs.last_mut() else { continue };
        match parts.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(&piece),
            _ if piece.is_empty() => {}
            _ => parts.push(DiffPart { kind, text: piece }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_came_and_went_are_told_paragraph_by_paragraph() {
        let difference = compared(1, 2, "One two three.\n\nThe end.\n", "One four three.\n\nThe end.\n\nMore.\n");
        assert_eq!((difference.added, difference.removed), (2, 1));
        let kinds: Vec<Vec<(DiffKind, &str)>> = difference
            .paragraphs
            .iter()
            .map(|parts| {
                parts.iter().map(|part| (part.kind, part.text.trim())).filter(|(_, text)| !text.is_empty()).collect()
            })
            .collect();
        use DiffKind::{Added, Removed, Same};
        assert_eq!(kinds[0], [(Same, "One"), (Removed, "two"), (Added, "four"), (Same, "three.")]);
        assert_eq!(kinds[1], [(Same, "The end.")]);
        assert_eq!(kinds[2], [(Added, "More.")]);
    }

    #[test]
    fn equal_texts_do_not_differ() {
        let difference = compared(1, 2, "a\n\nb", "a\n\nb");
        assert_eq!((difference.added, difference.removed), (0, 0));
        assert_eq!(difference.paragraphs.len(), 2);
    }
}
