//! Usage, read from reservations (what was charged when and for what) and ledger entries.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::access::TenantTx;
use crate::billing::credits::{EntryKind, Operation, Pool};
use crate::billing::usage::{DaySpent, LedgerEntry, OperationSpent};
use crate::kit::id::AccountId;

/// A day's first moment, in UTC. Compared as a moment and not as a day: only so may the index be used under row-level
/// security.
fn start_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// Credits charged a day from `first` on, in UTC.
pub async fn by_day(tx: &mut TenantTx<'_>, first: NaiveDate) -> sqlx::Result<Vec<DaySpent>> {
    let (account, from) = (tx.account(), start_of(first));
    sqlx::query_as!(
        DaySpent,
        r#"
        SELECT (ended_at AT TIME ZONE 'UTC')::date AS "day!", sum(charged)::bigint AS "credits!"
          FROM credit_reservations
         WHERE account_id = $1 AND state = 'settled' AND ended_at >= $2
         GROUP BY 1
        "#,
        account as AccountId,
        from,
    )
    .fetch_all(tx.conn())
    .await
}

pub async fn by_operation(tx: &mut TenantTx<'_>, first: NaiveDate) -> sqlx::Result<Vec<OperationSpent>> {
    let (account, from) = (tx.account(), start_of(first));
    sqlx::query_as!(
        OperationSpent,
        r#"
        SELECT operation AS "operation!: Operation", sum(charged)::bigint AS "credits!"
          FROM credit_reservations
         WHERE account_id = $1 AND state = 'settled' AND ended_at >= $2
         GROUP BY operation
         ORDER BY 2 DESC
        "#,
        account as AccountId,
        from,
    )
    .fetch_all(tx.conn())
    .await
}

/// Entries beside a sequence: older ones, latest first, or newer ones, oldest first. One of the two halves is empty, and
/// the other is read from the index as far as the page goes.
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
        SELECT sequence AS "sequence!", at AS "at!", kind AS "kind!: EntryKind", operation AS "operation?: Operation",
               pool AS "pool!: Pool", amount AS "amount!", balance_after AS "balance_after!"
          FROM (
               (SELECT *
                  FROM credit_entries
                 WHERE account_id = $1 AND NOT $3 AND sequence < coalesce($2::bigint, 9223372036854775807)
                 ORDER BY sequence DESC
                 LIMIT $4)
                UNION ALL
               (SELECT *
                  FROM credit_entries
                 WHERE account_id = $1 AND $3 AND sequence > coalesce($2::bigint, 0)
                 ORDER BY sequence
                 LIMIT $4)
               ) e
         ORDER BY CASE WHEN $3 THEN sequence ELSE -sequence END
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
