//! `imports` and `import_rejections`.

use chrono::{DateTime, Utc};
use sqlx::types::Json;

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ImportId, SectorId, SiteId, UserId};
use crate::planner::import::{ImportCounts, ImportRow, ImportState, Layout, Rejection};

/// The columns as they are stored.
struct Columns {
    id: ImportId,
    site: SiteId,
    sector: SectorId,
    file_name: String,
    layout: Json<Layout>,
    state: ImportState,
    rows: i64,
    imported: i64,
    duplicates: i64,
    rejected: i64,
    over_limit: i64,
    error: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<Columns> for ImportRow {
    fn from(columns: Columns) -> Self {
        Self {
            id: columns.id,
            site: columns.site,
            sector: columns.sector,
            file_name: columns.file_name,
            layout: columns.layout.0,
            state: columns.state,
            counts: ImportCounts {
                rows: columns.rows,
                imported: columns.imported,
                duplicates: columns.duplicates,
                rejected: columns.rejected,
                over_limit: columns.over_limit,
            },
            error: columns.error,
            created_at: columns.created_at,
            file_gone: false,
        }
    }
}

/// A new import; without a file it is one that happens at once.
pub async fn insert(
    tx: &mut TenantTx<'_>,
    id: ImportId,
    site: SiteId,
    sector: SectorId,
    file_name: &str,
    layout: &Layout,
    file_key: Option<&str>,
) -> sqlx::Result<()> {
    let (account, user, now) = (tx.account(), tx.user(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO imports (account_id, id, site_id, sector_id, user_id, file_name, layout, file_key, state, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'uploaded', $9)
        "#,
        account as AccountId,
        id as ImportId,
        site as SiteId,
        sector as SectorId,
        user as Option<UserId>,
        file_name,
        Json(layout) as Json<&Layout>,
        file_key,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx<'_>, id: ImportId) -> sqlx::Result<Option<ImportRow>> {
    let account = tx.account();
    let found = sqlx::query_as!(
        Columns,
        r#"
        SELECT id AS "id: ImportId", site_id AS "site: SiteId", sector_id AS "sector: SectorId", file_name,
               layout AS "layout: Json<Layout>", state AS "state: ImportState",
               rows, imported, duplicates, rejected, over_limit, error, created_at
          FROM imports
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as ImportId,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.map(Into::into))
}

/// As [`find`], with the row locked until the transaction ends.
pub async fn lock(tx: &mut TenantTx<'_>, id: ImportId) -> sqlx::Result<Option<ImportRow>> {
    let account = tx.account();
    sqlx::query!(
        r#"
        SELECT 1 AS "found!"
          FROM imports
         WHERE account_id = $1 AND id = $2
           FOR UPDATE
        "#,
        account as AccountId,
        id as ImportId,
    )
    .fetch_optional(tx.conn())
    .await?;
    find(tx, id).await
}

/// The latest imports of a site, newest first.
pub async fn list(tx: &mut TenantTx<'_>, site: SiteId, limit: i64) -> sqlx::Result<Vec<ImportRow>> {
    let account = tx.account();
    let rows = sqlx::query_as!(
        Columns,
        r#"
        SELECT id AS "id: ImportId", site_id AS "site: SiteId", sector_id AS "sector: SectorId", file_name,
               layout AS "layout: Json<Layout>", state AS "state: ImportState",
               rows, imported, duplicates, rejected, over_limit, error, created_at
          FROM imports
         WHERE account_id = $1 AND site_id = $2
         ORDER BY id DESC
         LIMIT $3
        "#,
        account as AccountId,
        site as SiteId,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Files received since then that have not been imported to their end.
pub async fn count_waiting(tx: &mut TenantTx<'_>, since: DateTime<Utc>) -> sqlx::Result<i64> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT count(*) AS "count!"
          FROM imports
         WHERE account_id = $1 AND file_key IS NOT NULL AND created_at > $2
        "#,
        account as AccountId,
        since,
    )
    .fetch_one(tx.conn())
    .await
}

pub async fn set_layout(tx: &mut TenantTx<'_>, id: ImportId, sector: SectorId, layout: &Layout) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        UPDATE imports
           SET sector_id = $3, layout = $4
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as ImportId,
        sector as SectorId,
        Json(layout) as Json<&Layout>,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Moves an import on; the caller has locked it and knows that the step is a legal one.
pub async fn set_state(tx: &mut TenantTx<'_>, id: ImportId, state: ImportState) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        UPDATE imports
           SET state = $3, error = NULL, ended_at = NULL
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as ImportId,
        state as ImportState,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_counts(tx: &mut TenantTx<'_>, id: ImportId, counts: ImportCounts) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        UPDATE imports
           SET rows = $3, imported = $4, duplicates = $5, rejected = $6, over_limit = $7
         WHERE account_id = $1 AND id = $2
        "#,
        account as AccountId,
        id as ImportId,
        counts.rows,
        counts.imported,
        counts.duplicates,
        counts.rejected,
        counts.over_limit,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn finish(tx: &mut TenantTx<'_>, id: ImportId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE imports
           SET state = 'done', error = NULL, file_key = NULL, ended_at = $3
         WHERE account_id = $1 AND id = $2 AND state <> 'done'
        "#,
        account as AccountId,
        id as ImportId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Says why an import that was at work stopped.
pub async fn stop(tx: &mut TenantTx<'_>, id: ImportId, error: &str) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE imports
           SET state = 'failed', error = $3, ended_at = $4
         WHERE account_id = $1 AND id = $2 AND state = 'importing'
        "#,
        account as AccountId,
        id as ImportId,
        error,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn insert_rejections(tx: &mut TenantTx<'_>, import: ImportId, rejections: &[Rejection]) -> sqlx::Result<()> {
    if rejections.is_empty() {
        return Ok(());
    }
    let account = tx.account();
    let lines: Vec<i64> = rejections.iter().map(|rejection| rejection.line).collect();
    let contents: Vec<String> = rejections.iter().map(|rejection| rejection.content.clone()).collect();
    let reasons: Vec<String> = rejections.iter().map(|rejection| rejection.reason.clone()).collect();
    sqlx::query!(
        r#"
        INSERT INTO import_rejections (account_id, import_id, line, content, reason)
        SELECT $1, $2, r.line, r.content, r.reason
          FROM unnest($3::bigint[], $4::text[], $5::text[]) AS r (line, content, reason)
        "#,
        account as AccountId,
        import as ImportId,
        &lines,
        &contents,
        &reasons,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Rejected rows from a line on (nearest first when `backwards`).
pub async fn rejections(
    tx: &mut TenantTx<'_>,
    import: ImportId,
    line: i64,
    backwards: bool,
    limit: i64,
) -> sqlx::Result<Vec<Rejection>> {
    let account = tx.account();
    if backwards {
        sqlx::query_as!(
            Rejection,
            r#"
            SELECT line, content, reason
              FROM import_rejections
             WHERE account_id = $1 AND import_id = $2 AND line < $3
             ORDER BY line DESC
             LIMIT $4
            "#,
            account as AccountId,
            import as ImportId,
            line,
            limit,
        )
        .fetch_all(tx.conn())
        .await
    } else {
        sqlx::query_as!(
            Rejection,
            r#"
            SELECT line, content, reason
              FROM import_rejections
             WHERE account_id = $1 AND import_id = $2 AND line > $3
             ORDER BY line
             LIMIT $4
            "#,
            account as AccountId,
            import as ImportId,
            line,
            limit,
        )
        .fetch_all(tx.conn())
        .await
    }
}
