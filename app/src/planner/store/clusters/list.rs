//! The list of clusters: rows by keyset, and what its filters can offer.

use sqlx::{Postgres, QueryBuilder};

use super::facts::{FactRow, keep_chosen, keep_chosen_named};
use crate::access::TenantTx;
use crate::kit::id::{ClusterId, SiteId};
use crate::kit::like::containing;
use crate::kit::page::Cursor;
use crate::planner::cluster::{ClusterFilter, ClusterOptions, ClusterQuery, ClusterRow, ClusterSort};

/// The columns of [`ClusterRow`]. Counts are of each row alone, so that a page by name or date counts 51 clusters only.
const ROW: &str = r#"
        SELECT c.id, c.name, s.name AS sector, c.intent, c.status, c.disabled, c.locked, c.cohesion::float8 AS cohesion,
               k.keywords, k.volume, k.difficulty, i.ideas
          FROM clusters c
          JOIN sectors s ON s.account_id = c.account_id AND s.id = c.sector_id
         CROSS JOIN LATERAL (
               SELECT count(*) AS keywords, coalesce(sum(volume), 0)::bigint AS volume, avg(difficulty)::float8 AS difficulty
                 FROM keywords k
                WHERE k.account_id = c.account_id AND k.cluster_id = c.id AND k.deleted_at IS NULL
               ) k
         CROSS JOIN LATERAL (
               SELECT count(*) AS ideas
                 FROM ideas i
                WHERE i.account_id = c.account_id AND i.cluster_id = c.id AND i.deleted_at IS NULL
               ) i
"#;

/// Where rows are counted and found.
const FROM: &str = " FROM clusters c JOIN sectors s ON s.account_id = c.account_id AND s.id = c.sector_id";

/// A filter that the list has a menu for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Menu {
    Sector,
    Status,
    Intent,
    Off,
}

/// Pushes the conditions, save that of one menu: what it offers must not depend on what it is set to.
fn push_filter(
    sql: &mut QueryBuilder<Postgres>,
    tx: &TenantTx<'_>,
    site: SiteId,
    filter: &ClusterFilter,
    but: Option<Menu>,
) {
    sql.push(" WHERE c.account_id = ").push_bind(tx.account());
    sql.push(" AND c.site_id = ").push_bind(site).push(" AND c.deleted_at IS NULL AND s.active");
    if !filter.q.is_empty() {
        sql.push(" AND c.name ILIKE ").push_bind(containing(&filter.q));
    }
    if let Some(sector) = filter.sector.filter(|_| but != Some(Menu::Sector)) {
        sql.push(" AND c.sector_id = ").push_bind(sector);
    }
    if let Some(status) = filter.status.filter(|_| but != Some(Menu::Status)) {
        sql.push(" AND c.status = ").push_bind(status);
    }
    if let Some(intent) = filter.intent.filter(|_| but != Some(Menu::Intent)) {
        sql.push(" AND c.intent = ").push_bind(intent);
    }
    if let Some(off) = filter.off.filter(|_| but != Some(Menu::Off)) {
        sql.push(" AND c.disabled = ").push_bind(off);
    }
}

/// What the list is ordered by, as SQL, and a row's value of it, as the cursor carries it.
const fn key_sql(sort: ClusterSort) -> Option<&'static str> {
    match sort {
        ClusterSort::Added => None,
        ClusterSort::Name => Some(r#"lower(r.name) COLLATE "C""#),
        ClusterSort::Keywords => Some("r.keywords"),
        ClusterSort::Volume => Some("r.volume"),
        ClusterSort::Difficulty => Some("coalesce(r.difficulty, -1)"),
        ClusterSort::Ideas => Some("r.ideas"),
        ClusterSort::Cohesion => Some("coalesce(r.cohesion, -1)"),
    }
}

/// The place of a row in the order, for cursors.
pub fn place(sort: ClusterSort, row: &ClusterRow) -> String {
    let key = match sort {
        ClusterSort::Added => String::new(),
        ClusterSort::Name => row.name.clone(),
        ClusterSort::Keywords => row.keywords.to_string(),
        ClusterSort::Volume => row.volume.to_string(),
        ClusterSort::Difficulty => row.difficulty.unwrap_or(-1.0).to_string(),
        ClusterSort::Ideas => row.ideas.to_string(),
        ClusterSort::Cohesion => row.cohesion.unwrap_or(-1.0).to_string(),
    };
    Cursor::place(row.id.0, &key)
}

