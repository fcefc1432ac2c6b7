//! The bounds of the account's plan, from `accounts` and `plans`.

use crate::access::TenantTx;
use crate::kit::id::AccountId;
use crate::sites::service::limits::Limits;

pub async fn read(tx: &mut TenantTx<'_>) -> sqlx::Result<Limits> {
    let account = tx.account();
    sqlx::query_as!(
        Limits,
        r#"
        SELECT p.name AS plan, p.max_sites, p.max_keywords
          FROM accounts a
          JOIN plans p ON p.slug = a.plan_slug
         WHERE a.id = $1
        "#,
        account as AccountId,
    )
    .fetch_one(tx.conn())
    .await
}

/// As [`read`], with the account's row locked. Rows that refer to the account can still be added by others.
pub async fn lock(tx: &mut TenantTx<'_>) -> sqlx::Result<Limits> {
    let account = tx.account();
    sqlx::query_as!(
        Limits,
        r#"
        SELECT p.name AS plan, p.max_sites, p.max_keywords
          FROM accounts a
          JOIN plans p ON p.slug = a.plan_slug
         WHERE a.id = $1
           FOR NO KEY UPDATE OF a
        "#,
        account as AccountId,
    )
    .fetch_one(tx.conn())
    .await
}
