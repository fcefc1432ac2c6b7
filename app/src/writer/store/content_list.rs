//! Lists of articles: rows, what they can be narrowed by, and the ids that a selection means.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, Postgres, QueryBuilder};

use super::coded;
use super::keyset::{Order, push_order, push_page};
use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, ContentId, SiteId};
use crate::kit::like::containing;
use crate::kit::page::{Cursor, PAGE_SIZE, Page};
use crate::writer::content_list::{ContentQuery, ContentRow, ContentSort};
use crate::writer::task::ClusterChoice;
use crate::writer::{ContentStatus, SiteStatus};

const fn order(sort: ContentSort) -> Order {
    match sort {
        ContentSort::Updated => Order::Moment("a.updated_at"),
        ContentSort::Title => Order::Text("lower(a.title) COLLATE \"C\""),
        ContentSort::Words => Order::Number("a.words::bigint"),
    }
}

#[derive(FromRow)]
struct Row {
    id: ContentId,
    title: String,
    slug: String,
    excerpt: String,
    structure: String,
    cluster_name: Option<String>,
    words: i32,
    images_done: i64,
    images_failed: i64,
    images: i64,
    status: ContentStatus,
    site_status: SiteStatus,
    review_note: Option<String>,
    sample: bool,
    approved_by: Option<String>,
    approved_at: Option<DateTime<Utc>>,
    version: i32,
    updated_at: DateTime<Utc>,
    sort_key: String,
}

impl Row {
    fn into_content(self) -> sqlx::Result<ContentRow> {
        Ok(ContentRow {
            id: self.id,
            title: self.title,
            slug: self.slug,
            excerpt: self.excerpt,
            structure: coded(&self.structure)?,
            cluster_name: self.cluster_name,
            words: i64::from(self.words),
            images_done: self.images_done,
            images_failed: self.images_failed,
            images: self.images,
            status: self.status,
            site_status: self.site_status,
            review_note: self.review_note,
            sample: self.sample,
            approved_by: self.approved_by,
            approved_at: self.approved_at,
            version: i64::from(self.version),
            picture_credits: None,
            updated_at: self.updated_at,
        })
    }
}

/// What a row shows of the article itself; the sort key follows.
const OWN_COLUMNS: &str = r"
    SELECT a.account_id, a.id, a.cluster_id, a.title, a.slug, a.excerpt, a.structure, a.words, a.status, a.site_status,
           a.review_note, a.sample, a.approved_by, a.approved_at, a.version, a.updated_at, ";

/// What is around the articles of a page, looked up for these alone.
const WITH_THE_REST: &str = r"
    SELECT a.id, a.title, a.slug, a.excerpt, a.structure, c.name AS cluster_name, a.words, i.images_done, i.images_failed,
           i.images, a.status, a.site_status, a.review_note, a.sample, u.name AS approved_by, a.approved_at, a.version,
           a.updated_at, a.sort_key
      FROM page a
      LEFT JOIN clusters c ON c.account_id = a.account_id AND c.id = a.cluster_id
      LEFT JOIN users u ON u.id = a.approved_by
     CROSS JOIN LATERAL (
           SELECT count(*) AS images,
                  count(*) FILTER (WHERE status = 'generated') AS images_done,
                  count(*) FILTER (WHERE status = 'failed') AS images_failed
             FROM images i
            WHERE i.account_id = a.account_id AND i.content_id = a.id
           ) i";

fn push_filters(builder: &mut QueryBuilder<Postgres>, account: AccountId, site: SiteId, query: &ContentQuery) {
    builder.push("a.account_id = ").push_bind(account);
    builder.push(" AND a.site_id = ").push_bind(site);
    builder.push(" AND a.deleted_at IS NULL");
    if !query.q.trim().is_empty() {
        let wanted = containing(&query.q);
        builder.push(" AND (a.title ILIKE ").push_bind(wanted.clone());
        builder.push(" OR a.primary_keyword ILIKE ").push_bind(wanted).push(")");
    }
    if let Some(status) = query.status {
        builder.push(" AND a.status = ").push_bind(status);
    }
    if let Some(site_status) = query.site_status {
        builder.push(" AND a.site_status = ").push_bind(site_status);
    }
    if let Some(cluster) = query.cluster {
        builder.push(" AND a.cluster_id = ").push_bind(cluster);
    }
}

