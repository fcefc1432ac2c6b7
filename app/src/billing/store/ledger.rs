//! `credit_balances` and `credit_entries`: always written together.

use crate::access::{SystemTx, TenantTx};
use crate::billing::credits::{Balance, EntryKind, Operation, Pool};
use crate::kit::id::{AccountId, ReservationId, UserId};

/// The balance row with its first entry.
pub async fn open(tx: &mut SystemTx<'_>, account: AccountId, credits: i64) -> sqlx::Result<()> {
    let now = tx.now();
    sqlx::query!("INSERT INTO credit_balances (account_id, plan) VALUES ($1, $2)", account as AccountId, credits)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        r#"
        INSERT INTO credit_entries (account_id, sequence, pool, kind, amount, balance_after, at)
        VALUES ($1, 1, 'plan', 'plan_reset', $2, $2, $3)
        "#,
        account as AccountId,
        credits,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn balance(tx: &mut TenantTx<'_>) -> sqlx::Result<Balance> {
    let account = tx.account();
    sqlx::query_as!(
        Balance,
        r#"
        SELECT b.plan, b.bonus, p.credits AS plan_size
          FROM credit_balances b
          JOIN accounts a ON a.id = b.account_id
          JOIN plans p ON p.slug = a.plan_slug
         WHERE b.account_id = $1
        "#,
        account as AccountId,
    )
    .fetch_one(tx.conn())
    .await
}

/// The balance, locked until the transaction ends.
pub async fn lock(tx: &mut TenantTx<'_>) -> sqlx::Result<Balance> {
    let account = tx.account();
    let row =
        sqlx::query!("SELECT plan, bonus FROM credit_balances WHERE account_id = $1 FOR UPDATE", account as AccountId)
            .fetch_one(tx.conn())
            .await?;
    Ok(Balance { plan: row.plan, bonus: row.bonus, plan_size: 0 })
}

/// Moves one pool and writes the entry that says so, in one statement. Nothing is written for an amount of zero.
pub async fn post(
    tx: &mut TenantTx<'_>,
    pool: Pool,
    kind: EntryKind,
    amount: i64,
    operation: Option<Operation>,
    reservation: Option<ReservationId>,
) -> sqlx::Result<()> {
    if amount == 0 {
        return Ok(());
    }
    let (account, user, now) = (tx.account(), tx.user(), tx.now());
    sqlx::query!(
        r#"
        WITH moved AS (
            UPDATE credit_balances
               SET plan = plan + CASE WHEN $2 = 'plan' THEN $4::bigint ELSE 0 END,
                   bonus = bonus + CASE WHEN $2 = 'bonus' THEN $4::bigint ELSE 0 END
             WHERE account_id = $1
            RETURNING CASE WHEN $2 = 'plan' THEN plan ELSE bonus END AS balance
        )
        INSERT INTO credit_entries (account_id, sequence, pool, kind, amount, balance_after, operation, reservation_id, user_id, at)
        SELECT $1,
               (SELECT coalesce(max(sequence), 0) + 1 FROM credit_entries WHERE account_id = $1),
               $2, $3, $4::bigint, moved.balance, $5, $6, $7, $8
          FROM moved
        "#,
        account as AccountId,
        pool.as_str(),
        kind as EntryKind,
        amount,
        operation as Option<Operation>,
        reservation as Option<ReservationId>,
        user as Option<UserId>,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
