//! Reading keywords: a page of the list, one, how many, which ones a selection means.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::filter::push_where;
use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, KeywordId, SectorId, SiteId};
use crate::kit::page::{Cursor, Place};
use crate::planner::cluster::Explanation;
use crate::planner::keyword::{ClusterLink, Intent, KeywordDetail, KeywordRow, KeywordStatus};
use crate::planner::keyword_list::{KeywordFilter, KeywordQuery, KeywordSort};

/// The columns of a keyword as they come.
#[derive(sqlx::FromRow)]
struct Columns {
    id: KeywordId,
    keyword: String,
    normalised: String,
    volume: Option<i64>,
    difficulty: Option<i16>,
    cpc_minor: Option<i64>,
    intent: Option<Intent>,
    country: String,
    cluster_id: Option<ClusterId>,
    cluster_name: Option<String>,
    sector: String,
    status: KeywordStatus,
    disabled: bool,
    created_at: DateTime<Utc>,
}

impl Columns {
    /// What the list is sorted by, as a cursor's key. Must agree with [`order_of`].
    fn key(&self, sort: KeywordSort) -> String {
        match sort {
            KeywordSort::Added => String::new(),
            KeywordSort::Keyword => self.normalised.clone(),
            KeywordSort::Volume => self.volume.unwrap_or(-1).to_string(),
            KeywordSort::Difficulty => self.difficulty.unwrap_or(-1).to_string(),
            KeywordSort::Cpc => self.cpc_minor.unwrap_or(-1).to_string(),
        }
    }

    fn into_row(self) -> KeywordRow {
        let cluster = self.cluster_id.zip(self.cluster_name).map(|(id, name)| ClusterLink { id, name });
        KeywordRow {
            id: self.id,
            keyword: self.keyword,
            volume: self.volume,
            difficulty: self.difficulty,
            cpc_minor: self.cpc_minor,
            intent: self.intent,
            country: self.country,
            cluster,
            sector: self.sector,
            status: self.status,
            disabled: self.disabled,
            created_at: self.created_at,
        }
    }
}

/// Both joins are outer ones, so that only the keywords' own indexes can lead; every keyword has its sector.
const SELECT: &str =
    "SELECT k.id, k.keyword, k.normalised, k.volume, k.difficulty, k.cpc_minor, k.intent, k.country, k.cluster_id,
       c.name AS cluster_name, s.name AS sector, k.status, k.disabled, k.created_at
  FROM keywords k
  LEFT JOIN sectors s ON s.account_id = k.account_id AND s.id = k.sector_id
  LEFT JOIN clusters c ON c.account_id = k.account_id AND c.id = k.cluster_id AND c.deleted_at IS NULL";

/// The expression that a list is sorted by, as its index has it (migration 0009 says why not `coalesce`); `None`: by
/// id, which is the order of adding.
const fn order_of(sort: KeywordSort) -> Option<&'static str> {
    match sort {
        KeywordSort::Added => None,
        KeywordSort::Keyword => Some("k.normalised COLLATE \"C\""),
        KeywordSort::Volume => Some("CASE WHEN k.volume IS NULL THEN -1 ELSE k.volume END"),
        KeywordSort::Difficulty => Some("CASE WHEN k.difficulty IS NULL THEN -1 ELSE k.difficulty END"),
        KeywordSort::Cpc => Some("CASE WHEN k.cpc_minor IS NULL THEN -1 ELSE k.cpc_minor END"),
    }
}

/// Up to `limit` keywords from the query's cursor on, each with its place; towards the start (nearest first) for a
/// cursor that points backwards.
pub async fn list(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    query: &KeywordQuery,
    limit: i64,
) -> sqlx::Result<Vec<(KeywordRow, String)>> {
    let mut sql = QueryBuilder::new("");
    push_list(&mut sql, tx.account(), site, query, limit);
    let rows = sql.build_query_as::<Columns>().fetch_all(tx.conn()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let place = Cursor::place(row.id.0, &row.key(query.sort));
            (row.into_row(), place)
        })
        .collect())
}

/// Appends the whole query of a page.
fn push_list(sql: &mut QueryBuilder<Postgres>, account: AccountId, site: SiteId, query: &KeywordQuery, limit: i64) {
    let from = query.at.as_deref().and_then(Cursor::parse);
    let backwards = from.as_ref().is_some_and(|cursor| cursor.backwards);
    let descending = query.descending != backwards;
    sql.push(SELECT);
    push_where(sql, account, site, &query.filter);
    push_band(sql, query.sort, &query.filter);
    if let Some(Cursor { place: Some(place), .. }) = &from {
        push_from(sql, query.sort, place, descending);
    }
    let direction = if descending { " DESC" } else { "" };
    sql.push(" ORDER BY ");
    if let Some(order) = order_of(query.sort) {
        sql.push(order).push(direction).push(", ");
    }
    sql.push("k.id").push(direction).push(" LIMIT ").push_bind(limit);
}

/// Where [`order_of`] puts keywords whose figure nobody knows: from and below.
const NOT_KNOWN: (i64, i64) = (-1, 0);

