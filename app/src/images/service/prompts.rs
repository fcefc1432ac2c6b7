//! Finds out what an article's pictures should show: one for its head, others for its passages.
//!
//! The descriptions, their price and the jobs that make the pictures are written in one transaction. The same text of
//! an article is described, and paid for, once: asking again brings the same descriptions back.

use serde_json::json;

use super::generation;
use super::prices::Prices;
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::ai::answer::ImagePromptsAnswer;
use crate::ai::brief::{ImagePromptsBrief, SiteBrief};
use crate::ai::html::plain_text;
use crate::ai::metering::{self, Meter, Opened};
use crate::ai::prompts::image_prompts_request;
use crate::ai::validate::heading_meant;
use crate::billing::credits::{Estimate, Operation};
use crate::billing::service::ledger;
use crate::images::ImageKind;
use crate::images::image::{MAX_ALT, MAX_PROMPT, USUAL_IN_ARTICLE};
use crate::images::store;
use crate::images::store::articles::ArticleRow;
use crate::images::store::images::WantedRow;
use crate::jobs::context::{JobContext, JobFailure, JobResult};
use crate::jobs::job::Queued;
use crate::jobs::service as jobs;
use crate::jobs::{JobKind, service::NewJob};
use crate::kit::id::{ContentId, SiteId};
use crate::kit::selection::{SelectionError, bounded};
use crate::kit::text::{count_of, shorten};
use crate::kit::{AppError, AppResult};
use crate::sites::service::sites;
use crate::state::AppState;
use crate::writer::headings::headings;
use crate::writer::service::contents::{self, ForPublishing};

/// Has the pictures of articles described and then made: one job an article, which queues one job a picture. Articles
/// that have all of theirs are left out.
///
/// # Errors
/// 403; 404 when none of them is there; 409 when all are complete or at work, or their site is switched off; 422 for none
/// or too many.
pub async fn enqueue(tenant: &Tenant, contents: Vec<ContentId>) -> AppResult<Queued> {
    tenant.may(Action::RunAi)?;
    let contents = bounded(contents).map_err(|error: SelectionError| AppError::from(error))?;
    let mut tx = tenant.begin().await?;
    let mut articles = store::articles::find(&mut tx, &contents).await?;
    if articles.is_empty() {
        return Err(AppError::not_found("article"));
    }
    articles.retain(|article| article.at_work || !article.is_complete());
    let Some(first) = articles.first() else {
        return Err(AppError::conflict(
            "nothing_to_make",
            "All of these pictures are there, or being made. Add one to an article to have more.",
        ));
    };
    sites::require_all_active(&mut tx, articles.iter().map(|article| article.site)).await?;
    let title = match articles.len() {
        1 => format!("Pictures for “{}”", shorten(&first.title, 60)),
        n => format!("Pictures for {}", count_of(i64::try_from(n).unwrap_or(i64::MAX), "article", "articles")),
    };
    let one_site = articles.iter().all(|article| article.site == first.site).then_some(first.site);
    let new = articles.iter().map(|article| NewJob { target: Some(article.id.0), payload: json!({}) }).collect();
    let queued = jobs::enqueue(&mut tx, JobKind::PromptImages, &title, one_site, new).await?;
    tx.commit().await?;
    Ok(queued)
}

/// The same, unless it would cost more than there is.
///
/// # Errors
/// As [`enqueue`], and 402 with needed and available.
pub async fn enqueue_if_affordable(tenant: &Tenant, state: &AppState, contents: Vec<ContentId>) -> AppResult<Queued> {
    let estimate = estimate(tenant, state, &contents).await?;
    if !estimate.affordable() {
        return Err(ledger::too_few(estimate.credits, estimate.available));
    }
    enqueue(tenant, contents).await
}

/// What describing and making the pictures of articles costs at most. Pictures that are there cost nothing, and those at
/// work were priced when they were asked for: their credits may be held already.
///
/// # Errors
/// 500 when a model has no price.
pub async fn estimate(tenant: &Tenant, state: &AppState, contents: &[ContentId]) -> AppResult<Estimate> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let prices = Prices::read(&mut tx, state).await?;
    let mut articles = store::articles::find(&mut tx, contents).await?;
    articles.retain(|article| !article.at_work && !article.is_complete());
    let price = |article: &ArticleRow| prices.of_pictures(i64::from(article.words), article.free(), article.waiting);
    let credits = articles.iter().map(price);
    Ok(Estimate {
        items: i64::try_from(articles.len()).unwrap_or(i64::MAX),
        credits: credits.fold(0, i64::saturating_add),
        available: ledger::balance(&mut tx).await?.available(),
    })
}

/// The job.
pub(crate) async fn run(job: &JobContext) -> JobResult {
    let (article, to_describe) = load(job).await?;
    let tx = match to_describe {
        Some((brief, credits)) => describe(job, &article, &brief, credits).await?,
        None => job.begin().await?,
    };
    finish(job, tx, &article).await
}

