//! `tasks` that are deleted, and those that come back.

use super::ideas;
use crate::access::TenantTx;
use crate::kit::id::{AccountId, IdeaId, TaskId};
use crate::planner::idea::IdeaStatus;

/// Deletes tasks that are neither being written nor about to be; an idea that waited as one of them is new again. Answers
/// which. The caller holds their locks.
pub async fn delete(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<Vec<TaskId>> {
    let (account, now) = (tx.account(), tx.now());
    let gone = sqlx::query!(
        r#"
        UPDATE tasks t
           SET deleted_at = $3, updated_at = $3
         WHERE t.account_id = $1 AND t.id = ANY($2) AND t.status <> 'in_progress' AND t.deleted_at IS NULL
           AND NOT EXISTS (
               SELECT 1
                 FROM jobs j
                WHERE j.account_id = t.account_id AND j.kind = 'write_article' AND j.target_id = t.id
                  AND j.state IN ('queued', 'running'))
        RETURNING t.id AS "id: TaskId", t.idea_id AS "idea: IdeaId"
        "#,
        account as AccountId,
        ids as &[TaskId],
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    let ideas: Vec<IdeaId> = gone.iter().filter_map(|row| row.idea).collect();
    ideas::move_to(tx, &ideas, IdeaStatus::Queued, IdeaStatus::New).await?;
    Ok(gone.into_iter().map(|row| row.id).collect())
}

/// Holds the ideas of deleted tasks until the transaction ends, before their tasks: so does sending ideas to the writer.
pub async fn lock_ideas(tx: &mut TenantTx<'_>, ids: &[TaskId]) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        SELECT 1 AS one
          FROM ideas
         WHERE account_id = $1
           AND id IN (SELECT t.idea_id FROM tasks t WHERE t.account_id = $1 AND t.id = ANY($2) AND t.deleted_at IS NOT NULL)
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

/// Brings deleted tasks back, except those whose idea has become another task meanwhile. The caller holds
/// their ideas.
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
    ideas::move_to(tx, &ideas, IdeaStatus::New, IdeaStatus::Queued).await?;
    Ok(back.into_iter().map(|row| row.id).collect())
}
