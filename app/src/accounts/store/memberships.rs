//! `memberships`.

use crate::access::{Role, SystemTx};
use crate::kit::id::{AccountId, UserId};

pub async fn insert(tx: &mut SystemTx<'_>, account: AccountId, user: UserId, role: Role) -> sqlx::Result<()> {
    let now = tx.now();
    sqlx::query!(
        r#"
        INSERT INTO memberships (account_id, user_id, role, created_at)
        VALUES ($1, $2, $3, $4)
        "#,
        account as AccountId,
        user as UserId,
        role as Role,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The account a person signs in to: the one they have been in longest.
pub async fn first_of(tx: &mut SystemTx<'_>, user: UserId) -> sqlx::Result<Option<AccountId>> {
    sqlx::query_scalar!(
        r#"
        SELECT account_id AS "id: AccountId"
          FROM memberships
         WHERE user_id = $1 AND active
         ORDER BY created_at, account_id
         LIMIT 1
        "#,
        user as UserId,
    )
    .fetch_optional(tx.conn())
    .await
}
