//! The tasks and articles that stand on a cluster, when it is merged into another and when that is taken back.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, ContentId, IdeaId, TaskId};

/// What moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Works {
    pub tasks: Vec<TaskId>,
    pub contents: Vec<ContentId>,
}

/// Gives the tasks and articles of a cluster to another, deleted ones too, and answers which.
pub async fn move_all(tx: &mut TenantTx<'_>, from: ClusterId, to: ClusterId) -> sqlx::Result<Works> {
    let account = tx.account();
    let tasks = sqlx::query_scalar!(
        r#"
        UPDATE tasks
           SET cluster_id = $3
         WHERE account_id = $1 AND cluster_id = $2
        RETURNING id AS "id: TaskId"
        "#,
        account as AccountId,
        from as ClusterId,
        to as ClusterId,
    )
    .fetch_all(tx.conn())
    .await?;
    let contents = sqlx::query_scalar!(
        r#"
        UPDATE contents
           SET cluster_id = $3
         WHERE account_id = $1 AND cluster_id = $2
        RETURNING id AS "id: ContentId"
        "#,
        account as AccountId,
        from as ClusterId,
        to as ClusterId,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Works { tasks, contents })
}

/// Gives tasks and articles back to the cluster they were on, with what has come since of the ideas that went with
/// them. What is on another cluster by now stays there.
pub async fn give_back(
    tx: &mut TenantTx<'_>,
    works: &Works,
    ideas: &[IdeaId],
    from: ClusterId,
    to: ClusterId,
) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!(
        r#"
        UPDATE tasks
           SET cluster_id = $3
         WHERE account_id = $1 AND cluster_id = $2 AND (id = ANY($4) OR idea_id = ANY($5))
        "#,
        account as AccountId,
        from as ClusterId,
        to as ClusterId,
        &works.tasks as &[TaskId],
        ideas as &[IdeaId],
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        r#"
        UPDATE contents
           SET cluster_id = $3
         WHERE account_id = $1 AND cluster_id = $2
           AND (id = ANY($4) OR task_id IN (SELECT id FROM tasks WHERE account_id = $1 AND cluster_id = $3))
        "#,
        account as AccountId,
        from as ClusterId,
        to as ClusterId,
        &works.contents as &[ContentId],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
