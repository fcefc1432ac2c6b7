//! The ideas of a cluster, when it is merged into another and when that is taken back.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ClusterId, IdeaId};

/// What moved: the ideas, and the one that is no hub any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    pub ideas: Vec<IdeaId>,
    pub hub: Option<IdeaId>,
}

/// Gives the ideas of a cluster to another, deleted ones too. Of two hubs the one that was there stays a hub.
pub async fn move_all(tx: &mut TenantTx<'_>, from: ClusterId, to: ClusterId) -> sqlx::Result<Moved> {
    let (account, now) = (tx.account(), tx.now());
    let rows = sqlx::query!(
        r#"
        UPDATE ideas i
           SET cluster_id = $3, updated_at = $4,
               structure = CASE WHEN i.structure = 'cluster_hub' AND EXISTS (
                   SELECT 1
                     FROM ideas h
                    WHERE h.account_id = i.account_id AND h.cluster_id = $3
                      AND h.structure = 'cluster_hub' AND h.deleted_at IS NULL
                   ) THEN 'guide' ELSE i.structure END
          FROM ideas was
         WHERE i.account_id = $1 AND i.cluster_id = $2 AND was.account_id = i.account_id AND was.id = i.id
        RETURNING i.id AS "id: IdeaId", (was.structure <> i.structure AND i.deleted_at IS NULL) AS "was_hub!"
        "#,
        account as AccountId,
        from as ClusterId,
        to as ClusterId,
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Moved {
        hub: rows.iter().find(|row| row.was_hub).map(|row| row.id),
        ideas: rows.into_iter().map(|row| row.id).collect(),
    })
}

/// Gives ideas back to the cluster they were on; what is on another by now stays there. The hub is one again, unless
/// another of them has become the hub meanwhile or it was made into something else.
pub async fn give_back(tx: &mut TenantTx<'_>, moved: &Moved, from: ClusterId, to: ClusterId) -> sqlx::Result<()> {
    let (account, now) = (tx.account(), tx.now());
    sqlx::query!(
        r#"
        UPDATE ideas i
           SET cluster_id = $3, updated_at = $6,
               structure = CASE WHEN i.id = $5 AND i.structure = 'guide' AND NOT EXISTS (
                   SELECT 1
                     FROM ideas h
                    WHERE h.account_id = $1 AND h.cluster_id = $2 AND h.id = ANY($4)
                      AND h.structure = 'cluster_hub' AND h.deleted_at IS NULL
                   ) THEN 'cluster_hub' ELSE i.structure END
         WHERE i.account_id = $1 AND i.cluster_id = $2 AND i.id = ANY($4)
        "#,
        account as AccountId,
        from as ClusterId,
        to as ClusterId,
        &moved.ideas as &[IdeaId],
        moved.hub as Option<IdeaId>,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
