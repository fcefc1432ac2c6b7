//! What an article took to write, read from the log of calls and the reservation that paid for it.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, TaskId};

/// Calls, tokens, credits and the provider's price of an article's text.
#[derive(Debug, Clone, Default)]
pub struct ReceiptRow {
    pub calls: i64,
    pub failed_calls: i64,
    pub tokens: i64,
    pub cost_micros: i64,
    pub credits: Option<i64>,
}

/// The receipt of the article written for a task; `key` names its reservation.
pub async fn of_task(tx: &mut TenantTx<'_>, task: TaskId, key: &str) -> sqlx::Result<ReceiptRow> {
    let account = tx.account();
    sqlx::query_as!(
        ReceiptRow,
        r#"
        SELECT count(c.id) AS "calls!",
               count(c.id) FILTER (WHERE c.status = 'failed') AS "failed_calls!",
               coalesce(sum(c.tokens_in + c.tokens_out), 0)::bigint AS "tokens!",
               coalesce(sum(c.cost_micros), 0)::bigint AS "cost_micros!",
               (SELECT charged FROM credit_reservations WHERE account_id = $1 AND key = $3) AS credits
          FROM jobs j
          JOIN ai_calls c ON c.account_id = j.account_id AND c.job_id = j.id
         WHERE j.account_id = $1 AND j.kind = 'write_article' AND j.target_id = $2
        "#,
        account as AccountId,
        task as TaskId,
        key,
    )
    .fetch_one(tx.conn())
    .await
}