/// Appends the chosen band once more, of what the list is sorted by: its index is read from where the band begins to where
/// it ends.
fn push_band(sql: &mut QueryBuilder<Postgres>, sort: KeywordSort, filter: &KeywordFilter) {
    let band = match sort {
        KeywordSort::Difficulty => filter.difficulty.map(|band| {
            let known = band.range().map(|(from, below)| (i64::from(from), i64::from(below)));
            known.unwrap_or(NOT_KNOWN)
        }),
        KeywordSort::Volume => filter.volume.map(|band| band.range().unwrap_or(NOT_KNOWN)),
        KeywordSort::Added | KeywordSort::Keyword | KeywordSort::Cpc => None,
    };
    if let (Some(order), Some((from, below))) = (order_of(sort), band) {
        sql.push(" AND ").push(order).push(" >= ").push_bind(from);
        sql.push(" AND ").push(order).push(" < ").push_bind(below);
    }
}

/// Appends where the page begins. A key that cannot be read is taken for the lowest.
fn push_from(sql: &mut QueryBuilder<Postgres>, sort: KeywordSort, place: &Place, descending: bool) {
    let comparison = if descending { " < (" } else { " > (" };
    let number = || place.key.parse::<i64>().unwrap_or(-1);
    sql.push(" AND (");
    if let Some(order) = order_of(sort) {
        sql.push(order).push(", ");
    }
    sql.push("k.id)").push(comparison);
    match sort {
        KeywordSort::Added => {}
        KeywordSort::Keyword => {
            sql.push_bind(place.key.replace('\0', "")).push(" COLLATE \"C\", ");
        }
        KeywordSort::Difficulty => {
            sql.push_bind(i32::try_from(number()).unwrap_or(-1)).push(", ");
        }
        KeywordSort::Volume | KeywordSort::Cpc => {
            sql.push_bind(number()).push(", ");
        }
    }
    sql.push_bind(place.id).push(")");
}

/// How many match, at most `most`.
pub async fn count(tx: &mut TenantTx<'_>, site: SiteId, filter: &KeywordFilter, most: i64) -> sqlx::Result<i64> {
    let mut sql = QueryBuilder::new("SELECT count(*) FROM (SELECT 1 FROM keywords k");
    push_where(&mut sql, tx.account(), site, filter);
    sql.push(" LIMIT ").push_bind(most).push(") AS matching");
    sql.build_query_scalar::<i64>().fetch_one(tx.conn()).await
}

/// Whether the site has any keyword in an active sector.
pub async fn has_any(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<bool> {
    Ok(count(tx, site, &KeywordFilter::default(), 1).await? > 0)
}

/// Whether any of these is a keyword of the site.
pub async fn has_any_of(tx: &mut TenantTx<'_>, site: SiteId, ids: &[KeywordId]) -> sqlx::Result<bool> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT EXISTS (
               SELECT
                 FROM keywords
                WHERE account_id = $1 AND site_id = $2 AND id = ANY($3) AND deleted_at IS NULL
               ) AS "has_any!"
        "#,
        account as AccountId,
        site as SiteId,
        ids as &[KeywordId],
    )
    .fetch_one(tx.conn())
    .await
}

/// The ids of all that match, at most `most`.
pub async fn select(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    filter: &KeywordFilter,
    most: i64,
) -> sqlx::Result<Vec<KeywordId>> {
    let mut sql = QueryBuilder::new("SELECT k.id FROM keywords k");
    push_where(&mut sql, tx.account(), site, filter);
    sql.push(" ORDER BY k.id LIMIT ").push_bind(most);
    let ids: Vec<Uuid> = sql.build_query_scalar().fetch_all(tx.conn()).await?;
    Ok(ids.into_iter().map(KeywordId).collect())
}

/// One keyword.
pub async fn find(tx: &mut TenantTx<'_>, id: KeywordId) -> sqlx::Result<Option<KeywordDetail>> {
    #[derive(sqlx::FromRow)]
    struct Found {
        #[sqlx(flatten)]
        columns: Columns,
        site_id: SiteId,
        sector_id: SectorId,
        source: String,
        updated_at: DateTime<Utc>,
        explanation: Option<Json<Explanation>>,
    }
    let more = ", k.site_id, k.sector_id, k.source, k.updated_at, k.explanation FROM ";
    let mut sql = QueryBuilder::new(SELECT.replacen(" FROM ", more, 1));
    sql.push(" WHERE k.account_id = ").push_bind(tx.account());
    sql.push(" AND k.deleted_at IS NULL AND k.id = ").push_bind(id);
    let found = sql.build_query_as::<Found>().fetch_optional(tx.conn()).await?;
    Ok(found.map(|found| KeywordDetail {
        row: found.columns.into_row(),
        site: found.site_id,
        sector: found.sector_id,
        source: found.source,
        updated_at: found.updated_at,
        explanation: found.explanation.map(|Json(explanation)| explanation),
        may_edit: false,
    }))
}

