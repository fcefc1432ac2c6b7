//! Makes pictures: one job, one charge, one picture.
//!
//! A picture has rounds: each deliberate "make another" begins one, and the credits held for it are named after picture
//! and round. A try that crashed or failed is repeated within its round, so a picture is charged once however often it
//! takes. The file is stored before the row names it; a crash in between leaves a file that nobody refers to.

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::picture::{self, Picture};
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::ai::image::ImageRequest;
use crate::ai::metering::{self, Meter, Opened};
use crate::billing::credits::{Estimate, Operation};
use crate::billing::service::{ledger, rates};
use crate::images::ImageStatus;
use crate::images::store;
use crate::images::store::images::{FileRow, ImageRow};
use crate::jobs::context::{JobContext, JobFailure, JobResult};
use crate::jobs::job::Queued;
use crate::jobs::service as jobs;
use crate::jobs::{JobKind, service::NewJob};
use crate::kit::id::{ImageId, SiteId};
use crate::kit::text::{count_of, shorten};
use crate::kit::{AppError, AppResult};
use crate::sites::service::sites;
use crate::state::AppState;
use crate::writer::service::{contents, review};

/// What a job is told besides its picture.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    round: i32,
}

/// What names the credits held for a round of a picture.
#[must_use]
pub fn credit_key(image: ImageId, round: i32) -> String {
    format!("image:{image}:{round}")
}

/// Has pictures made that are not there yet: those that wait and those that failed. Others are left out.
///
/// # Errors
/// 402 when it would cost more than there is; 409 when all of them are there or at work, or their site is switched off.
pub async fn enqueue(tenant: &Tenant, state: &AppState, ids: Vec<ImageId>) -> AppResult<Queued> {
    start(tenant, state, &ids, |image| image.file_key.is_none()).await
}

/// Tries pictures again whose last try failed, also those that were to take another one's place, each in its round.
///
/// # Errors
/// As [`enqueue`].
pub async fn try_again(tenant: &Tenant, state: &AppState, ids: &[ImageId]) -> AppResult<Queued> {
    start(tenant, state, ids, |image| image.file_key.is_none() || image.failure.is_some()).await
}

async fn start(
    tenant: &Tenant,
    state: &AppState,
    ids: &[ImageId],
    is_wanted: fn(&ImageRow) -> bool,
) -> AppResult<Queued> {
    tenant.may(Action::RunAi)?;
    let mut tx = tenant.begin().await?;
    let mut images = store::images::find(&mut tx, ids).await?;
    images.retain(is_wanted);
    let Some(first) = images.first() else {
        return Err(AppError::conflict(
            "nothing_to_make",
            "These pictures are made already. Open one to have another made in its place.",
        ));
    };
    require_startable(&mut tx, state, &images).await?;
    let site = images.iter().all(|image| image.site == first.site).then_some(first.site);
    let title = format!("Make {}", count_of(count(&images), "picture", "pictures"));
    let queued = queue(&mut tx, site, &title, &images).await?;
    tx.commit().await?;
    Ok(queued)
}

/// Refuses what a site that is switched off or too few credits stand in the way of.
async fn require_startable(tx: &mut TenantTx<'_>, state: &AppState, images: &[ImageRow]) -> AppResult<()> {
    sites::require_all_active(tx, images.iter().map(|image| image.site)).await?;
    let estimate = estimate_of(tx, state, images).await?;
    if estimate.affordable() { Ok(()) } else { Err(ledger::too_few(estimate.credits, estimate.available)) }
}

/// What having these pictures made costs; those that are there or at work cost nothing.
///
/// # Errors
/// 500 when the model has no price.
pub async fn estimate(tenant: &Tenant, state: &AppState, ids: &[ImageId]) -> AppResult<Estimate> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let missing = missing(&mut tx, ids).await?;
    estimate_of(&mut tx, state, &missing).await
}

/// What making these would cost besides those at work, which were priced when they were asked for: their credits may be
/// held already.
async fn estimate_of(tx: &mut TenantTx<'_>, state: &AppState, images: &[ImageRow]) -> AppResult<Estimate> {
    let ids: Vec<Uuid> = images.iter().map(|image| image.id.0).collect();
    let at_work = jobs::live_targets(tx, JobKind::GenerateImage, &ids).await?;
    // a picture has one live job at most
    let others = images.len().saturating_sub(at_work.len());
    metering::estimate_images(tx, state.image_model.name(), i64::try_from(others).unwrap_or(i64::MAX)).await
}

/// Has another picture made in the place of one that is there, which stays until then.
///
/// # Errors
/// 402; 404; 409 when it is at work already, or its site is switched off.
pub async fn regenerate(tenant: &Tenant, state: &AppState, id: ImageId) -> AppResult<Queued> {
    tenant.may(Action::RunAi)?;
    let mut tx = tenant.begin().await?;
    let mut image = store::images::find(&mut tx, &[id]).await?.pop().ok_or_else(|| AppError::not_found("picture"))?;
    require_startable(&mut tx, state, std::slice::from_ref(&image)).await?;
    if image.status == ImageStatus::Generated {
        image.round = store::images::next_round(&mut tx, id).await?;
    }
    let site = Some(image.site);
    let queued = queue(&mut tx, site, "Make another picture", &[image]).await?;
    tx.commit().await?;
    Ok(queued)
}

