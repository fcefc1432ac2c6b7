//! The list of pictures, grouped by article.

use sqlx::{FromRow, Postgres, QueryBuilder};

use crate::access::TenantTx;
use crate::images::ImageStatus;
use crate::images::image_list::{ARTICLES_A_PAGE, ImageQuery};
use crate::kit::id::{AccountId, ContentId, ImageId, SiteId};
use crate::kit::like::containing;
use crate::kit::page::{Cursor, Page};
use crate::writer::ContentStatus;

/// An article that has pictures.
#[derive(Debug, FromRow)]
pub struct GroupRow {
    pub id: ContentId,
    pub title: String,
    pub status: ContentStatus,
}

fn push_filters(builder: &mut QueryBuilder<Postgres>, account: AccountId, site: SiteId, query: &ImageQuery) {
    builder.push("a.account_id = ").push_bind(account);
    builder.push(" AND a.site_id = ").push_bind(site);
    builder.push(" AND a.deleted_at IS NULL");
    if !query.q.trim().is_empty() {
        builder.push(" AND a.title ILIKE ").push_bind(containing(&query.q));
    }
}

fn push_has_images(builder: &mut QueryBuilder<Postgres>, query: &ImageQuery) {
    builder.push(" AND EXISTS (SELECT FROM images i WHERE i.account_id = a.account_id AND i.content_id = a.id");
    if let Some(status) = query.status {
        builder.push(" AND i.status = ").push_bind(status);
    }
    builder.push(")");
}

/// A page of articles that have such pictures, the latest first.
pub async fn page(tx: &mut TenantTx<'_>, site: SiteId, query: &ImageQuery) -> sqlx::Result<Page<GroupRow>> {
    let account = tx.account();
    let mut counting = QueryBuilder::new("SELECT count(*) FROM contents a WHERE ");
    push_filters(&mut counting, account, site, query);
    push_has_images(&mut counting, query);
    let total: i64 = counting.build_query_scalar().fetch_one(tx.conn()).await?;

    let mut builder = QueryBuilder::new("SELECT a.id, a.title, a.status FROM contents a WHERE ");
    push_filters(&mut builder, account, site, query);
    push_has_images(&mut builder, query);
    let from = Cursor::parse(&query.at);
    // a page before the cursor is read backwards, nearest rows first
    let backwards = from.as_ref().is_some_and(|cursor| cursor.backwards);
    if let Some(Cursor { place: Some(place), .. }) = &from {
        builder.push(if backwards { " AND a.id > " } else { " AND a.id < " }).push_bind(place.id);
    }
    builder.push(if backwards { " ORDER BY a.id LIMIT " } else { " ORDER BY a.id DESC LIMIT " });
    builder.push_bind(ARTICLES_A_PAGE + 1);
    let rows: Vec<GroupRow> = builder.build_query_as().fetch_all(tx.conn()).await?;
    Ok(Page::cut(rows, ARTICLES_A_PAGE, total, &from, |row| Cursor::place(row.id.0, "")))
}

fn push_images(builder: &mut QueryBuilder<Postgres>, account: AccountId, site: SiteId, query: &ImageQuery) {
    builder.push(" FROM images i JOIN contents a ON a.account_id = i.account_id AND a.id = i.content_id WHERE ");
    push_filters(builder, account, site, query);
    if let Some(status) = query.status {
        builder.push(" AND i.status = ").push_bind(status);
    }
}

/// How many pictures match.
pub async fn count(tx: &mut TenantTx<'_>, site: SiteId, query: &ImageQuery) -> sqlx::Result<i64> {
    let mut builder = QueryBuilder::new("SELECT count(*)");
    push_images(&mut builder, tx.account(), site, query);
    builder.build_query_scalar().fetch_one(tx.conn()).await
}

/// The ids of all pictures that match, at most `limit`.
pub async fn matching(
    tx: &mut TenantTx<'_>,
    site: SiteId,
    query: &ImageQuery,
    limit: i64,
) -> sqlx::Result<Vec<ImageId>> {
    let mut builder = QueryBuilder::new("SELECT i.id");
    push_images(&mut builder, tx.account(), site, query);
    builder.push(" ORDER BY i.id LIMIT ").push_bind(limit);
    builder.build_query_scalar().fetch_all(tx.conn()).await
}

/// How many pictures of a site are in each state.
pub async fn statuses(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<Vec<(ImageStatus, i64)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT i.status AS "status: ImageStatus", count(*) AS "count!"
          FROM images i
          JOIN contents a ON a.account_id = i.account_id AND a.id = i.content_id AND a.deleted_at IS NULL
         WHERE i.account_id = $1 AND i.site_id = $2
         GROUP BY i.status
         ORDER BY i.status
        "#,
        account as AccountId,
        site as SiteId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.status, row.count)).collect())
}