/// A page of articles.
pub async fn page(tx: &mut TenantTx<'_>, site: SiteId, query: &ContentQuery) -> sqlx::Result<Page<ContentRow>> {
    let account = tx.account();
    let mut counting = QueryBuilder::new("SELECT count(*) FROM contents a WHERE ");
    push_filters(&mut counting, account, site, query);
    let total: i64 = counting.build_query_scalar().fetch_one(tx.conn()).await?;

    let by = order(query.sort);
    let mut builder = QueryBuilder::new("WITH page AS MATERIALIZED (");
    builder.push(OWN_COLUMNS).push(format_args!("{} AS sort_key FROM contents a WHERE ", by.key()));
    push_filters(&mut builder, account, site, query);
    let from = push_page(&mut builder, by, "a.id", query.descending, Cursor::parse(&query.at), PAGE_SIZE);
    builder.push(")").push(WITH_THE_REST);
    push_order(&mut builder, by, "a.id", query.descending, from.as_ref());
    let rows: Vec<Row> = builder.build_query_as().fetch_all(tx.conn()).await?;
    let page = Page::cut(rows, PAGE_SIZE, total, &from, |row| Cursor::place(row.id.0, &row.sort_key));
    Ok(Page {
        rows: page.rows.into_iter().map(Row::into_content).collect::<sqlx::Result<_>>()?,
        total: page.total,
        next: page.next,
        previous: page.previous,
    })
}

/// The ids of everything that matches, at most `limit`, as added.
pub async fn matching(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    query: &ContentQuery,
    limit: i64,
) -> sqlx::Result<Vec<ContentId>> {
    let account = tx.account();
    let mut builder = QueryBuilder::new("SELECT a.id FROM contents a WHERE ");
    push_filters(&mut builder, account, site, query);
    builder.push(" ORDER BY a.id LIMIT ").push_bind(limit);
    builder.build_query_scalar().fetch_all(tx.conn()).await
}

/// The pairs of states of the site's articles, each with its count. `only`: of those in this editorial state.
pub async fn states(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    only: Option<ContentStatus>,
) -> sqlx::Result<Vec<(ContentStatus, SiteStatus, i64)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT status AS "status: ContentStatus", site_status AS "site_status: SiteStatus", count(*) AS "count!"
          FROM contents
         WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL
           AND ($3::text IS NULL OR status = $3)
         GROUP BY status, site_status
        "#,
        account as AccountId,
        site as SiteId,
        only as Option<ContentStatus>,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.status, row.site_status, row.count)).collect())
}

/// The clusters of the site's articles, by name. `only`: of those in this editorial state.
pub async fn clusters(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    only: Option<ContentStatus>,
) -> sqlx::Result<Vec<ClusterChoice>> {
    let account = tx.account();
    sqlx::query_as!(
        ClusterChoice,
        r#"
        SELECT c.id AS "id: ClusterId", c.name, count(*) AS "count!"
          FROM contents a
          JOIN clusters c ON c.account_id = a.account_id AND c.id = a.cluster_id
         WHERE a.account_id = $1 AND a.site_id = $2 AND a.deleted_at IS NULL
           AND ($3::text IS NULL OR a.status = $3)
         GROUP BY c.id, c.name
         ORDER BY lower(c.name), c.id
         LIMIT 200
        "#,
        account as AccountId,
        site as SiteId,
        only as Option<ContentStatus>,
    )
    .fetch_all(tx.conn())
    .await
}
