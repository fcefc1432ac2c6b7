//! Clustering: what there is to group, asking for it, doing it, taking it back.
//!
//! A run works on one sector and is one job. Everything it writes is written in one transaction with its charge and
//! its end, so that a run either happened or did not.

pub mod embedding;
mod engine;
mod intent;
mod plan;
mod run;
mod undo;

#[cfg(test)]
pub(super) mod tests;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

pub(in crate::planner) use plan::free_name;
pub use run::run;
pub use undo::take_back;

use crate::access::{Action, Tenant, TenantTx};
use crate::billing::credits::Estimate;
use crate::billing::service::ledger;
use crate::billing::service::rates::clustering_credits;
use crate::jobs::JobKind;
use crate::jobs::service::{NewJob, enqueue, live_targets};
use crate::kit::id::{KeywordId, SectorId, SiteId};
use crate::kit::selection::Selection;
use crate::kit::text::count_of;
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::planner::cluster::{
    ClusteringChoices, Engine, Existing, Granularity, MIN_KEYWORDS, SectorChoice, Started, too_few_in_each_sector,
    too_few_keywords,
};
use crate::planner::keyword_list::KeywordFilter;
use crate::planner::service::keywords;
use crate::planner::store;
use crate::sites::service::sites;

/// What a run is asked to do: the job's payload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    /// The waiting keywords to place; none: all of the sector.
    keywords: Option<Vec<KeywordId>>,
    granularity: Granularity,
    existing: Existing,
    /// Made when the run was asked for: waiting keywords with later ids came later, and wait on. None in orders from
    /// before it was kept.
    #[serde(default)]
    until: Option<KeywordId>,
    /// The credits that were shown then. None in orders from before they were kept.
    #[serde(default)]
    most: Option<i64>,
}

/// An order for trying again: with what waits by now, at the price of that.
pub(crate) fn asked_anew(payload: Value) -> AppResult<Value> {
    let unreadable = |error: serde_json::Error| AppError::new(ErrorKind::Internal, "payload", error.to_string());
    let order: Order = serde_json::from_value(payload).map_err(unreadable)?;
    serde_json::to_value(Order { until: Some(KeywordId::new()), most: None, ..order }).map_err(unreadable)
}

/// Which keywords are to be grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub site: Option<SiteId>,
    /// None: every sector of the site that has enough.
    pub sector: Option<SectorId>,
    /// Of the waiting keywords only these; none: all of them.
    pub keywords: Option<Selection<KeywordFilter>>,
    pub granularity: Granularity,
    pub existing: Existing,
}

/// What can be grouped, sector by sector, what it costs, and what will group it: by meaning, `with_model`.
///
/// # Errors
/// 404 when there is no such site.
pub async fn choices(tenant: &Tenant, site: Option<SiteId>, with_model: bool) -> AppResult<ClusteringChoices> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, site).await?;
    let sectors = sectors_of(&mut tx, site.id).await?;
    let available = ledger::balance(&mut tx).await?.available();
    let engine = if with_model { Engine::Embeddings } else { Engine::Lexical };
    Ok(ClusteringChoices { sectors, available, engine })
}

/// What a run would look at, and cost at most, without the sectors that are being clustered already. Where no sector has
/// enough keywords it costs nothing, and the items are those that there are.
///
/// # Errors
/// 404 for the site; 422 for the selection.
pub async fn estimate(tenant: &Tenant, request: &Request) -> AppResult<Estimate> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, request.site).await?;
    let work = work_of(&mut tx, site.id, request).await?;
    let estimate = estimate_of(&mut tx, &work).await?;
    let items = if work.sectors.is_empty() { work.given } else { estimate.items };
    Ok(Estimate { items, ..estimate })
}

/// Asks for clustering: one job a sector.
///
/// # Errors
/// 403; 404 for the site; 422 for the selection, and `too_few_keywords` when no sector has enough of them; 402 when the
/// credits don't suffice; 409 when the site is switched off, or the sectors are being clustered already. Nothing is
/// queued and nothing charged then.
pub async fn start(tenant: &Tenant, request: Request) -> AppResult<Started> {
    tenant.may(Action::RunAi)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve_active(&mut tx, request.site).await?;
    let work = work_of(&mut tx, site.id, &request).await?;
    if work.sectors.is_empty() {
        return Err(work.refusal());
    }
    let estimate = estimate_of(&mut tx, &work).await?;
    if !estimate.affordable() {
        return Err(ledger::too_few(estimate.credits, estimate.available));
    }
    let until = KeywordId::new();
    let jobs = work
        .sectors
        .iter()
        .map(|sector| {
            let order = Order {
                keywords: sector.chosen.clone(),
                granularity: request.granularity,
                existing: request.existing,
                until: Some(until),
                most: Some(clustering_credits(sector.keywords)),
            };
            NewJob { target: Some(sector.id.0), payload: serde_json::to_value(order).unwrap_or_default() }
        })
        .collect();
    let title = format!("Cluster {}", count_of(estimate.items, "keyword", "keywords"));
    let queued = enqueue(&mut tx, JobKind::ClusterKeywords, &title, Some(site.id), jobs).await?;
    tx.commit().await?;
    Ok(Started { queued, keywords: estimate.items, left_out: work.left_out })
}

