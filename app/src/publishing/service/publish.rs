//! Publishing: asked for, done by a job, and what becomes of the article when the job does not get to its end.
//!
//! One article is published by one job at a time: the database allows one live job a target, and a job writes its
//! effects only while its claim stands. That takes the place of a lock held over the network, which would keep a
//! transaction open for as long as a slow site likes. Should a worker that lost its claim still have a request under
//! way, the worst that arrives is an empty draft, which a later attempt finds by its mark and puts into the trash: the
//! next one if it knows no number yet, and every update of an article whose post took more than one attempt to make.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::decision::Leave;
use super::sending::Sending;
use crate::access::{Action, Tenant, TenantTx};
use crate::images;
use crate::integrations::service::client;
use crate::jobs::context::{JobContext, JobResult};
use crate::jobs::job::Queued;
use crate::jobs::service as jobs;
use crate::jobs::{JobKind, service::NewJob};
use crate::kit::id::{ContentId, SiteId};
use crate::kit::selection::SelectionError;
use crate::kit::text::{count_of, shorten};
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::publishing::publication::{Decision, MAX_DIRECT, POST_EDITED};
use crate::publishing::store;
use crate::publishing::store::publications::PublicationRow;
use crate::sites::service::sites;
use crate::writer::service::contents::{self, Edition, ForPublishing};
use crate::writer::{ContentStatus, SiteStatus};

/// What an article says whose publishing was cancelled after its post had been reserved.
const CANCELLED_ON_THE_WAY: &str = "Publishing was cancelled while the article was being sent, so it may be live already. Look at the site, or publish it again: that finds the same post.";

/// Sends approved articles to their site: one job an article. An article that is live is updated.
///
/// # Errors
/// 403; 404; 409 `publish_limit` for more than [`MAX_DIRECT`], `not_approved`, `site_off`, `not_connected`,
/// `connection_broken`, `already_at_work`; nothing is sent then.
pub async fn enqueue(tenant: &Tenant, contents: Vec<ContentId>) -> AppResult<Queued> {
    tenant.may(Action::Publish)?;
    let contents: BTreeSet<ContentId> = contents.into_iter().collect();
    if contents.is_empty() {
        return Err(SelectionError::Nothing.into());
    }
    if contents.len() > MAX_DIRECT {
        let sentence = format!(
            "At most {MAX_DIRECT} articles are published at once. Choose {MAX_DIRECT} or fewer, and the rest when these are live."
        );
        return Err(AppError::conflict("publish_limit", sentence));
    }
    let mut tx = tenant.begin().await?;
    let mut articles = Vec::with_capacity(contents.len());
    for id in contents {
        articles.push(contents::load_for_publishing(&mut tx, id).await?);
    }
    let queued = queue(&mut tx, &articles, &Leave::default()).await?;
    tx.commit().await?;
    Ok(queued)
}