/// Queues pictures, each in its round.
pub(super) async fn queue(
    tx: &mut TenantTx<'_>,
    site: Option<SiteId>,
    title: &str,
    images: &[ImageRow],
) -> AppResult<Queued> {
    let new = images
        .iter()
        .map(|image| NewJob { target: Some(image.id.0), payload: json!(Payload { round: image.round }) })
        .collect();
    let queued = jobs::enqueue(tx, JobKind::GenerateImage, title, site, new).await?;
    let ids: Vec<ImageId> = images.iter().map(|image| image.id).collect();
    store::images::set_waiting(tx, &ids).await?;
    Ok(queued)
}

async fn missing(tx: &mut TenantTx<'_>, ids: &[ImageId]) -> AppResult<Vec<ImageRow>> {
    let mut images = store::images::find(tx, ids).await?;
    images.retain(|image| image.file_key.is_none());
    Ok(images)
}

fn count(images: &[ImageRow]) -> i64 {
    i64::try_from(images.len()).unwrap_or(i64::MAX)
}

/// The job.
pub(crate) async fn run(job: &JobContext) -> JobResult {
    let id = ImageId(job.target()?);
    let Payload { round } = job.payload()?;
    let mut tx = job.begin().await?;
    let image = current(&mut tx, id).await?;
    if image.round != round {
        return superseded(job, tx).await;
    }
    // a site that was deleted while the job waited gets no more pictures
    sites::get(&mut tx, image.site).await?;
    store::images::set_waiting(&mut tx, &[id]).await?;
    let title =
        store::articles::find(&mut tx, &[image.content]).await?.pop().map(|article| article.title).unwrap_or_default();
    let credits = rates::image_rate(&mut tx, job.state.image_model.name()).await?.credits;
    tx.commit().await?;

    job.progress(0, 2, &format!("Making a picture for “{}”", shorten(&title, 60))).await?;
    let mut meter = match Meter::open(job, Operation::Images, &credit_key(id, round), credits).await? {
        Opened::Meter(meter) => meter,
        // made and charged by an earlier delivery of this job
        Opened::Settled { .. } => return superseded(job, job.begin().await?).await,
    };
    let answer = meter.image(&request(job, &image, &title)).await?;
    job.progress(1, 2, "Storing the picture").await?;
    let picture = picture::read_made(answer.bytes).await.map_err(|problem| {
        JobFailure::Final(AppError::conflict(
            "picture_unreadable",
            format!("The model's picture can't be used: {problem} Try again."),
        ))
    })?;
    keep(job, meter, &image, &title, picture).await
}

fn request(job: &JobContext, image: &ImageRow, title: &str) -> ImageRequest {
    // within the article the passage is what the picture is about
    let about = if image.after_heading.is_empty() { title } else { &image.after_heading };
    let (high, low) = image.id.0.as_u64_pair();
    ImageRequest {
        seed: (high ^ low).wrapping_add(u64::from(image.round.unsigned_abs())),
        cancel: job.cancel.clone(),
        ..ImageRequest::new(image.kind.into(), image.prompt.clone(), about)
    }
}

/// Stores the file, then the row with its charge.
async fn keep(job: &JobContext, meter: Meter<'_>, image: &ImageRow, title: &str, picture: Picture) -> JobResult {
    let files = job.state.files();
    let key = files.put("webp", &picture.bytes).await?;
    let mut tx = job.begin().await?;
    // the balance first, then the picture, then the article: everybody takes them in this order
    let credits = meter.settle(&mut tx, 0, &json!({ "file_key": key })).await?;
    let found = store::images::lock(&mut tx, image.id).await?;
    let now = if found { store::images::find(&mut tx, &[image.id]).await?.pop() } else { None };
    let Some(now) = now.filter(|now| now.round == image.round) else {
        // removed, or replaced by somebody's own, while it was made: nothing is charged
        drop(tx);
        files.remove(&key).await?;
        return superseded(job, job.begin().await?).await;
    };
    let file = FileRow {
        key: &key,
        width: picture.width,
        height: picture.height,
        bytes: picture.size(),
        model: job.state.image_model.name(),
        credits,
    };
    store::images::set_file(&mut tx, image.id, image.round, &file).await?;
    contents::pictures_changed(&mut tx, image.content).await?;
    review::images_done(&mut tx, image.content).await?;
    let event = Event {
        action: AuditAction::ImageMade,
        site: Some(image.site),
        target: Some(image.content.0),
        details: json!({ "title": title, "kind": image.kind, "credits": credits }),
    };
    audit::record(&mut tx, event).await?;
    let done = job.complete(tx, &json!({ "file_key": key, "credits": credits })).await?;
    if let Some(before) = now.file_key
        && let Err(error) = files.remove(&before).await
    {
        // nobody refers to it any more, so it only takes up room
        tracing::warn!(%error, key = before, "an old picture was left behind");
    }
    Ok(done)
}

async fn current(tx: &mut TenantTx<'_>, id: ImageId) -> Result<ImageRow, JobFailure> {
    Ok(store::images::find(tx, &[id]).await?.pop().ok_or_else(|| AppError::not_found("picture"))?)
}

/// Ends a job that has nothing to make any more.
async fn superseded(job: &JobContext, tx: TenantTx<'_>) -> JobResult {
    job.complete(tx, &json!({ "superseded": true })).await
}

/// Says on the picture why it was not made. Where another round has begun meanwhile, as with one's own file, how the
/// earlier one ended is no longer said.
pub(crate) async fn failed(
    tx: &mut TenantTx<'_>,
    target: Uuid,
    payload: &serde_json::Value,
    error: &AppError,
) -> AppResult<()> {
    // a job of another version does not say which round it was for
    let Ok(Payload { round }) = Payload::deserialize(payload) else { return Ok(()) };
    Ok(store::images::set_failed(tx, ImageId(target), round, &error.message).await?)
}