fn push_key_value(sql: &mut QueryBuilder<Postgres>, sort: ClusterSort, key: &str) {
    match sort {
        ClusterSort::Added => {}
        ClusterSort::Name => {
            sql.push("lower(").push_bind(key.replace('\0', "")).push(r#") COLLATE "C", "#);
        }
        ClusterSort::Keywords | ClusterSort::Volume | ClusterSort::Ideas => {
            sql.push_bind(key.parse::<i64>().unwrap_or(0)).push(", ");
        }
        ClusterSort::Difficulty | ClusterSort::Cohesion => {
            sql.push_bind(key.parse::<f64>().unwrap_or(-1.0)).push(", ");
        }
    }
}

/// At most `limit` rows from the query's cursor on, in the direction it leads.
pub async fn list(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    query: &ClusterQuery,
    limit: i64,
) -> sqlx::Result<Vec<ClusterRow>> {
    let cursor = query.at.as_deref().and_then(Cursor::parse);
    let backwards = cursor.as_ref().is_some_and(|cursor| cursor.backwards);
    let (order, than) = if query.descending == backwards { ("ASC", " > (") } else { ("DESC", " < (") };
    let key = key_sql(query.sort).map(|key| format!("{key}, ")).unwrap_or_default();
    let mut sql = QueryBuilder::new("SELECT r.* FROM (");
    sql.push(ROW);
    push_filter(&mut sql, tx, site, &query.filter, None);
    sql.push(") r");
    if let Some(Cursor { place: Some(place), .. }) = &cursor {
        sql.push(format_args!(" WHERE ({key}r.id)")).push(than);
        push_key_value(&mut sql, query.sort, &place.key);
        sql.push_bind(place.id).push(")");
    }
    let key_order = key_sql(query.sort).map(|key| format!("{key} {order}, ")).unwrap_or_default();
    sql.push(format_args!(" ORDER BY {key_order}r.id {order} LIMIT ")).push_bind(limit);
    sql.build_query_as::<ClusterRow>().fetch_all(tx.conn()).await
}

/// The largest clusters that match, by searches a month, for the map.
pub async fn largest(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    filter: &ClusterFilter,
    limit: i64,
) -> sqlx::Result<Vec<ClusterRow>> {
    let mut sql = QueryBuilder::new(ROW);
    push_filter(&mut sql, tx, site, filter, None);
    sql.push(" ORDER BY k.volume DESC, k.keywords DESC, c.id LIMIT ").push_bind(limit);
    sql.build_query_as::<ClusterRow>().fetch_all(tx.conn()).await
}

/// One cluster's row, whatever site it is of.
pub async fn row(tx: &mut TenantTx<'_>, id: ClusterId) -> sqlx::Result<Option<ClusterRow>> {
    let mut sql = QueryBuilder::new(ROW);
    sql.push(" WHERE c.account_id = ").push_bind(tx.account());
    sql.push(" AND c.id = ").push_bind(id).push(" AND c.deleted_at IS NULL");
    sql.build_query_as::<ClusterRow>().fetch_optional(tx.conn()).await
}

/// How many clusters match, how many the site has, and which values the menus can offer, in one query.
pub async fn facts(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    filter: &ClusterFilter,
) -> sqlx::Result<(i64, i64, ClusterOptions)> {
    let mut sql = QueryBuilder::new("SELECT 'total' AS menu, '' AS value, '' AS label, count(*) AS rows");
    sql.push(FROM);
    push_filter(&mut sql, tx, site, filter, None);
    sql.push(" UNION ALL SELECT 'of_site', '', '', count(*)").push(FROM);
    push_filter(&mut sql, tx, site, &ClusterFilter::default(), None);
    let menus = [
        (Menu::Sector, "sector", "c.sector_id::text", "s.name"),
        (Menu::Status, "status", "c.status", "''"),
        (Menu::Intent, "intent", "c.intent", "''"),
        (Menu::Off, "off", "c.disabled::text", "''"),
    ];
    for (menu, name, value, label) in menus {
        sql.push(format_args!(" UNION ALL SELECT '{name}', {value}, {label}, count(*)")).push(FROM);
        push_filter(&mut sql, tx, site, filter, Some(menu));
        sql.push(format_args!(" AND {value} IS NOT NULL GROUP BY 2, 3"));
    }
    sql.push(" ORDER BY menu, label, value");
    let rows = sql.build_query_as::<FactRow>().fetch_all(tx.conn()).await?;
    let mut options = ClusterOptions {
        sectors: FactRow::labelled(&rows, "sector"),
        statuses: FactRow::values(&rows, "status"),
        intents: FactRow::values(&rows, "intent"),
        off: FactRow::values(&rows, "off"),
    };
    keep_chosen_named(&mut options.sectors, filter.sector, "The chosen sector");
    keep_chosen(&mut options.statuses, filter.status);
    keep_chosen(&mut options.intents, filter.intent);
    keep_chosen(&mut options.off, filter.off);
    Ok((FactRow::count(&rows, "total"), FactRow::count(&rows, "of_site"), options))
}

/// The ids of all that match, for bulk actions; `limit + 1` of them when there are more.
pub async fn ids_matching(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    filter: &ClusterFilter,
    limit: i64,
) -> sqlx::Result<Vec<ClusterId>> {
    let mut sql = QueryBuilder::new("SELECT c.id");
    sql.push(FROM);
    push_filter(&mut sql, tx, site, filter, None);
    sql.push(" ORDER BY c.id LIMIT ").push_bind(limit.saturating_add(1));
    sql.build_query_scalar::<ClusterId>().fetch_all(tx.conn()).await
}
