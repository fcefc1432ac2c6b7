//! Looking at pictures: the list, those of one article, those that are finished.

use std::collections::HashSet;

use uuid::Uuid;

use super::placement::address;
use super::prompts;
use crate::access::{Action, Tenant, TenantTx};
use crate::billing::service::rates;
use crate::images::image::{ArticlePictures, ImageFile, ImageRights, ImageView};
use crate::images::image_list::{ImageGroup, ImageList, ImageQuery};
use crate::images::store;
use crate::images::store::images::ImageRow;
use crate::images::{ImageKind, ImageStatus};
use crate::jobs::JobKind;
use crate::jobs::service as jobs;
use crate::kit::AppResult;
use crate::kit::id::{ContentId, ImageId, SiteId};
use crate::kit::page::Page;
use crate::kit::selection::{MAX_SELECTION, Selection, bounded};
use crate::sites::service::sites;
use crate::state::AppState;
use crate::writer::headings::headings;
use crate::writer::service::contents;

/// What a tenant may do with pictures.
#[must_use]
pub fn rights(tenant: &Tenant) -> ImageRights {
    ImageRights {
        edit: tenant.can(Action::EditContent),
        run_ai: tenant.can(Action::RunAi) && tenant.can(Action::EditContent),
    }
}

/// A page of the list, with what a picture costs.
///
/// # Errors
/// 404 for a site that is not there; 500 when the model has no price.
pub async fn list(tenant: &Tenant, state: &AppState, query: &ImageQuery) -> AppResult<ImageList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, query.site).await?.id;
    let mut page = store::image_list::page(&mut tx, site, query).await?;
    if let Some(at) = page.instead(&query.at) {
        page = store::image_list::page(&mut tx, site, &ImageQuery { at, ..query.clone() }).await?;
    }
    let contents: Vec<ContentId> = page.rows.iter().map(|row| row.id).collect();
    let mut images = store::images::of_contents(&mut tx, &contents).await?;
    images.retain(|image| query.status.is_none_or(|status| image.status == status));
    let at_work = at_work(&mut tx, &images).await?;
    let groups = page.rows.into_iter().map(|row| ImageGroup {
        content: row.id,
        title: row.title,
        status: row.status,
        images: images.iter().filter(|image| image.content == row.id).map(|image| view(image, &at_work)).collect(),
    });
    Ok(ImageList {
        page: Page { rows: groups.collect(), total: page.total, next: page.next, previous: page.previous },
        images: store::image_list::count(&mut tx, site, query).await?,
        credits_each: rates::image_rate(&mut tx, state.image_model.name()).await?.credits,
        may: rights(tenant),
    })
}

/// How many pictures of a site are in each state.
///
/// # Errors
/// 404 for a site that is not there.
pub async fn statuses(tenant: &Tenant, site: Option<SiteId>) -> AppResult<Vec<(ImageStatus, i64)>> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, site).await?.id;
    Ok(store::image_list::statuses(&mut tx, site).await?)
}

/// The pictures of an article.
///
/// # Errors
/// 404, also for another account's.
pub async fn of_article(tenant: &Tenant, state: &AppState, content: ContentId) -> AppResult<ArticlePictures> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let article = contents::load_for_publishing(&mut tx, content).await?;
    let images = store::images::of_contents(&mut tx, &[content]).await?;
    let at_work = at_work(&mut tx, &images).await?;
    let credits_each = rates::image_rate(&mut tx, state.image_model.name()).await?.credits;
    drop(tx);
    let missing = prompts::estimate(tenant, state, &[content]).await?;
    Ok(ArticlePictures {
        content,
        images: images.iter().map(|image| view(image, &at_work)).collect(),
        headings: headings(&article.body).into_iter().filter(|one| one.level == 2).map(|one| one.text).collect(),
        credits_for_missing: (missing.items > 0).then_some(missing.credits),
        credits_each,
        may: rights(tenant),
    })
}

async fn at_work(tx: &mut TenantTx<'_>, images: &[ImageRow]) -> AppResult<HashSet<Uuid>> {
    let ids: Vec<Uuid> = images.iter().map(|image| image.id.0).collect();
    let live = jobs::live_targets(tx, JobKind::GenerateImage, &ids).await?;
    Ok(live.into_iter().map(|(target, _)| target).collect())
}

fn view(image: &ImageRow, at_work: &HashSet<Uuid>) -> ImageView {
    let file = match (&image.file_key, image.width, image.height, image.bytes) {
        (Some(key), Some(width), Some(height), Some(bytes)) => {
            Some(ImageFile { url: address(key), width: i64::from(width), height: i64::from(height), bytes })
        }
        _ => None,
    };
    ImageView {
        id: image.id,
        kind: image.kind,
        position: i64::from(image.position),
        prompt: image.prompt.clone(),
        alt: image.alt.clone(),
        caption: image.caption.clone(),
        after_heading: image.after_heading.clone(),
        status: image.status,
        failure: image.failure.clone(),
        file,
        model: image.model.clone(),
        credits: image.credits,
        at_work: at_work.contains(&image.id.0),
    }
}

/// A finished picture, for whoever sends it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    pub id: ImageId,
    pub kind: ImageKind,
    pub alt: String,
    pub caption: String,
    pub after_heading: String,
    pub file_key: String,
    /// Pixels.
    pub width: i32,
    pub height: i32,
}

/// The finished pictures of an article, the featured one first.
///
/// # Errors
/// 503 when the database is away.
pub async fn finished(tx: &mut TenantTx<'_>, content: ContentId) -> AppResult<Vec<Finished>> {
    let images = store::images::of_contents(tx, &[content]).await?;
    let finished = images.into_iter().filter_map(|image| {
        Some(Finished {
            id: image.id,
            kind: image.kind,
            alt: image.alt,
            caption: image.caption,
            after_heading: image.after_heading,
            file_key: image.file_key?,
            width: image.width?,
            height: image.height?,
        })
    });
    Ok(finished.collect())
}

/// How many pictures of an article are wanted and not made.
///
/// # Errors
/// 503 when the database is away.
pub async fn count_missing(tx: &mut TenantTx<'_>, content: ContentId) -> AppResult<i64> {
    let images = store::images::of_contents(tx, &[content]).await?;
    Ok(i64::try_from(images.iter().filter(|image| image.file_key.is_none()).count()).unwrap_or(i64::MAX))
}

/// The pictures that a selection means.
///
/// # Errors
/// 422 for none or too many.
pub async fn selected(tenant: &Tenant, selection: &Selection<ImageQuery>) -> AppResult<Vec<ImageId>> {
    tenant.may(Action::View)?;
    let ids = match selection {
        Selection::Ids(ids) => ids.iter().map(|id| ImageId(*id)).collect(),
        Selection::AllMatching(query) => {
            let mut tx = tenant.begin().await?;
            let site = sites::resolve(&mut tx, query.site).await?.id;
            store::image_list::matching(&mut tx, site, query, MAX_SELECTION + 1).await?
        }
    };
    Ok(bounded(ids)?)
}
