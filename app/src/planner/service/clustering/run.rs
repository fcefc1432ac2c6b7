//! The job: reads a sector, groups its keywords, and writes what came of it with the charge and the end of the job.

use std::collections::HashSet;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::engine::{self, Work};
use super::plan::{Plan, key_of, plan};
use super::{Order, len};
use crate::access::audit::{self, Event};
use crate::access::{AuditAction, TenantTx};
use crate::ai::metering::{Meter, Opened};
use crate::billing::credits::Operation;
use crate::billing::service::ledger;
use crate::billing::service::rates::clustering_credits;
use crate::jobs::context::{JobContext, JobFailure, JobResult};
use crate::kit::id::{ClusterId, ClusterRunId, SectorId};
use crate::kit::undo::{self, Change};
use crate::kit::{AppError, AppResult};
use crate::planner::cluster::{Engine, Existing, MIN_KEYWORDS, too_few_keywords};
use crate::planner::store;
use crate::planner::store::cluster_runs::{NewRun, SectorRow};

/// What a run did: the job's result, and what is kept with its charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Report {
    run: ClusterRunId,
    clusters: i64,
    placed: i64,
    loose: i64,
}

/// Clusters one sector.
///
/// # Errors
/// Final for a sector that has gone and for too few keywords, before anything is held; 402 for too few credits.
pub async fn run(job: &JobContext) -> JobResult {
    let began = Instant::now();
    let order: Order = job.payload()?;
    let sector = SectorId(job.target()?);
    job.progress(0, 100, "Reading keywords").await?;
    let (about, work) = read(job, sector, &order).await?;
    let to_place = to_place(&work);
    if to_place < MIN_KEYWORDS {
        return Err(JobFailure::Final(too_few_keywords(to_place)));
    }
    // never more than was shown, however many wait by now
    let credits = clustering_credits(to_place).min(order.most.unwrap_or(i64::MAX));
    let meter = match Meter::open(job, Operation::Clustering, &format!("clustering:{}", job.job), credits).await? {
        Opened::Meter(meter) => meter,
        Opened::Settled { answer, .. } => return job.complete(job.begin().await?, &answer).await,
    };
    let (work, found) = engine::group(job, work).await?;
    job.progress(98, 100, "Saving clusters").await?;

    let mut tx = job.begin().await?;
    let taken: HashSet<String> =
        store::clusters::names_taken(&mut tx, &[sector]).await?.into_iter().map(|(_, name)| name).collect();
    let run = ClusterRunId::new();
    let plan = plan(run, &work.clusters, &work.sources, &found, taken);
    let undo = undo::record(&mut tx, &Change::ClustersMade { run }).await?;
    let engine = if found.figures.model.is_some() { Engine::Embeddings } else { Engine::Lexical };
    let record = NewRun {
        id: run,
        site: about.site,
        sector,
        job: job.job,
        engine,
        granularity: order.granularity.factor(),
        keywords: to_place,
        clusters: len(&plan.created) + len(&plan.changed),
        loose: plan.loose,
        duration_ms: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX),
        former: &plan.former,
        undo,
    };
    // before the clusters, which articles want that are being finished and hold the balance
    ledger::lock(&mut tx).await?;
    let placed = write(&mut tx, &record, &plan).await?;
    tell(&mut tx, &about, &record).await?;
    let report = Report { run, clusters: record.clusters, placed, loose: record.loose };
    meter.settle_fixed(&mut tx, credits, &json!(report)).await?;
    job.complete(tx, &report).await
}

/// What the run looks at.
async fn read(job: &JobContext, sector: SectorId, order: &Order) -> Result<(SectorRow, Work), JobFailure> {
    let mut tx = job.tenant.begin().await?;
    let about = store::cluster_runs::sector(&mut tx, sector).await?.ok_or_else(|| AppError::not_found("sector"))?;
    let mut clusters = store::clusters::of_sector(&mut tx, sector).await?;
    // what is switched off is left alone, with all that is in it
    clusters.retain(|cluster| !cluster.disabled);
    let mut sources = store::cluster_runs::sources(&mut tx, sector, order.keywords.as_deref(), order.until).await?;
    sources.retain(|source| source.cluster.is_none_or(|cluster| key_of(&clusters, cluster).is_some()));
    let work = Work {
        clusters,
        sources,
        granularity: order.granularity,
        existing: order.existing,
        language: about.language.clone(),
        embedding_model: job.state.settings.embedding_model.clone(),
    };
    Ok((about, work))
}

/// How many keywords the run places: those that wait, and those of clusters it may change.
fn to_place(work: &Work) -> i64 {
    let fixed: HashSet<_> = match work.existing {
        Existing::Keep => work.clusters.iter().map(|cluster| cluster.id).collect(),
        Existing::Reconsider => {
            work.clusters.iter().filter(|cluster| Work::is_fixed(cluster)).map(|cluster| cluster.id).collect()
        }
    };
    let placed = work.sources.iter().filter(|source| source.cluster.is_none_or(|cluster| !fixed.contains(&cluster)));
    i64::try_from(placed.count()).unwrap_or(i64::MAX)
}

/// Writes a plan; answers how many keywords got a cluster. What people changed while the run was thinking stands: a
/// cluster they deleted gets no keywords, one they edited or filled is neither described anew nor deleted.
async fn write(tx: &mut TenantTx<'_>, run: &NewRun<'_>, plan: &Plan) -> AppResult<i64> {
    let created: HashSet<ClusterId> = plan.created.iter().map(|cluster| cluster.id).collect();
    // those that lose keywords too: all are described after their keywords have moved
    let moved = plan.moves.iter().flat_map(|one| [one.from, one.to]).flatten();
    let touched: HashSet<ClusterId> = moved.filter(|id| !created.contains(id)).collect();
    let touched: Vec<ClusterId> = touched.into_iter().collect();
    let now = store::clusters::lock(tx, &touched).await?;
    store::cluster_runs::insert(tx, run).await?;
    store::clusters::insert(tx, run.site, run.sector, &plan.created).await?;
    let placed = store::cluster_runs::apply(tx, run.id, &plan.moves).await?;
    store::clusters::describe(tx, &plan.changed).await?;
    let filled: HashSet<ClusterId> =
        store::clusters::members::of(tx, &plan.retired).await?.into_iter().map(|member| member.cluster).collect();
    let may_go = |id: &ClusterId| {
        !filled.contains(id) && now.iter().any(|cluster| cluster.id == *id && !Work::is_fixed(cluster))
    };
    let gone: Vec<ClusterId> = plan.retired.iter().copied().filter(may_go).collect();
    store::clusters::members::release(tx, &gone).await?;
    store::clusters::delete(tx, &gone).await?;
    Ok(placed)
}

async fn tell(tx: &mut TenantTx<'_>, about: &SectorRow, run: &NewRun<'_>) -> AppResult<()> {
    let details =
        json!({ "sector": about.name, "keywords": run.keywords, "clusters": run.clusters, "loose": run.loose });
    audit::record(
        tx,
        Event { action: AuditAction::KeywordsClustered, site: Some(about.site), target: Some(run.id.0), details },
    )
    .await
}