/// What a request comes to.
struct Work {
    sectors: Vec<SectorWork>,
    left_out: Vec<String>,
    /// Keywords there are, also in sectors that have too few.
    given: i64,
}

impl Work {
    /// Why none of the sectors is clustered.
    fn refusal(&self) -> AppError {
        if self.given < MIN_KEYWORDS { too_few_keywords(self.given) } else { too_few_in_each_sector(&self.left_out) }
    }
}

/// What is to do in one sector.
struct SectorWork {
    id: SectorId,
    /// Keywords that would be placed.
    keywords: i64,
    /// Which of the waiting ones, if they were chosen.
    chosen: Option<Vec<KeywordId>>,
    /// A run is at work there, so that none is queued, or priced.
    at_work: bool,
}

/// The sectors that have enough to group.
async fn work_of(tx: &mut TenantTx<'_>, site: SiteId, request: &Request) -> AppResult<Work> {
    let (wanted, chosen) = match &request.keywords {
        None => (request.sector, None),
        // all of a sector is what a run takes anyway, however many they are
        Some(Selection::AllMatching(filter)) if is_by_sector(filter) => (request.sector.or(filter.sector), None),
        Some(selection) => {
            let ids = keywords::resolve(tx, site, selection).await?;
            (request.sector, Some(store::cluster_runs::waiting_among(tx, site, &ids).await?))
        }
    };
    let mut sectors = sectors_of(tx, site).await?;
    sectors.retain(|sector| wanted.is_none_or(|wanted| wanted == sector.id));
    let mut work = Work { sectors: Vec::new(), left_out: Vec::new(), given: 0 };
    for sector in sectors {
        let keywords = chosen.as_ref().map(|chosen| of_sector(chosen, sector.id));
        let count = match &keywords {
            None => sector.keywords(request.existing),
            // where none of the chosen are, nothing is asked for
            Some(own) if own.is_empty() => 0,
            Some(own) => len(own) + sector.keywords(request.existing) - sector.waiting,
        };
        work.given += count;
        if count >= MIN_KEYWORDS {
            work.sectors.push(SectorWork { id: sector.id, keywords: count, chosen: keywords, at_work: sector.at_work });
        } else if count > 0 {
            work.left_out.push(sector.name);
        }
    }
    Ok(work)
}

/// Whether nothing but a sector narrows the list.
fn is_by_sector(filter: &KeywordFilter) -> bool {
    *filter == KeywordFilter { sector: filter.sector, ..KeywordFilter::default() }
}

fn of_sector(chosen: &[(SectorId, KeywordId)], sector: SectorId) -> Vec<KeywordId> {
    chosen.iter().filter(|(of, _)| *of == sector).map(|(_, id)| *id).collect()
}

async fn estimate_of(tx: &mut TenantTx<'_>, work: &Work) -> AppResult<Estimate> {
    let available = ledger::balance(tx).await?.available();
    let free = || work.sectors.iter().filter(|sector| !sector.at_work).map(|sector| sector.keywords);
    Ok(Estimate { items: free().sum(), credits: free().map(clustering_credits).sum(), available })
}

async fn sectors_of(tx: &mut TenantTx<'_>, site: SiteId) -> AppResult<Vec<SectorChoice>> {
    let counts = store::cluster_runs::sectors(tx, site).await?;
    let ids: Vec<Uuid> = counts.iter().map(|sector| sector.id.0).collect();
    let at_work = live_targets(tx, JobKind::ClusterKeywords, &ids).await?;
    let price = |keywords: i64| if keywords < MIN_KEYWORDS { 0 } else { clustering_credits(keywords) };
    Ok(counts
        .into_iter()
        .map(|sector| SectorChoice {
            id: sector.id,
            name: sector.name,
            waiting: sector.waiting,
            movable: sector.waiting + sector.movable,
            credits_waiting: price(sector.waiting),
            credits_movable: price(sector.waiting + sector.movable),
            at_work: at_work.iter().any(|(target, _)| *target == sector.id.0),
        })
        .collect())
}

/// A count as the rest of the product has them.
fn len<T>(rows: &[T]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}
