//! What ideas for clusters cost at most: from how much there is to tell the model of each. No brief is written for it, so
//! that it can be asked with every row that somebody ticks.

use super::brief::{KEYWORDS, TITLES};
use crate::access::TenantTx;
use crate::ai::brief::{IdeasBrief, TOKENS_ABOUT_SITE};
use crate::ai::metering::total;
use crate::ai::prompts::ideas_request;
use crate::billing::credits::Operation;
use crate::billing::service::rates;
use crate::kit::AppResult;
use crate::kit::id::{ClusterId, SiteId};
use crate::planner::idea::IDEAS_PER_CLUSTER;
use crate::planner::store::ideas::sources;

/// Tokens for the names of site, industry, sector and cluster, and for what the cluster is about.
const TOKENS_ABOUT: i64 = 320;
/// Tokens for a keyword with its figures and its intent: some 80 characters.
const TOKENS_A_KEYWORD: i64 = 20;
/// Tokens for a title: some 70 characters.
const TOKENS_A_TITLE: i64 = 18;

/// A cluster that ideas can be made for, with the most that they are charged; what goes beyond is ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    pub cluster: ClusterId,
    pub site: SiteId,
    pub name: String,
    pub credits: i64,
}

/// Prices clusters. Those that are switched off or have no keywords are none.
///
/// # Errors
/// 500 when the model has no price.
pub async fn priced(tx: &mut TenantTx<'_>, model: &str, ids: &[ClusterId]) -> AppResult<Vec<Priced>> {
    let rate = rates::text_rate(tx, model, Operation::Ideas).await?;
    let measures = sources::measures(tx, ids, KEYWORDS, i64::try_from(TITLES).unwrap_or(i64::MAX)).await?;
    let bare = tokens_of_bare_request();
    Ok(measures
        .into_iter()
        .map(|one| Priced {
            cluster: one.cluster,
            site: one.site,
            credits: rate.credits(bare + tokens_told(one.keywords, one.titles)),
            name: one.name,
        })
        .collect())
}

/// The tokens of a request that tells nothing, with the longest answer.
fn tokens_of_bare_request() -> i64 {
    let brief = IdeasBrief { count: IDEAS_PER_CLUSTER, with_hub: true, ..IdeasBrief::default() };
    total(ideas_request(&brief).estimate())
}

/// The tokens of what is told of a cluster and its site.
const fn tokens_told(keywords: i64, titles: i64) -> i64 {
    TOKENS_ABOUT + TOKENS_ABOUT_SITE + keywords * TOKENS_A_KEYWORD + titles * TOKENS_A_TITLE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ai::brief::{KeywordBrief, MAX_ABOUT, SiteBrief};

    #[test]
    fn a_full_brief_is_within_its_price() {
        let keyword = KeywordBrief {
            keyword: "how much coffee for cold brew".to_owned(),
            volume: Some(12_000),
            difficulty: Some(41),
            intent: "informational".to_owned(),
        };
        let brief = IdeasBrief {
            site: SiteBrief {
                name: "Home Brew Lab".to_owned(),
                language: "en".to_owned(),
                industry: "Food & drink".to_owned(),
                sector: "Coffee & tea".to_owned(),
                about: "For people who brew at home. ".repeat(MAX_ABOUT),
                ..SiteBrief::default()
            },
            cluster_name: "Cold brew ratio".to_owned(),
            cluster_description: "What people ask about cold brew. ".repeat(10),
            primary_keyword: "cold brew ratio".to_owned(),
            keywords: vec![keyword; usize::try_from(KEYWORDS).expect("few")],
            existing_titles: vec!["Cold brew ratio by the gram, the cup and the litre, explained".to_owned(); TITLES],
            count: IDEAS_PER_CLUSTER,
            with_hub: true,
            ..IdeasBrief::default()
        };
        let price = tokens_of_bare_request() + tokens_told(KEYWORDS, i64::try_from(TITLES).expect("few"));
        let used = total(ideas_request(&brief).estimate());
        assert!((used..used + 800).contains(&price), "{used} for {price}");
    }
}
