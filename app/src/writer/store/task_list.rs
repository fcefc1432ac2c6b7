//! The list of tasks: rows, what it can be narrowed by, and the ids that a selection means.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, Postgres, QueryBuilder};

use super::coded;
use super::keyset::{Order, push_page};
use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, ContentId, SiteId, TaskId};
use crate::kit::like::containing;
use crate::kit::page::{Cursor, PAGE_SIZE, Page};
use crate::writer::TaskStatus;
use crate::writer::task::{ClusterChoice, TaskQuery, TaskRow, TaskSort};

const fn order(sort: TaskSort) -> Order {
    match sort {
        TaskSort::Added => Order::Id,
        TaskSort::Title => Order::Text("lower(t.title) COLLATE \"C\""),
        TaskSort::Words => Order::Number("t.target_words::bigint"),
    }
}

#[derive(FromRow)]
struct Row {
    id: TaskId,
    title: String,
    cluster: Option<ClusterId>,
    cluster_name: Option<String>,
    structure: String,
    primary_keyword: String,
    target_words: i32,
    sections: i32,
    written: i64,
    status: TaskStatus,
    failure: Option<String>,
    content: Option<ContentId>,
    at_work: bool,
    created_at: DateTime<Utc>,
    sort_key: String,
}

impl Row {
    fn into_task(self) -> sqlx::Result<TaskRow> {
        Ok(TaskRow {
            id: self.id,
            title: self.title,
            cluster: self.cluster,
            cluster_name: self.cluster_name,
            structure: coded(&self.structure)?,
            primary_keyword: self.primary_keyword,
            target_words: i64::from(self.target_words),
            sections: i64::from(self.sections),
            written: self.written,
            status: self.status,
            failure: self.failure,
            content: self.content,
            at_work: self.at_work,
            credits: None,
            created_at: self.created_at,
        })
    }
}

/// The columns of a row; the sort key follows.
const COLUMNS: &str = r"
    SELECT t.id, t.title, t.cluster_id AS cluster, c.name AS cluster_name, t.structure, t.primary_keyword, t.target_words,
           jsonb_array_length(t.outline) AS sections,
           (SELECT count(*) FROM task_sections s WHERE s.account_id = t.account_id AND s.task_id = t.id) AS written,
           t.status, t.failure, a.id AS content,
           EXISTS (
               SELECT 1
                 FROM jobs j
                WHERE j.account_id = t.account_id AND j.kind = 'write_article' AND j.target_id = t.id
                  AND j.state IN ('queued', 'running')) AS at_work,
           t.created_at, ";

const TABLES: &str = r"
      FROM tasks t
      LEFT JOIN clusters c ON c.account_id = t.account_id AND c.id = t.cluster_id
      LEFT JOIN contents a ON a.account_id = t.account_id AND a.task_id = t.id AND a.deleted_at IS NULL
     WHERE ";

fn push_filters(builder: &mut QueryBuilder<Postgres>, account: AccountId, site: SiteId, query: &TaskQuery) {
    builder.push("t.account_id = ").push_bind(account);
    builder.push(" AND t.site_id = ").push_bind(site);
    builder.push(" AND t.deleted_at IS NULL");
    if !query.q.trim().is_empty() {
        let wanted = containing(&query.q);
        builder.push(" AND (t.title ILIKE ").push_bind(wanted.clone());
        builder.push(" OR t.primary_keyword ILIKE ").push_bind(wanted).push(")");
    }
    if let Some(status) = query.status {
        builder.push(" AND t.status = ").push_bind(status);
    }
    if let Some(structure) = query.structure {
        builder.push(" AND t.structure = ").push_bind(structure.as_str());
    }
    if let Some(cluster) = query.cluster {
        builder.push(" AND t.cluster_id = ").push_bind(cluster);
    }
}

/// A page of tasks.
pub async fn page(tx: &mut TenantTx<'_>, site: SiteId, query: &TaskQuery) -> sqlx::Result<Page<TaskRow>> {
    let account = tx.account();
    let mut counting = QueryBuilder::new("SELECT count(*) FROM tasks t WHERE ");
    push_filters(&mut counting, account, site, query);
    let total: i64 = counting.build_query_scalar().fetch_one(tx.conn()).await?;

    let by = order(query.sort);
    let mut builder = QueryBuilder::new(COLUMNS);
    builder.push(format_args!("{} AS sort_key", by.key())).push(TABLES);
    push_filters(&mut builder, account, site, query);
    let from = push_page(&mut builder, by, "t.id", query.descending, Cursor::parse(&query.at), PAGE_SIZE);
    let rows: Vec<Row> = builder.build_query_as().fetch_all(tx.conn()).await?;
    let page = Page::cut(rows, PAGE_SIZE, total, &from, |row| Cursor::place(row.id.0, &row.sort_key));
    Ok(Page {
        rows: page.rows.into_iter().map(Row::into_task).collect::<sqlx::Result<_>>()?,
        total: page.total,
        next: page.next,
        previous: page.previous,
    })
}

/// One task as its list shows it, also of another site.
pub async fn find(tx: &mut TenantTx<'_>, id: TaskId) -> sqlx::Result<Option<TaskRow>> {
    let account = tx.account();
    let mut builder = QueryBuilder::new(COLUMNS);
    builder.push("'' AS sort_key").push(TABLES);
    builder.push("t.account_id = ").push_bind(account);
    builder.push(" AND t.id = ").push_bind(id);
    builder.push(" AND t.deleted_at IS NULL");
    let row: Option<Row> = builder.build_query_as().fetch_optional(tx.conn()).await?;
    row.map(Row::into_task).transpose()
}

/// The ids of everything that matches, at most `limit`, as added.
pub async fn matching(tx: &mut TenantTx<'_>, site: SiteId, query: &TaskQuery, limit: i64) -> sqlx::Result<Vec<TaskId>> {
    let account = tx.account();
    let mut builder = QueryBuilder::new("SELECT t.id FROM tasks t WHERE ");
    push_filters(&mut builder, account, site, query);
    builder.push(" ORDER BY t.id LIMIT ").push_bind(limit);
    builder.build_query_scalar().fetch_all(tx.conn()).await
}

/// The statuses of the site's tasks, each with its count.
pub async fn statuses(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<Vec<(TaskStatus, i64)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT status AS "status: TaskStatus", count(*) AS "count!"
          FROM tasks
         WHERE account_id = $1 AND site_id = $2 AND deleted_at IS NULL
         GROUP BY status
        "#,
        account as AccountId,
        site as SiteId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.status, row.count)).collect())
}

/// The clusters of the site's tasks, by name.
pub async fn clusters(tx: &mut TenantTx<'_>, site: SiteId) -> sqlx::Result<Vec<ClusterChoice>> {
    let account = tx.account();
    sqlx::query_as!(
        ClusterChoice,
        r#"
        SELECT c.id AS "id: ClusterId", c.name, count(*) AS "count!"
          FROM tasks t
          JOIN clusters c ON c.account_id = t.account_id AND c.id = t.cluster_id
         WHERE t.account_id = $1 AND t.site_id = $2 AND t.deleted_at IS NULL
         GROUP BY c.id, c.name
         ORDER BY lower(c.name), c.id
         LIMIT 200
        "#,
        account as AccountId,
        site as SiteId,
    )
    .fetch_all(tx.conn())
    .await
}
