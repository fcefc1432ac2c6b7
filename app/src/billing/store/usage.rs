//! Usage, read from reservations (what was charged when and for what) and ledger entries.

use chrono::NaiveDate;

use crate::access::TenantTx;
use crate::billing::credits::{EntryKind, Operation, Pool};
use crate::billing::usage::{DaySpent, LedgerEntry, OperationSpent};
use crate::kit::id::AccountId;

/// Credits charged a day from `first` on, in UTC.
pub async fn by_day(tx: &mut TenantTx<'_>, first: NaiveDate) -> sqlx::Result<Vec<DaySpent>> {
    let account = tx.account();
    sqlx::query_as!(
        DaySpent,
        r#"
        SELECT (ended_at AT TIME ZONE 'UTC')::date AS "day!", sum(charged)::bigint AS "credits!"
          FROM credit_reservations
         WHERE account_id = $1 AND state = 'settled' AND ended_at >= $2::date
         GROUP BY 1
        "#,
        account as AccountId,
        first,
    )
    .fetch_all(tx.conn())
    .await
}

pub async fn by_operation(tx: &mut TenantTx<'_>, first: NaiveDate) -> sqlx::Result<Vec<OperationSpent>> {
    let account = tx.account();
    sqlx::query_as!(
        OperationSpent,
        r#"
        SELECT operation AS "operation!: Operation", sum(charged)::bigint AS "credits!"
          FROM credit_reservations
         WHERE account_id = $1 AND state = 'settled' AND ended_at >= $2::date
         GROUP BY operation
         ORDER BY 2 DESC
        "#,
        account as AccountId,
        first,
    )
    .fetch_all(tx.conn())
    .await
}

/// Entries beside a sequence: older ones, latest first, or newer ones, oldest first.
pub async fn entries(
    tx: &mut TenantTx<'_>,
    from: Option<i64>,
    newer: bool,
    limit: i64,
) -> sqlx::Result<Vec<LedgerEntry>> {
    let account = tx.account();
    sqlx::query_as!(
        LedgerEntry,
        r#"
        SELECT sequence, at, kind AS "kind: EntryKind", operation AS "operation: Operation", pool AS "pool: Pool",
               amount, balance_after
          FROM credit_entries
         WHERE account_id = $1
           AND ($2::bigint IS NULL OR CASE WHEN $3 THEN sequence > $2 ELSE sequence < $2 END)
         ORDER BY CASE WHEN $3 THEN sequence ELSE -sequence END
         LIMIT $4
        "#,
        account as AccountId,
        from,
        newer,
        limit,
    )
    .fetch_all(tx.conn())
    .await
}

pub async fn count(tx: &mut TenantTx<'_>) -> sqlx::Result<i64> {
    let account = tx.account();
    sqlx::query_scalar!(
        r#"SELECT coalesce(max(sequence), 0) AS "n!" FROM credit_entries WHERE account_id = $1"#,
        account as AccountId,
    )
    .fetch_one(tx.conn())
    .await
}
