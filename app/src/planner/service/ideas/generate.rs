//! Generating ideas: one job a cluster, which asks the text model, checks what it says against what exists, and
//! stores ideas, links and charge in one transaction.

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::brief::{Prepared, prepare, titles_of};
use super::overlap::Titles;
use super::price::{Priced, priced};
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant, TenantTx};
use crate::ai::answer::{IdeaAnswer, IdeasAnswer};
use crate::ai::metering::{Meter, Opened};
use crate::ai::prompts::ideas_request;
use crate::ai::structure::ContentStructure;
use crate::billing::credits::{Estimate, Operation};
use crate::billing::service::ledger;
use crate::jobs::JobKind;
use crate::jobs::context::{JobContext, JobFailure, JobResult};
use crate::jobs::job::Queued;
use crate::jobs::service::{NewJob, enqueue, live_targets};
use crate::kit::id::{ClusterId, IdeaId, KeywordId};
use crate::kit::selection::Selection;
use crate::kit::text::{count_of, shorten};
use crate::kit::{AppError, AppResult};
use crate::planner::cluster::ClusterFilter;
use crate::planner::idea::{MAX_CLUSTERS, MAX_TITLE, WORDS};
use crate::planner::service::clusters;
use crate::planner::store;
use crate::planner::store::ideas::NewIdea;
use crate::planner::store::ideas::sources::KeywordSource;
use crate::sites::service::sites;

/// Longest audience and tone, in characters.
const MAX_WORDS_ABOUT: usize = 300;

/// What ideas for these clusters cost at most. Clusters that are switched off, have no keywords or are at work count
/// nothing.
///
/// # Errors
/// 404 for the site; 422 for the selection; 500 when the model has no price.
pub async fn estimate(tenant: &Tenant, model: &str, selection: &Selection<ClusterFilter>) -> AppResult<Estimate> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let clusters = priced_selected(&mut tx, model, selection).await?;
    estimate_of(&mut tx, &clusters).await
}

/// Asks for ideas: one batch, one job a cluster.
///
/// # Errors
/// 403; 404 for the site; 422 for the selection, or when none of the clusters is switched on and has keywords; 402 when
/// the credits don't suffice; 409 when all are being worked on, or `site_off` for a site that is switched off. Nothing
/// is queued and nothing charged then.
pub async fn generate(tenant: &Tenant, model: &str, selection: &Selection<ClusterFilter>) -> AppResult<Queued> {
    tenant.may(Action::RunAi)?;
    let mut tx = tenant.begin().await?;
    let clusters = priced_selected(&mut tx, model, selection).await?;
    let Some(first) = clusters.first() else {
        return Err(AppError::invalid(
            "no_keywords",
            "These clusters are switched off or have no keywords, so there is nothing to write about.",
        ));
    };
    sites::require_all_active(&mut tx, clusters.iter().map(|one| one.site)).await?;
    let estimate = estimate_of(&mut tx, &clusters).await?;
    if !estimate.affordable() {
        return Err(ledger::too_few(estimate.credits, estimate.available));
    }
    let title = match clusters.as_slice() {
        [only] => format!("Ideas for {}", only.name),
        _ => format!("Ideas for {}", count_of(estimate.items, "cluster", "clusters")),
    };
    let jobs = clusters.iter().map(|one| NewJob { target: Some(one.cluster.0), payload: json!({}) }).collect();
    let queued = enqueue(&mut tx, JobKind::GenerateIdeas, &title, Some(first.site), jobs).await?;
    tx.commit().await?;
    Ok(queued)
}

async fn priced_selected(
    tx: &mut TenantTx<'_>,
    model: &str,
    selection: &Selection<ClusterFilter>,
) -> AppResult<Vec<Priced>> {
    let ids = clusters::selected(tx, selection).await?;
    if i64::try_from(ids.len()).is_ok_and(|n| n <= MAX_CLUSTERS) {
        return priced(tx, model, &ids).await;
    }
    Err(AppError::invalid(
        "too_many_selected",
        format!("Ideas are made for at most {MAX_CLUSTERS} clusters at once; choose fewer."),
    ))
}

/// What these would cost besides those at work, which were priced when they were asked for: their credits may be held
/// already.
async fn estimate_of(tx: &mut TenantTx<'_>, clusters: &[Priced]) -> AppResult<Estimate> {
    let available = ledger::balance(tx).await?.available();
    let ids: Vec<Uuid> = clusters.iter().map(|one| one.cluster.0).collect();
    let at_work = live_targets(tx, JobKind::GenerateIdeas, &ids).await?;
    let is_idle = |one: &&Priced| !at_work.iter().any(|(target, _)| *target == one.cluster.0);
    let idle: Vec<&Priced> = clusters.iter().filter(is_idle).collect();
    let credits = idle.iter().map(|one| one.credits).sum();
    Ok(Estimate { items: i64::try_from(idle.len()).unwrap_or(i64::MAX), credits, available })
}

/// What a job made: its result, and what is kept with its charge.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    ideas: Vec<IdeaId>,
    overlapping: i64,
}

