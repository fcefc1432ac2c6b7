//! The list of ideas: rows by keyset, and what its filters can offer.

use sqlx::{FromRow, Postgres, QueryBuilder};

use super::super::clusters::facts::{FactRow, keep_chosen, keep_chosen_named};
use super::code;
use crate::access::TenantTx;
use crate::kit::id::{ClusterId, IdeaId, SiteId};
use crate::kit::like::containing;
use crate::kit::page::Cursor;
use crate::planner::idea::{IdeaFilter, IdeaOptions, IdeaQuery, IdeaRow, IdeaSort, IdeaStatus};

const ROW: &str = "
        SELECT i.id, i.title, c.id AS cluster, c.name AS cluster_name, s.name AS sector, i.structure, i.content_type,
               i.primary_keyword, i.target_words, i.overlaps_with, i.status, i.disabled";

/// Where rows are counted and found.
const FROM: &str = "
          FROM ideas i
          JOIN sectors s ON s.account_id = i.account_id AND s.id = i.sector_id
          LEFT JOIN clusters c ON c.account_id = i.account_id AND c.id = i.cluster_id AND c.deleted_at IS NULL";

/// A row as it comes.
#[derive(Debug, FromRow)]
struct Raw {
    id: IdeaId,
    title: String,
    cluster: Option<ClusterId>,
    cluster_name: Option<String>,
    sector: String,
    structure: String,
    content_type: String,
    primary_keyword: String,
    target_words: i32,
    overlaps_with: Option<String>,
    status: IdeaStatus,
    disabled: bool,
}

impl Raw {
    fn read(self) -> sqlx::Result<IdeaRow> {
        Ok(IdeaRow {
            id: self.id,
            title: self.title,
            cluster: self.cluster.zip(self.cluster_name),
            sector: self.sector,
            structure: code(&self.structure)?,
            content_type: code(&self.content_type)?,
            primary_keyword: self.primary_keyword,
            target_words: self.target_words,
            overlaps_with: self.overlaps_with,
            status: self.status,
            disabled: self.disabled,
        })
    }
}

/// A filter that the list has a menu for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Menu {
    Sector,
    Status,
    Structure,
    Off,
    Overlap,
}

/// Pushes the conditions, save that of one menu.
fn push_filter(
    sql: &mut QueryBuilder<Postgres>,
    tx: &TenantTx<'_>,
    site: SiteId,
    filter: &IdeaFilter,
    but: Option<Menu>,
) {
    sql.push(" WHERE i.account_id = ").push_bind(tx.account());
    sql.push(" AND i.site_id = ").push_bind(site).push(" AND i.deleted_at IS NULL AND s.active");
    if !filter.q.is_empty() {
        sql.push(" AND (i.title ILIKE ").push_bind(containing(&filter.q));
        sql.push(" OR i.primary_keyword ILIKE ").push_bind(containing(&filter.q)).push(")");
    }
    if let Some(sector) = filter.sector.filter(|_| but != Some(Menu::Sector)) {
        sql.push(" AND i.sector_id = ").push_bind(sector);
    }
    if let Some(cluster) = filter.cluster {
        sql.push(" AND i.cluster_id = ").push_bind(cluster);
    }
    if let Some(status) = filter.status.filter(|_| but != Some(Menu::Status)) {
        sql.push(" AND i.status = ").push_bind(status);
    }
    if let Some(structure) = filter.structure.filter(|_| but != Some(Menu::Structure)) {
        sql.push(" AND i.structure = ").push_bind(structure.as_str());
    }
    if let Some(off) = filter.off.filter(|_| but != Some(Menu::Off)) {
        sql.push(" AND i.disabled = ").push_bind(off);
    }
    if let Some(overlap) = filter.overlap.filter(|_| but != Some(Menu::Overlap)) {
        sql.push(" AND (i.overlaps_with IS NOT NULL) = ").push_bind(overlap);
    }
}

const fn key_sql(sort: IdeaSort) -> Option<&'static str> {
    match sort {
        IdeaSort::Added => None,
        IdeaSort::Title => Some(r#"lower(i.title) COLLATE "C""#),
        IdeaSort::Words => Some("i.target_words"),
    }
}

/// The place of a row in the order, for cursors.
pub fn place(sort: IdeaSort, row: &IdeaRow) -> String {
    let key = match sort {
        IdeaSort::Added => String::new(),
        IdeaSort::Title => row.title.clone(),
        IdeaSort::Words => row.target_words.to_string(),
    };
    Cursor::place(row.id.0, &key)
}

