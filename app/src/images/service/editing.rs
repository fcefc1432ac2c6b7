//! What people do to pictures by hand: other words, one's own file, one more, one less.

use serde_json::json;

use super::picture;
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::images::ImageKind;
use crate::images::image::{ImageTexts, MAX_ALT, MAX_IN_ARTICLE, MAX_PROMPT};
use crate::images::store;
use crate::images::store::images::{FileRow, ImageRow, WantedRow};
use crate::kit::id::{ContentId, ImageId};
use crate::kit::{AppError, AppResult};
use crate::state::AppState;
use crate::writer::service::{contents, review};

/// Changes a picture's texts. The picture itself stays until another one is asked for; a live article differs from its
/// live copy from then on if readers see what changed.
///
/// # Errors
/// 404; 422 with the field that is wrong.
pub async fn edit(tenant: &Tenant, id: ImageId, texts: &ImageTexts) -> AppResult<()> {
    tenant.may(Action::EditContent)?;
    let texts = checked(texts)?;
    let mut tx = tenant.begin().await?;
    let before = locked(&mut tx, id).await?;
    store::images::set_texts(&mut tx, id, &texts.prompt, &texts.alt, &texts.caption, &texts.after_heading).await?;
    let as_it_was =
        before.alt == texts.alt && before.caption == texts.caption && before.after_heading == texts.after_heading;
    if before.file_key.is_some() && !as_it_was {
        contents::pictures_changed(&mut tx, before.content).await?;
    }
    tx.commit().await
}

/// Adds a picture to an article, to be made from its description or brought by hand.
///
/// # Errors
/// 404; 409 when the article has all the pictures it may have; 422 with the field that is wrong.
pub async fn add(tenant: &Tenant, content: ContentId, kind: ImageKind, texts: &ImageTexts) -> AppResult<ImageId> {
    tenant.may(Action::EditContent)?;
    let texts = checked(texts)?;
    let mut tx = tenant.begin().await?;
    let article = contents::load_for_publishing(&mut tx, content).await?;
    let position = free_position(&mut tx, content, kind).await?;
    let wanted = WantedRow {
        kind,
        position,
        prompt: texts.prompt,
        alt: texts.alt,
        caption: texts.caption,
        after_heading: texts.after_heading,
    };
    let id = ImageId::new();
    if !store::images::insert(&mut tx, id, article.site, content, &wanted).await? {
        return Err(full(kind));
    }
    tx.commit().await?;
    Ok(id)
}

/// The first place of the kind that nothing stands in. The article is locked, so two never get the same.
async fn free_position(tx: &mut TenantTx<'_>, content: ContentId, kind: ImageKind) -> AppResult<i32> {
    let taken = store::images::of_contents(tx, &[content]).await?;
    let most = match kind {
        ImageKind::Featured => 1,
        ImageKind::InArticle => i32::try_from(MAX_IN_ARTICLE).unwrap_or(i32::MAX),
    };
    (0..most)
        .find(|place| !taken.iter().any(|image| image.kind == kind && image.position == *place))
        .ok_or_else(|| full(kind))
}

fn full(kind: ImageKind) -> AppError {
    let sentence = match kind {
        ImageKind::Featured => {
            "The article has a featured picture already. Change that one, or remove it first.".to_owned()
        }
        ImageKind::InArticle => format!("An article has at most {MAX_IN_ARTICLE} pictures. Remove one first."),
    };
    AppError::conflict("images_full", sentence)
}

/// Puts one's own file in the place of a picture; jobs that are making one for this place make nothing any more.
///
/// # Errors
/// 404; 422 with what is wrong with the file.
pub async fn replace_file(tenant: &Tenant, state: &AppState, id: ImageId, bytes: Vec<u8>) -> AppResult<()> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    find(&mut tx, id).await?;
    drop(tx);
    let picture =
        picture::read_upload(bytes).await.map_err(|problem| AppError::invalid(problem.code(), problem.to_string()))?;
    let key = state.files().put("webp", &picture.bytes).await?;
    let mut tx = tenant.begin().await?;
    let before = locked(&mut tx, id).await?;
    let round = store::images::next_round(&mut tx, id).await?;
    let file = FileRow {
        key: &key,
        width: picture.width,
        height: picture.height,
        bytes: picture.size(),
        model: "",
        credits: 0,
    };
    store::images::set_file(&mut tx, id, round, &file).await?;
    contents::pictures_changed(&mut tx, before.content).await?;
    review::images_done(&mut tx, before.content).await?;
    tell(&mut tx, AuditAction::ImageUploaded, &before).await?;
    tx.commit().await?;
    forget(state, before.file_key).await;
    Ok(())
}

/// Takes a picture out of its article.
///
/// # Errors
/// 404, also for another account's.
pub async fn remove(tenant: &Tenant, state: &AppState, id: ImageId) -> AppResult<()> {
    tenant.may(Action::EditContent)?;
    let mut tx = tenant.begin().await?;
    let image = locked(&mut tx, id).await?;
    store::images::delete(&mut tx, id).await?;
    if image.file_key.is_some() {
        contents::pictures_changed(&mut tx, image.content).await?;
    }
    // it may have been the one that the others waited for
    review::images_done(&mut tx, image.content).await?;
    tell(&mut tx, AuditAction::ImageRemoved, &image).await?;
    tx.commit().await?;
    forget(state, image.file_key).await;
    Ok(())
}

async fn find(tx: &mut TenantTx<'_>, id: ImageId) -> AppResult<ImageRow> {
    store::images::find(tx, &[id]).await?.pop().ok_or_else(|| AppError::not_found("picture"))
}

async fn locked(tx: &mut TenantTx<'_>, id: ImageId) -> AppResult<ImageRow> {
    store::images::lock(tx, id).await?;
    find(tx, id).await
}

async fn tell(tx: &mut TenantTx<'_>, action: AuditAction, image: &ImageRow) -> AppResult<()> {
    let details = json!({ "kind": image.kind });
    audit::record(tx, Event { action, site: Some(image.site), target: Some(image.content.0), details }).await
}

/// Removes a file that nothing refers to any more. Should that fail, it takes up room and does no harm.
async fn forget(state: &AppState, key: Option<String>) {
    if let Some(key) = key
        && let Err(error) = state.files().remove(&key).await
    {
        tracing::warn!(%error, key, "an old picture was left behind");
    }
}

fn checked(texts: &ImageTexts) -> AppResult<ImageTexts> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let prompt = texts.prompt.trim().to_owned();
    if prompt.is_empty() {
        return Err(AppError::field("prompt", "Say what the picture should show."));
    }
    if prompt.chars().count() > MAX_PROMPT {
        return Err(AppError::field("prompt", "Use at most 4,000 characters."));
    }
    let (alt, caption) = (one_line(&texts.alt), one_line(&texts.caption));
    for (field, text) in [("alt", &alt), ("caption", &caption)] {
        if text.chars().count() > MAX_ALT {
            return Err(AppError::field(field, format!("Use at most {MAX_ALT} characters.")));
        }
    }
    Ok(ImageTexts { prompt, alt, caption, after_heading: texts.after_heading.trim().chars().take(MAX_ALT).collect() })
}