/// As [`enqueue`], for what was asked for before: articles that are gone or approved no longer are left out, unless there
/// are no others.
///
/// # Errors
/// As for [`enqueue`].
pub async fn enqueue_again(tenant: &Tenant, contents: Vec<ContentId>) -> AppResult<Queued> {
    tenant.may(Action::Publish)?;
    let mut tx = tenant.begin().await?;
    let mut ready = Vec::with_capacity(contents.len());
    for id in &contents {
        match contents::load_for_publishing(&mut tx, *id).await {
            Ok(article) if article.status == ContentStatus::Approved => ready.push(*id),
            Ok(_) => {}
            Err(error) if error.kind == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    drop(tx);
    enqueue(tenant, if ready.is_empty() { contents } else { ready }).await
}

/// Sends an article as a person decided, after publishing it had stopped to ask.
///
/// # Errors
/// As for [`enqueue`]; 409 `nothing_to_decide` when that was decided meanwhile.
pub async fn enqueue_decided(tenant: &Tenant, content: ContentId, decision: Decision) -> AppResult<Queued> {
    tenant.may(Action::Publish)?;
    let mut tx = tenant.begin().await?;
    let article = contents::load_for_publishing(&mut tx, content).await?;
    let known = store::publications::find(&mut tx, content).await?;
    let leave = Leave::by(decision, known.as_ref())?;
    let queued = queue(&mut tx, &[article], &leave).await?;
    tx.commit().await?;
    Ok(queued)
}

/// One job an article, each with the same leave.
async fn queue(tx: &mut TenantTx<'_>, articles: &[ForPublishing], leave: &Leave) -> AppResult<Queued> {
    require_approved(articles)?;
    let of_sites: BTreeSet<SiteId> = articles.iter().map(|article| article.site).collect();
    for site in &of_sites {
        sites::require_active(tx, *site).await?;
        client::require(tx, *site).await?;
    }
    let title = match articles {
        [one] => format!("Publish “{}”", shorten(&one.title, 60)),
        many => format!("Publish {}", count_of(i64::try_from(many.len()).unwrap_or(i64::MAX), "article", "articles")),
    };
    let one_site = of_sites.first().copied().filter(|_| of_sites.len() == 1);
    let payload = serde_json::to_value(leave)
        .map_err(|error| AppError::new(ErrorKind::Internal, "payload", error.to_string()))?;
    let new = articles.iter().map(|article| NewJob { target: Some(article.id.0), payload: payload.clone() }).collect();
    let queued = jobs::enqueue(tx, JobKind::PublishContent, &title, one_site, new).await?;
    for article in articles {
        contents::set_site_status(tx, article.id, SiteStatus::Publishing).await?;
    }
    Ok(queued)
}

fn require_approved(articles: &[ForPublishing]) -> AppResult<()> {
    let Some(first) = articles.iter().find(|article| article.status != ContentStatus::Approved) else { return Ok(()) };
    Err(AppError::conflict(
        "not_approved",
        format!("“{}” is not approved. Approve it in review, then publish it.", first.title),
    ))
}

/// The job.
pub(crate) async fn run(job: &JobContext) -> JobResult {
    let id = ContentId(job.target()?);
    let leave: Leave = job.payload()?;
    job.progress(0, 1, "Preparing").await?;
    let mut tx = job.begin().await?;
    let article = contents::load_for_publishing(&mut tx, id).await?;
    // an approval that was taken back while the job waited stands, and so does a site's deletion
    require_approved(std::slice::from_ref(&article))?;
    sites::get(&mut tx, article.site).await?;
    let images = images::service::listing::finished(&mut tx, id).await?;
    let remote = client::of_site(&mut tx, &job.state, article.site).await?;
    let known = store::publications::find(&mut tx, id).await?;
    let known = known.and_then(|row| leave.known(row, &remote.facts.root));
    tx.commit().await?;
    Sending { job, article, images, remote, known }.send().await
}

/// Marks the article as failed, with the reason. What is live stays live; where that was changed on the site, it is what
/// the article says.
pub(crate) async fn failed(tx: &mut TenantTx<'_>, target: Uuid, error: &AppError) -> AppResult<()> {
    let Some(article) = on_its_way(tx, target).await? else { return Ok(()) };
    store::publications::set_failed(tx, article.site, article.id, &error.code, &error.message).await?;
    let status = if error.code == POST_EDITED { SiteStatus::Changed } else { SiteStatus::Failed };
    contents::set_site_status(tx, article.id, status).await
}

/// Puts the article back to where it was before it was asked to be published. Where something was sent, or its post was
/// reserved, and never read back, the cancelled job may have done it a moment ago: that is said, not called "not
/// published".
pub(crate) async fn cancelled(tx: &mut TenantTx<'_>, target: Uuid) -> AppResult<()> {
    let Some(article) = on_its_way(tx, target).await? else { return Ok(()) };
    let before = store::publications::find(tx, article.id).await?;
    let on_the_way = |row: &PublicationRow| row.sent.is_some() || row.remote_id.is_some() && row.verified_at.is_none();
    if before.as_ref().is_some_and(on_the_way) {
        store::publications::set_failed(tx, article.site, article.id, "publish_cancelled", CANCELLED_ON_THE_WAY)
            .await?;
        return contents::set_site_status(tx, article.id, SiteStatus::Failed).await;
    }
    contents::set_site_status(tx, article.id, status_of(before.as_ref(), article.edition)).await
}

/// The article, unless it is gone or has left the way already.
async fn on_its_way(tx: &mut TenantTx<'_>, target: Uuid) -> AppResult<Option<ForPublishing>> {
    match contents::load_for_publishing(tx, ContentId(target)).await {
        Ok(article) => Ok((article.site_status == SiteStatus::Publishing).then_some(article)),
        Err(error) if error.code == "not_found" => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where an article stands by what is known of its post.
fn status_of(known: Option<&PublicationRow>, now: Edition) -> SiteStatus {
    match known {
        Some(row) if row.error_code.as_deref() == Some(POST_EDITED) => SiteStatus::Changed,
        Some(row) if row.error.is_some() => SiteStatus::Failed,
        Some(row) => row.edition().map_or(SiteStatus::NotPublished, |live| {
            if live == now { SiteStatus::Published } else { SiteStatus::Changed }
        }),
        None => SiteStatus::NotPublished,
    }
}
