//! `accounts`.

use crate::access::{SystemTx, TenantTx};
use crate::accounts::AccountStatus;
use crate::kit::id::AccountId;

pub async fn insert(
    tx: &mut SystemTx<'_>,
    id: AccountId,
    name: &str,
    slug: &str,
    status: AccountStatus,
    plan: &str,
) -> sqlx::Result<()> {
    let now = tx.now();
    sqlx::query!(
        r#"
        INSERT INTO accounts (id, name, slug, status, plan_slug, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        "#,
        id as AccountId,
        name,
        slug,
        status as AccountStatus,
        plan,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// `wanted`, or `wanted-2`, `wanted-3` … when others have it. Two sign-ups at once may still meet; the second then
/// violates `accounts_slug_key`.
pub async fn free_slug(tx: &mut SystemTx<'_>, wanted: &str) -> sqlx::Result<String> {
    let taken = sqlx::query_scalar!(
        r#"
        SELECT slug
          FROM accounts
         WHERE slug = $1 OR slug LIKE $1 || '-%'
        "#,
        wanted,
    )
    .fetch_all(tx.conn())
    .await?;
    let free = |slug: &String| !taken.contains(slug);
    Ok(std::iter::once(wanted.to_owned())
        .chain((2..).map(|n| format!("{wanted}-{n}")))
        .find(free)
        .unwrap_or_else(|| wanted.to_owned()))
}

/// Moves the account to another plan.
pub async fn set_plan(tx: &mut TenantTx<'_>, plan: &str) -> sqlx::Result<()> {
    let account = tx.account();
    sqlx::query!("UPDATE accounts SET plan_slug = $2 WHERE id = $1", account as AccountId, plan)
        .execute(tx.conn())
        .await?;
    Ok(())
}
