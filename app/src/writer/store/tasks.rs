//! `tasks`.

use sqlx::types::Json;

use super::coded;
use crate::access::TenantTx;
use crate::ai::brief::SectionOutline;
use crate::ai::structure::{ContentStructure, ContentType};
use crate::kit::id::{AccountId, ClusterId, IdeaId, SectorId, SiteId, TaskId};
use crate::writer::TaskStatus;

/// What writing an article needs to know.
#[derive(Debug, Clone)]
pub struct TaskBrief {
    pub id: TaskId,
    pub site: SiteId,
    pub sector: SectorId,
    pub cluster: Option<ClusterId>,
    pub cluster_name: String,
    pub idea: Option<IdeaId>,
    pub title: String,
    pub outline: Vec<SectionOutline>,
    pub primary_keyword: String,
    pub keywords: Vec<String>,
    pub content_type: ContentType,
    pub structure: ContentStructure,
    pub target_words: i64,
    pub audience: String,
    pub tone: String,
    pub status: TaskStatus,
}

/// Makes a task of each idea that has none yet, with what the idea and its keywords say, and marks those ideas as
/// queued. Ideas that are switched off, deleted or written are left out. Answers how many tasks were made.
pub async fn insert_from_ideas(tx: &mut TenantTx<'_>, ideas: &[IdeaId]) -> sqlx::Result<i64> {
    let (account, now) = (tx.account(), tx.now());
    let ids: Vec<TaskId> = ideas.iter().map(|_| TaskId::new()).collect();
    let made = sqlx::query!(
        r#"
        WITH made AS (
            INSERT INTO tasks (account_id, id, site_id, sector_id, cluster_id, idea_id, title, outline, primary_keyword,
                               keywords, content_type, structure, target_words, audience, tone, created_at, updated_at)
            SELECT i.account_id, new.id, i.site_id, i.sector_id, i.cluster_id, i.id, i.title, i.outline, i.primary_keyword,
                   coalesce(k.keywords, '{}'), i.content_type, i.structure, i.target_words, i.audience, i.tone, $2, $2
              FROM unnest($3::uuid[], $4::uuid[]) AS new (id, idea)
              JOIN ideas i ON i.account_id = $1 AND i.id = new.idea
              LEFT JOIN LATERAL (
                   SELECT array_agg(k.keyword ORDER BY k.volume DESC NULLS LAST, k.keyword) AS keywords
                     FROM idea_keywords ik
                     JOIN keywords k ON k.account_id = ik.account_id AND k.id = ik.keyword_id
                    WHERE ik.account_id = i.account_id AND ik.idea_id = i.id
                      AND k.deleted_at IS NULL AND k.keyword <> i.primary_keyword
                   ) k ON true
             WHERE i.deleted_at IS NULL AND NOT i.disabled AND i.status <> 'completed'
            ON CONFLICT DO NOTHING
            RETURNING idea_id
        )
        UPDATE ideas
           SET status = 'queued', updated_at = $2
          FROM made
         WHERE ideas.account_id = $1 AND ideas.id = made.idea_id
        "#,
        account as AccountId,
        now,
        &ids as &[TaskId],
        ideas as &[IdeaId],
    )
    .execute(tx.conn())
    .await?;
    Ok(i64::try_from(made.rows_affected()).unwrap_or(i64::MAX))
}

/// A task with the name of its cluster.
pub async fn brief(tx: &mut TenantTx<'_>, id: TaskId) -> sqlx::Result<Option<TaskBrief>> {
    let account = tx.account();
    let row = sqlx::query!(
        r#"
        SELECT t.id AS "id: TaskId", t.site_id AS "site: SiteId", t.sector_id AS "sector: SectorId",
               t.cluster_id AS "cluster: ClusterId", coalesce(c.name, '') AS "cluster_name!", t.idea_id AS "idea: IdeaId",
               t.title, t.outline AS "outline: Json<Vec<SectionOutline>>", t.primary_keyword, t.keywords, t.content_type,
               t.structure, t.target_words, t.audience, t.tone, t.status AS "status: TaskStatus"
          FROM tasks t
          LEFT JOIN clusters c ON c.account_id = t.account_id AND c.id = t.cluster_id
         WHERE t.account_id = $1 AND t.id = $2 AND t.deleted_at IS NULL
        "#,
        account as AccountId,
        id as TaskId,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| {
        Ok(TaskBrief {
            id: row.id,
            site: row.site,
            sector: row.sector,
            cluster: row.cluster,
            cluster_name: row.cluster_name,
            idea: row.idea,
            title: row.title,
            outline: row.outline.0,
            primary_keyword: row.primary_keyword,
            keywords: row.keywords,
            content_type: coded(&row.content_type)?,
            structure: coded(&row.structure)?,
            target_words: i64::from(row.target_words),
            audience: row.audience,
            tone: row.tone,
            status: row.status,
        })
    })
    .transpose()
}