/// Has the pictures described, and writes down what is wanted, paid in the same transaction.
async fn describe<'job>(
    job: &'job JobContext,
    article: &ForPublishing,
    brief: &ImagePromptsBrief,
    credits: i64,
) -> Result<TenantTx<'job>, JobFailure> {
    job.progress(0, 1, "Reading the article to describe its pictures").await?;
    let key = format!("image_prompts:{}:{}", article.id, article.edition.version);
    let (answer, mut tx) = match Meter::open(job, Operation::ImagePrompts, &key, credits).await? {
        Opened::Meter(mut meter) => {
            let mut request = image_prompts_request(brief);
            request.cancel = job.cancel.clone();
            let answer = meter.ask::<ImagePromptsAnswer>(&request, None).await?.answer;
            let mut tx = job.begin().await?;
            let kept = serde_json::to_value(&answer).unwrap_or_default();
            meter.settle(&mut tx, 0, &kept).await?;
            (answer, tx)
        }
        Opened::Settled { answer, .. } => (metering::stored(answer)?, job.begin().await?),
    };
    store::images::want(&mut tx, article.site, article.id, &wanted(answer, &brief.headings)).await?;
    Ok(tx)
}

/// The article; and what to ask about it and what that costs at most, unless all of its places are taken.
async fn load(job: &JobContext) -> Result<(ForPublishing, Option<(ImagePromptsBrief, i64)>), JobFailure> {
    let mut tx = job.begin().await?;
    let article = contents::load_for_publishing(&mut tx, ContentId(job.target()?)).await?;
    let site = sites::get(&mut tx, article.site).await?;
    let prices = Prices::read(&mut tx, &job.state).await?;
    let row = store::articles::find(&mut tx, &[article.id]).await?.pop();
    tx.commit().await?;
    let Some(words) = row.filter(|row| row.free() > 0).map(|row| i64::from(row.words)) else {
        return Ok((article, None));
    };
    let brief = ImagePromptsBrief {
        site: SiteBrief {
            name: site.name,
            language: site.language,
            industry: site.industry_name,
            about: site.description,
            ..SiteBrief::default()
        },
        title: article.title.clone(),
        structure: article.structure,
        primary_keyword: article.primary_keyword.clone(),
        headings: headings(&article.body).into_iter().filter(|one| one.level == 2).map(|one| one.text).collect(),
        article: plain_text(&article.body),
        in_article: USUAL_IN_ARTICLE,
        style: String::new(),
        guidance: String::new(),
    };
    Ok((article, Some((brief, prices.of_describing(words)))))
}

/// What an answer asks for. Texts are the model's, so they are cut to what fits, and a picture whose heading is not there
/// stands where there is room.
fn wanted(answer: ImagePromptsAnswer, headings: &[String]) -> Vec<WantedRow> {
    let featured = WantedRow {
        kind: ImageKind::Featured,
        position: 0,
        prompt: shorten(&answer.featured.prompt, MAX_PROMPT),
        alt: shorten(&answer.featured.alt, MAX_ALT),
        caption: String::new(),
        after_heading: String::new(),
    };
    let within = answer.in_article.into_iter().zip(0..).map(|(one, position)| WantedRow {
        kind: ImageKind::InArticle,
        position,
        prompt: shorten(&one.prompt, MAX_PROMPT),
        alt: shorten(&one.alt, MAX_ALT),
        caption: shorten(&one.caption, MAX_ALT),
        after_heading: heading_meant(headings, &one.after_heading).unwrap_or_default().to_owned(),
    });
    std::iter::once(featured).chain(within).collect()
}

/// Queues the pictures that are not there yet, and ends the job.
async fn finish(job: &JobContext, mut tx: TenantTx<'_>, article: &ForPublishing) -> JobResult {
    let queued = queue_missing(&mut tx, article.site, article.id, &article.title).await?;
    let event = Event {
        action: AuditAction::ImagesDescribed,
        site: Some(article.site),
        target: Some(article.id.0),
        details: json!({ "title": article.title, "images": queued }),
    };
    audit::record(&mut tx, event).await?;
    job.complete(tx, &json!({ "images": queued })).await
}

/// How many were queued; those at work already are left to it.
async fn queue_missing(tx: &mut TenantTx<'_>, site: SiteId, content: ContentId, title: &str) -> AppResult<i64> {
    let mut missing = store::images::of_contents(tx, &[content]).await?;
    missing.retain(|image| image.file_key.is_none());
    let ids: Vec<_> = missing.iter().map(|image| image.id.0).collect();
    let at_work = jobs::live_targets(tx, JobKind::GenerateImage, &ids).await?;
    missing.retain(|image| !at_work.iter().any(|(target, _)| *target == image.id.0));
    if missing.is_empty() {
        return Ok(0);
    }
    let title = format!("Make the pictures of “{}”", shorten(title, 60));
    Ok(generation::queue(tx, Some(site), &title, &missing).await?.queued)
}