/// Keywords in active sectors of every site, each counted up to a bound that a figure on a card needs.
pub async fn count_by_site(tx: &mut TenantTx<'_>, most: i64) -> sqlx::Result<HashMap<SiteId, i64>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT s.id AS "site: SiteId", n.count AS "count!"
          FROM sites s
         CROSS JOIN LATERAL (
               SELECT count(*) AS count
                 FROM (SELECT 1
                         FROM keywords k
                         JOIN sectors x ON x.account_id = k.account_id AND x.id = k.sector_id AND x.active
                        WHERE k.account_id = s.account_id AND k.site_id = s.id AND k.deleted_at IS NULL
                        LIMIT $2) AS counted
               ) n
         WHERE s.account_id = $1 AND s.deleted_at IS NULL
        "#,
        account as AccountId,
        most,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.site, row.count)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::keyword::{DifficultyBand, KeywordState, VolumeBand};
    use crate::planner::keyword_list::Match;
    use crate::testing::{TestSite, World};

    /// How a page is read where the table is too large to be read whole.
    async fn plan_of(tx: &mut TenantTx<'_>, site: TestSite, query: &KeywordQuery) -> String {
        for way in ["enable_seqscan", "enable_bitmapscan", "enable_sort"] {
            sqlx::query("SELECT set_config($1, 'off', true)").bind(way).execute(tx.conn()).await.expect("is set");
        }
        let mut sql = QueryBuilder::new("EXPLAIN (COSTS OFF) ");
        push_list(&mut sql, tx.account(), site.site, query, 51);
        let plan: Vec<String> = sql.build_query_scalar().fetch_all(tx.conn()).await.expect("is planned");
        plan.join("\n")
    }

    /// Page 20,000 costs what page 1 does only while the index leads straight to its first row.
    #[tokio::test]
    async fn the_place_of_a_page_is_a_condition_of_the_index_in_every_order() {
        let world = World::new().await;
        let ada = world.owner("ada").await;
        let site = ada.site().await;
        let mut tx = ada.tenant.begin().await.expect("begins");
        for sort in KeywordSort::ALL {
            let at =
                Some(format!("a.{}", Cursor::place(Uuid::max(), if *sort == KeywordSort::Added { "" } else { "5" })));
            let plan = plan_of(&mut tx, site, &KeywordQuery { sort: *sort, at, ..KeywordQuery::default() }).await;
            let used = plan
                .lines()
                .any(|line| line.contains("Index Cond") && (line.contains("ROW(") || line.contains("(id <")));
            assert!(used, "{sort}:\n{plan}");
        }
    }

    #[tokio::test]
    async fn every_page_comes_in_order_from_the_index_of_its_order_whatever_narrows_it() {
        let world = World::new().await;
        let ada = world.owner("ada").await;
        let site = ada.site().await;
        let mut tx = ada.tenant.begin().await.expect("begins");
        let filters = [
            KeywordFilter::default(),
            KeywordFilter { text: "coffee".to_owned(), ..Default::default() },
            KeywordFilter { state: Some(KeywordState::Mapped), ..Default::default() },
            KeywordFilter { sector: Some(site.sector), ..Default::default() },
            KeywordFilter { intent: Some(Match::Empty), ..Default::default() },
            KeywordFilter { country: Some(Match::Is("US".to_owned())), ..Default::default() },
            KeywordFilter { difficulty: Some(DifficultyBand::Medium), ..Default::default() },
            KeywordFilter { volume: Some(VolumeBand::Unknown), ..Default::default() },
        ];
        let orders = KeywordSort::ALL.iter().flat_map(|sort| [(*sort, false), (*sort, true)]);
        for ((sort, descending), filter) in orders.flat_map(|order| filters.iter().map(move |filter| (order, filter))) {
            let query = KeywordQuery { sort, descending, filter: filter.clone(), ..KeywordQuery::default() };
            let plan = plan_of(&mut tx, site, &query).await;
            let index = if sort == KeywordSort::Keyword { "text" } else { sort.as_str() };
            let is_used = plan.contains(&format!("using keywords_by_{index} on keywords k"));
            assert!(is_used && !plan.contains("Sort Key"), "{query:?}:\n{plan}");
        }
    }

    #[tokio::test]
    async fn a_band_bounds_the_index_of_the_order_by_its_figure() {
        let world = World::new().await;
        let ada = world.owner("ada").await;
        let site = ada.site().await;
        let mut tx = ada.tenant.begin().await.expect("begins");
        let filter = KeywordFilter {
            difficulty: Some(DifficultyBand::Medium),
            volume: Some(VolumeBand::Unknown),
            ..Default::default()
        };
        for (sort, border) in [(KeywordSort::Difficulty, ">= '30'::bigint"), (KeywordSort::Volume, "< '0'::bigint")] {
            let plan =
                plan_of(&mut tx, site, &KeywordQuery { sort, filter: filter.clone(), ..Default::default() }).await;
            let is_bound = plan.lines().any(|line| line.contains("Index Cond") && line.contains(border));
            assert!(is_bound, "{sort}:\n{plan}");
        }
    }
}
