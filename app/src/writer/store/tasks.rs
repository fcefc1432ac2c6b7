//! `tasks`.

use sqlx::types::Json;

use super::{coded, ideas};
use crate::access::TenantTx;
use crate::ai::brief::SectionOutline;
use crate::ai::structure::{ContentStructure, ContentType};
use crate::kit::id::{AccountId, IdeaId, SectorId, SiteId, TaskId};
use crate::planner::idea::IdeaStatus;
use crate::writer::TaskStatus;

/// What writing an article needs to know.
#[derive(Debug, Clone)]
pub struct TaskBrief {
    pub id: TaskId,
    pub site: SiteId,
    pub sector: SectorId,
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
    /// Counts how often it was asked to be written once more.
    pub round: i32,
}

/// Makes a task of each idea that is new, with what the idea and its keywords say, and marks those ideas as queued.
/// Ideas that are switched off, deleted, queued, written or without sections are left out, and nobody waits for articles
/// of theirs that are being finished. Answers how many tasks were made.
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
             WHERE i.deleted_at IS NULL AND NOT i.disabled AND i.status = 'new' AND jsonb_array_length(i.outline) > 0
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
               coalesce(c.name, '') AS "cluster_name!", t.idea_id AS "idea: IdeaId", t.title,
               t.outline AS "outline: Json<Vec<SectionOutline>>", t.primary_keyword, t.keywords, t.content_type,
               t.structure, t.target_words, t.audience, t.tone, t.status AS "status: TaskStatus", t.round
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
            round: row.round,
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

/// Holds tasks until the transaction ends, always in the same order: asking for an article, deleting its task and bringing
/// back the article it had come one after the other, and each sees what the one before did.
pub async fn lock(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        SELECT 1 AS one
          FROM tasks
         WHERE account_id = $1 AND id = ANY($2)
         ORDER BY id
           FOR NO KEY UPDATE
        "#,
        account as AccountId,
        ids as &[TaskId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Whether any of these tasks is there.
pub async fn has_any_of(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<bool> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT EXISTS (SELECT FROM tasks WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NULL) AS "has_any!"
        "#,
        account as AccountId,
        ids as &[TaskId],
    )
    .fetch_one(tx.conn())
    .await
}

/// A task that may be written.
#[derive(Debug, Clone)]
pub struct WritableRow {
    pub id: TaskId,
    pub site: SiteId,
    pub title: String,
    pub round: i32,
}

/// Tasks of the ids that may be written and that no job is at, in the order they were added.
pub async fn writable(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<Vec<WritableRow>> {
    let account = tx.account();
    sqlx::query_as!(
        WritableRow,
        r#"
        SELECT t.id AS "id: TaskId", t.site_id AS "site: SiteId", t.title, t.round
          FROM tasks t
         WHERE t.account_id = $1 AND t.id = ANY($2) AND t.status IN ('queued', 'failed') AND t.deleted_at IS NULL
           AND NOT EXISTS (
               SELECT 1
                 FROM jobs j
                WHERE j.account_id = t.account_id AND j.kind = 'write_article' AND j.target_id = t.id
                  AND j.state IN ('queued', 'running'))
         ORDER BY t.id
        "#,
        account as AccountId,
        ids as &[TaskId],
    )
    .fetch_all(tx.conn())
    .await
}

/// Lengths of the tasks that may be written and that no job is at: (words, sections, how many tasks).
pub async fn lengths(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<Vec<(i64, i64, i64)>> {
    let account = tx.account();
    let rows = sqlx::query!(
        r#"
        SELECT t.target_words AS words, jsonb_array_length(t.outline) AS "sections!", count(*) AS "tasks!"
          FROM tasks t
         WHERE t.account_id = $1 AND t.id = ANY($2) AND t.status IN ('queued', 'failed') AND t.deleted_at IS NULL
           AND NOT EXISTS (
               SELECT 1
                 FROM jobs j
                WHERE j.account_id = t.account_id AND j.kind = 'write_article' AND j.target_id = t.id
                  AND j.state IN ('queued', 'running'))
         GROUP BY 1, 2
        "#,
        account as AccountId,
        ids as &[TaskId],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (i64::from(row.words), i64::from(row.sections), row.tasks)).collect())
}

/// Queues a completed task whose article was deleted, in its next round; its idea waits with it. Answers the round, or
/// nothing where the task is not completed or has its article. The caller holds its lock.
pub async fn begin_round(tx: &mut TenantTx<'_>, id: TaskId) -> sqlx::Result<Option<i32>> {
    let (account, now) = (tx.account(), tx.now());
    let begun = sqlx::query!(
        r#"
        UPDATE tasks t
           SET status = 'queued', round = t.round + 1, updated_at = $3
         WHERE t.account_id = $1 AND t.id = $2 AND t.status = 'completed' AND t.deleted_at IS NULL
           AND NOT EXISTS (
               SELECT 1
                 FROM contents c
                WHERE c.account_id = t.account_id AND c.task_id = t.id AND c.deleted_at IS NULL)
        RETURNING t.round, t.idea_id AS "idea: IdeaId"
        "#,
        account as AccountId,
        id as TaskId,
        now,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(begun) = begun else { return Ok(None) };
    let ideas: Vec<IdeaId> = begun.idea.into_iter().collect();
    ideas::move_to(tx, &ideas, IdeaStatus::Completed, IdeaStatus::Queued).await?;
    Ok(Some(begun.round))
}

/// Marks tasks as written that wait to be and have their article, since it came back, or came back before them; their
/// ideas with them. Others stay as they are.
pub async fn complete_again(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    let done = sqlx::query!(
        r#"
        UPDATE tasks t
           SET status = 'completed', failure = NULL, updated_at = $3
         WHERE t.account_id = $1 AND t.id = ANY($2) AND t.status IN ('queued', 'failed') AND t.deleted_at IS NULL
           AND EXISTS (
               SELECT 1
                 FROM contents c
                WHERE c.account_id = t.account_id AND c.task_id = t.id AND c.deleted_at IS NULL)
        RETURNING t.idea_id AS "idea: IdeaId"
        "#,
        account as AccountId,
        ids as &[TaskId],
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    let ideas: Vec<IdeaId> = done.into_iter().filter_map(|row| row.idea).collect();
    ideas::move_to(tx, &ideas, IdeaStatus::Queued, IdeaStatus::Completed).await
}