/// Moves tasks from any of the states `from` to `to`; answers which moved. `failure` belongs to failing alone.
pub async fn move_to(
    tx: &mut TenantTx<'_>,
    ids: &[TaskId],
    from: &[TaskStatus],
    to: TaskStatus,
    failure: Option<&str>,
) -> sqlx::Result<Vec<TaskId>> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query_scalar!(
        r#"
        UPDATE tasks
           SET status = $4, failure = $5, updated_at = $6
         WHERE account_id = $1 AND id = ANY($2) AND status = ANY($3) AND deleted_at IS NULL
        RETURNING id AS "id: TaskId"
        "#,
        account as AccountId,
        ids as &[TaskId],
        from as &[TaskStatus],
        to as TaskStatus,
        failure,
        now,
    )
    .fetch_all(tx.conn())
    .await
}

/// Tasks of the ids that may be written, with site and title, in the order they were added.
pub async fn writable(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<Vec<(TaskId, SiteId, String)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT id AS "id: TaskId", site_id AS "site: SiteId", title
          FROM tasks
         WHERE account_id = $1 AND id = ANY($2) AND status IN ('queued', 'failed') AND deleted_at IS NULL
         ORDER BY id
        "#,
        account as AccountId,
        ids as &[TaskId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.site, row.title)).collect())
}

/// Lengths of the tasks that may be written: (words, sections, how many tasks).
pub async fn lengths(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<Vec<(i64, i64, i64)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT target_words AS words, jsonb_array_length(outline) AS "sections!", count(*) AS "tasks!"
          FROM tasks
         WHERE account_id = $1 AND id = ANY($2) AND status IN ('queued', 'failed') AND deleted_at IS NULL
         GROUP BY 1, 2
        "#,
        account as AccountId,
        ids as &[TaskId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (i64::from(row.words), i64::from(row.sections), row.tasks)).collect())
}

/// Deletes tasks that are not being written; an idea that waited as one of them is new again. Answers which.
pub async fn delete(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<Vec<TaskId>> {
    let (account, now) = (tx.account(), tx.now());
    let gone = sqlx::query!(
        r#"
        UPDATE tasks
           SET deleted_at = $3, updated_at = $3
         WHERE account_id = $1 AND id = ANY($2) AND status <> 'in_progress' AND deleted_at IS NULL
        RETURNING id AS "id: TaskId", idea_id AS "idea: IdeaId"
        "#,
        account as AccountId,
        ids as &[TaskId],
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    let ideas: Vec<IdeaId> = gone.iter().filter_map(|row| row.idea).collect();
    sqlx::query!(
        "UPDATE ideas SET status = 'new', updated_at = $3 WHERE account_id = $1 AND id = ANY($2) AND status = 'queued'",
        account as AccountId,
        &ideas as &[IdeaId],
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(gone.into_iter().map(|row| row.id).collect())
}

/// Brings deleted tasks back, except those whose idea has become another task meanwhile.
pub async fn restore(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<Vec<TaskId>> {
    let (account, now) = (tx.account(), tx.now());
    let back = sqlx::query!(
        r#"
        UPDATE tasks t
           SET deleted_at = NULL, updated_at = $3
         WHERE t.account_id = $1 AND t.id = ANY($2) AND t.deleted_at IS NOT NULL
           AND NOT EXISTS (
               SELECT 1
                 FROM tasks other
                WHERE other.account_id = t.account_id AND other.idea_id = t.idea_id AND other.deleted_at IS NULL)
        RETURNING t.id AS "id: TaskId", t.idea_id AS "idea: IdeaId"
        "#,
        account as AccountId,
        ids as &[TaskId],
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    let ideas: Vec<IdeaId> = back.iter().filter_map(|row| row.idea).collect();
    sqlx::query!(
        "UPDATE ideas SET status = 'queued', updated_at = $3 WHERE account_id = $1 AND id = ANY($2) AND status = 'new'",
        account as AccountId,
        &ideas as &[IdeaId],
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(back.into_iter().map(|row| row.id).collect())
}

/// Marks the idea whose article is written.
pub async fn complete_idea(tx: &mut TenantTx<'_>, idea: IdeaId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        "UPDATE ideas SET status = 'completed', updated_at = $3 WHERE account_id = $1 AND id = $2 AND status = 'queued'",
        account as AccountId,
        idea as IdeaId,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