/// At most `limit` rows from the query's cursor on, in the direction it leads.
pub async fn list(tx: &mut TenantTx<'_>, site: SiteId, query: &IdeaQuery, limit: i64) -> sqlx::Result<Vec<IdeaRow>> {
    let cursor = query.at.as_deref().and_then(Cursor::parse);
    let backwards = cursor.as_ref().is_some_and(|cursor| cursor.backwards);
    let (order, than) = if query.descending == backwards { ("ASC", " > (") } else { ("DESC", " < (") };
    let key = key_sql(query.sort).map(|key| format!("{key}, ")).unwrap_or_default();
    let mut sql = QueryBuilder::new(ROW);
    sql.push(FROM);
    push_filter(&mut sql, tx, site, &query.filter, None);
    if let Some(Cursor { place: Some(place), .. }) = &cursor {
        sql.push(format_args!(" AND ({key}i.id)")).push(than);
        match query.sort {
            IdeaSort::Added => {}
            IdeaSort::Title => {
                sql.push("lower(").push_bind(place.key.replace('\0', "")).push(r#") COLLATE "C", "#);
            }
            IdeaSort::Words => {
                sql.push_bind(place.key.parse::<i32>().unwrap_or(0)).push(", ");
            }
        }
        sql.push_bind(place.id).push(")");
    }
    let key_order = key_sql(query.sort).map(|key| format!("{key} {order}, ")).unwrap_or_default();
    sql.push(format_args!(" ORDER BY {key_order}i.id {order} LIMIT ")).push_bind(limit);
    let rows = sql.build_query_as::<Raw>().fetch_all(tx.conn()).await?;
    rows.into_iter().map(Raw::read).collect()
}

/// How many ideas match, how many the site has, and which values the menus can offer, in one query.
pub async fn facts(tx: &mut TenantTx<'_>, site: SiteId, filter: &IdeaFilter) -> sqlx::Result<(i64, i64, IdeaOptions)> {
    let mut sql = QueryBuilder::new("SELECT 'total' AS menu, '' AS value, '' AS label, count(*) AS rows");
    sql.push(FROM);
    push_filter(&mut sql, tx, site, filter, None);
    sql.push(" UNION ALL SELECT 'of_site', '', '', count(*)").push(FROM);
    push_filter(&mut sql, tx, site, &IdeaFilter::default(), None);
    let menus = [
        (Menu::Sector, "sector", "i.sector_id::text", "s.name"),
        (Menu::Status, "status", "i.status", "''"),
        (Menu::Structure, "structure", "i.structure", "''"),
        (Menu::Off, "off", "i.disabled::text", "''"),
        (Menu::Overlap, "overlap", "(i.overlaps_with IS NOT NULL)::text", "''"),
    ];
    for (menu, name, value, label) in menus {
        sql.push(format_args!(" UNION ALL SELECT '{name}', {value}, {label}, count(*)")).push(FROM);
        push_filter(&mut sql, tx, site, filter, Some(menu));
        sql.push(" GROUP BY 2, 3");
    }
    if let Some(cluster) = filter.cluster {
        sql.push(" UNION ALL SELECT 'cluster', id::text, name, 1 FROM clusters WHERE account_id = ")
            .push_bind(tx.account());
        sql.push(" AND id = ").push_bind(cluster);
    }
    sql.push(" ORDER BY menu, label, value");
    let rows = sql.build_query_as::<FactRow>().fetch_all(tx.conn()).await?;
    let mut options = IdeaOptions {
        sectors: FactRow::labelled(&rows, "sector"),
        statuses: FactRow::values(&rows, "status"),
        structures: FactRow::values(&rows, "structure"),
        off: FactRow::values(&rows, "off"),
        overlap: FactRow::values(&rows, "overlap"),
        cluster: FactRow::labelled::<ClusterId>(&rows, "cluster").pop().map(|(_, name)| name),
    };
    keep_chosen_named(&mut options.sectors, filter.sector, "The chosen sector");
    keep_chosen(&mut options.statuses, filter.status);
    keep_chosen(&mut options.structures, filter.structure);
    keep_chosen(&mut options.off, filter.off);
    keep_chosen(&mut options.overlap, filter.overlap);
    Ok((FactRow::count(&rows, "total"), FactRow::count(&rows, "of_site"), options))
}

/// The ids of all that match, for bulk actions; `limit + 1` of them when there are more.
pub async fn ids_matching(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    filter: &IdeaFilter,
    limit: i64,
) -> sqlx::Result<Vec<IdeaId>> {
    let mut sql = QueryBuilder::new("SELECT i.id");
    sql.push(FROM);
    push_filter(&mut sql, tx, site, filter, None);
    sql.push(" ORDER BY i.id LIMIT ").push_bind(limit.saturating_add(1));
    sql.build_query_scalar::<IdeaId>().fetch_all(tx.conn()).await
}