/// Makes ideas for one cluster.
///
/// # Errors
/// Final for a cluster that has gone, is switched off or empty; those of the model; 402 for too few credits.
pub async fn run(job: &JobContext) -> JobResult {
    let cluster = ClusterId(job.target()?);
    job.progress(0, 2, "Reading the cluster").await?;
    let mut tx = job.tenant.begin().await?;
    let prepared = prepare(&mut tx, &[cluster]).await?.pop().ok_or_else(gone)?;
    let Priced { credits, .. } =
        priced(&mut tx, job.state.text_model.name(), &[cluster]).await?.pop().ok_or_else(gone)?;
    tx.commit().await?;
    let mut request = ideas_request(&prepared.brief);
    request.cancel = job.cancel.clone();
    let mut meter = match Meter::open(job, Operation::Ideas, &format!("ideas:{}", job.job), credits).await? {
        Opened::Meter(meter) => meter,
        Opened::Settled { answer, .. } => return job.complete(job.begin().await?, &answer).await,
    };
    let wanted = count_of(prepared.brief.count, "idea", "ideas");
    job.progress(1, 2, &format!("Thinking of {wanted} for {}", prepared.cluster.name)).await?;
    let asked = meter.ask::<IdeasAnswer>(&request, None).await?;

    let mut tx = job.begin().await?;
    // before the cluster, which an article wants that is being finished and holds the balance
    ledger::lock(&mut tx).await?;
    let report = save(&mut tx, &prepared, asked.answer).await?;
    meter.settle(&mut tx, 0, &json!(report)).await?;
    job.complete(tx, &report).await
}

fn gone() -> JobFailure {
    JobFailure::Final(AppError::not_found("cluster with keywords that is switched on"))
}

/// Stores the ideas with their links, and brings the cluster in step.
async fn save(tx: &mut TenantTx<'_>, prepared: &Prepared, answer: IdeasAnswer) -> AppResult<Report> {
    let cluster = &prepared.cluster;
    if store::clusters::lock(tx, &[cluster.id]).await?.is_empty() {
        return Err(AppError::not_found("cluster"));
    }
    // somebody may have made the hub while the model was thinking
    let mut has_hub = store::ideas::sources::clusters(tx, &[cluster.id]).await?.iter().any(|now| now.has_hub);
    let mut titles = titles_of(tx, cluster.site, None).await?;
    let mut report = Report { ideas: Vec::new(), overlapping: 0 };
    // later ids come first in the list: the first idea, which is the hub, gets the last
    let ids: Vec<IdeaId> = answer.ideas.iter().map(|_| IdeaId::new()).collect();
    for (idea, id) in answer.ideas.into_iter().zip(ids.into_iter().rev()) {
        if idea.structure == ContentStructure::ClusterHub && std::mem::replace(&mut has_hub, true) {
            continue;
        }
        let new = new_idea(prepared, id, &idea, &titles);
        store::ideas::insert(tx, &new).await?;
        store::ideas::link_keywords(tx, new.id, &targets(&prepared.keywords, &idea)).await?;
        titles.add(&new.title, &new.primary_keyword);
        report.overlapping += i64::from(new.overlaps_with.is_some());
        report.ideas.push(new.id);
    }
    clusters::ideas_changed(tx, [cluster.id]).await?;
    let details = json!({ "cluster": cluster.name, "ideas": report.ideas.len() });
    let event =
        Event { action: AuditAction::IdeasGenerated, site: Some(cluster.site), target: Some(cluster.id.0), details };
    audit::record(tx, event).await?;
    Ok(report)
}

fn new_idea(prepared: &Prepared, id: IdeaId, idea: &IdeaAnswer, titles: &Titles) -> NewIdea {
    let title = shorten(&idea.title, MAX_TITLE);
    let words = i32::try_from(idea.target_words).unwrap_or(*WORDS.end());
    // the keyword as the person wrote it, where the model changed its form
    let primary_keyword = matching(&prepared.keywords, &idea.primary_keyword)
        .map_or_else(|| idea.primary_keyword.clone(), |keyword| keyword.keyword.clone());
    NewIdea {
        id,
        site: prepared.cluster.site,
        sector: prepared.cluster.sector,
        cluster: Some(prepared.cluster.id),
        overlaps_with: titles.overlapping(&title, &primary_keyword).map(ToOwned::to_owned),
        title,
        outline: idea.outline.clone(),
        primary_keyword,
        content_type: idea.content_type,
        structure: idea.structure,
        target_words: words.clamp(*WORDS.start(), *WORDS.end()),
        audience: shorten(&idea.audience, MAX_WORDS_ABOUT),
        tone: shorten(&idea.tone, MAX_WORDS_ABOUT),
    }
}

/// The cluster's keywords that the idea names; others are the model's invention and dropped.
fn targets(keywords: &[KeywordSource], idea: &IdeaAnswer) -> Vec<KeywordId> {
    let named = std::iter::once(&idea.primary_keyword).chain(&idea.keywords);
    let mut ids: Vec<KeywordId> = named.filter_map(|text| matching(keywords, text)).map(|keyword| keyword.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn matching<'a>(keywords: &'a [KeywordSource], text: &str) -> Option<&'a KeywordSource> {
    let form = clustering::normalise(text);
    keywords.iter().find(|keyword| clustering::normalise(&keyword.keyword) == form)
}
