//! A page of keywords with the menus of its filters, in four queries at most, and one more where nothing is left of it.

use std::collections::HashMap;

use super::menus::menus;
use crate::access::{Action, Tenant, TenantTx};
use crate::kit::AppResult;
use crate::kit::id::SiteId;
use crate::kit::page::{Cursor, Page};
use crate::planner::keyword::KeywordRow;
use crate::planner::keyword_list::{KeywordList, KeywordQuery};
use crate::planner::store;
use crate::planner::store::keywords::MENU_ROWS;
use crate::sites::service::sites;

/// Keywords on a site's card are counted up to here.
const MOST_ON_CARD: i64 = 100_000;

/// The page of the list that a query asks for.
///
/// # Errors
/// 404 for a site that is not there, `no_site` when there is none at all.
pub async fn list(tenant: &Tenant, query: &KeywordQuery) -> AppResult<KeywordList> {
    tenant.may(Action::View)?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve(&mut tx, query.site).await?;
    let counts = store::keywords::count_menus(&mut tx, site.id, &query.filter).await?;
    let (total, more_than_total) = if !counts.is_sample() {
        (counts.matching, false)
    } else if counts.matching == counts.found {
        // nothing was filtered out of more than are counted
        (MENU_ROWS, true)
    } else {
        let counted = store::keywords::count(&mut tx, site.id, &query.filter, MENU_ROWS + 1).await?;
        (counted.min(MENU_ROWS), counted > MENU_ROWS)
    };
    let has_any =
        counts.found > 0 || (!query.filter.text.is_empty() && store::keywords::has_any(&mut tx, site.id).await?);
    let mut page = page_of(&mut tx, site.id, query, total).await?;
    if let Some(at) = page.instead(query.at.as_deref().unwrap_or_default()) {
        page = page_of(&mut tx, site.id, &KeywordQuery { at: Some(at), ..query.clone() }, total).await?;
    }
    Ok(KeywordList {
        site: site.id,
        site_name: site.name,
        page,
        more_than_total,
        has_any,
        menus: menus(&counts, &query.filter),
        may_edit: tenant.can(Action::EditPlanner),
    })
}

async fn page_of(tx: &mut TenantTx<'_>, site: SiteId, query: &KeywordQuery, total: i64) -> AppResult<Page<KeywordRow>> {
    let rows = store::keywords::list(tx, site, query, query.size + 1).await?;
    let from = query.at.as_deref().and_then(Cursor::parse);
    let page = Page::cut(rows, query.size, total, &from, |(_, place)| place.clone());
    Ok(Page {
        rows: page.rows.into_iter().map(|(row, _)| row).collect(),
        total: page.total,
        next: page.next,
        previous: page.previous,
    })
}

/// How many keywords each site has.
///
/// # Errors
/// 503 when the database is away.
pub async fn count_by_site(tx: &mut TenantTx<'_>) -> AppResult<HashMap<SiteId, i64>> {
    Ok(store::keywords::count_by_site(tx, MOST_ON_CARD).await?)
}
