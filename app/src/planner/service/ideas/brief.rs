//! What the model is told of a cluster, and what exists on its site already.

use std::collections::HashMap;

use super::overlap::Titles;
use crate::access::TenantTx;
use crate::ai::brief::{IdeasBrief, KeywordBrief, SiteBrief};
use crate::kit::AppResult;
use crate::kit::id::{ClusterId, IdeaId, SiteId};
use crate::planner::idea::IDEAS_PER_CLUSTER;
use crate::planner::store::ideas::sources::{self, ClusterSource, KeywordSource, TitleSource};

/// Keywords told of one cluster: the most searched.
pub(super) const KEYWORDS: i64 = 80;
/// Titles told, the cluster's own first, then those that come closest.
pub(super) const TITLES: usize = 60;
/// Titles of a site that are compared with, ideas and articles each.
const COMPARED: i64 = 10_000;

/// A cluster ready to be asked ideas for.
#[derive(Debug)]
pub struct Prepared {
    pub cluster: ClusterSource,
    pub keywords: Vec<KeywordSource>,
    pub brief: IdeasBrief,
}

/// The briefs of clusters that are switched on and have keywords, in three queries however many they are.
pub async fn prepare(tx: &mut TenantTx<'_>, ids: &[ClusterId]) -> AppResult<Vec<Prepared>> {
    let mut clusters = sources::clusters(tx, ids).await?;
    clusters.retain(|cluster| !cluster.disabled);
    let ids: Vec<ClusterId> = clusters.iter().map(|cluster| cluster.id).collect();
    let mut keywords: HashMap<ClusterId, Vec<KeywordSource>> = HashMap::new();
    for keyword in sources::keywords(tx, &ids, KEYWORDS).await? {
        keywords.entry(keyword.cluster).or_default().push(keyword);
    }
    let mut sites: Vec<SiteId> = clusters.iter().map(|cluster| cluster.site).collect();
    sites.dedup();
    let known = sources::titles(tx, &sites, None, COMPARED).await?;
    let titles = index(&known);
    Ok(clusters
        .into_iter()
        .filter_map(|cluster| {
            let keywords = keywords.remove(&cluster.id)?;
            let brief = brief_of(&cluster, &keywords, &known, &titles);
            Some(Prepared { cluster, keywords, brief })
        })
        .collect())
}

/// The titles of a site, for finding overlaps; without one idea that is being edited.
pub async fn titles_of(tx: &mut TenantTx<'_>, site: SiteId, but: Option<IdeaId>) -> AppResult<Titles> {
    Ok(index(&sources::titles(tx, &[site], but, COMPARED).await?))
}

fn index(known: &[TitleSource]) -> Titles {
    let mut titles = Titles::default();
    for one in known {
        titles.add(&one.title, &one.primary_keyword);
    }
    titles
}

fn brief_of(cluster: &ClusterSource, keywords: &[KeywordSource], known: &[TitleSource], titles: &Titles) -> IdeasBrief {
    let primary = cluster.primary_keyword.clone().or_else(|| keywords.first().map(|keyword| keyword.keyword.clone()));
    let mut existing: Vec<String> =
        known.iter().filter(|one| one.cluster == Some(cluster.id)).map(|one| one.title.clone()).take(TITLES).collect();
    for title in titles.nearest(&format!("{} {}", cluster.name, primary.as_deref().unwrap_or_default()), TITLES) {
        if existing.len() < TITLES && !existing.iter().any(|known| known == title) {
            existing.push(title.to_owned());
        }
    }
    IdeasBrief {
        site: SiteBrief {
            name: cluster.site_name.clone(),
            language: cluster.language.clone(),
            industry: cluster.industry.clone(),
            sector: cluster.sector_name.clone(),
            about: cluster.site_about.clone(),
            ..SiteBrief::default()
        },
        cluster_name: cluster.name.clone(),
        cluster_description: cluster.description.clone(),
        primary_keyword: primary.unwrap_or_default(),
        keywords: keywords
            .iter()
            .map(|keyword| KeywordBrief {
                keyword: keyword.keyword.clone(),
                volume: keyword.volume,
                difficulty: keyword.difficulty.map(i64::from),
                intent: keyword.intent.map(|intent| intent.to_string()).unwrap_or_default(),
            })
            .collect(),
        existing_titles: existing,
        count: IDEAS_PER_CLUSTER,
        with_hub: !cluster.has_hub,
        guidance: String::new(),
    }
}
