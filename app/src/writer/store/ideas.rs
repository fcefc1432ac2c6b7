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
