//! `ideas`, as far as their tasks move them.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, IdeaId};
use crate::planner::idea::IdeaStatus;

/// Moves those ideas that are in a state to another.
pub async fn move_to(tx: &mut TenantTx<'_>, ids: &[IdeaId], from: IdeaStatus, to: IdeaStatus) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE ideas
           SET status = $4, updated_at = $5
         WHERE account_id = $1 AND id = ANY($2) AND status = $3
        "#,
        account as AccountId,
        ids as &[IdeaId],
        from as IdeaStatus,
        to as IdeaStatus,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The titles of those ideas that are to be written, but have no sections.
pub async fn titles_without_sections(tx: &mut TenantTx<'_>, ids: &[IdeaId]) -> sqlx::Result<Vec<String>> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"
        SELECT title
          FROM ideas
         WHERE account_id = $1 AND id = ANY($2) AND deleted_at IS NULL AND NOT disabled AND status = 'new'
           AND jsonb_array_length(outline) = 0
         ORDER BY title, id
        "#,
        account as AccountId,
        ids as &[IdeaId],
    )
    .fetch_all(tx.conn())
    .await
}
