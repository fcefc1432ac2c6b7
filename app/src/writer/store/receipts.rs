//! What an article took to make, read from the log of calls and the reservations that paid for it.

use crate::access::TenantTx;
use crate::kit::id::{AccountId, ContentId, TaskId};

/// Calls, tokens, credits and the provider's price of an article's text; credits of its pictures.
#[derive(Debug, Clone, Default)]
pub struct ReceiptRow {
    pub calls: i64,
    pub failed_calls: i64,
    pub tokens: i64,
    pub cost_micros: i64,
    /// None for a text that no task had written.
    pub credits: Option<i64>,
    /// For describing the pictures, and for all that were made of those it has now.
    pub picture_credits: i64,
}

/// The text of an article: the task it was written for, in which round, and what names its reservation.
#[derive(Debug, Clone)]
pub struct TextSource {
    pub task: TaskId,
    pub round: i32,
    pub key: String,
}

/// The receipt of an article.
pub async fn of_content(
    tx: &mut TenantTx<'_>,
    content: ContentId,
    source: Option<&TextSource>,
) -> sqlx::Result<ReceiptRow> {
    let account = tx.account();
    sqlx::query_as!(
        ReceiptRow,
        r#"
        SELECT count(c.id) AS "calls!",
               count(c.id) FILTER (WHERE c.status = 'failed') AS "failed_calls!",
               coalesce(sum(c.tokens_in + c.tokens_out), 0)::bigint AS "tokens!",
               coalesce(sum(c.cost_micros), 0)::bigint AS "cost_micros!",
               (SELECT charged FROM credit_reservations WHERE account_id = $1 AND key = $4) AS credits,
               (SELECT coalesce(sum(r.charged), 0)::bigint
                  FROM jobs p
                  JOIN credit_reservations r ON r.account_id = p.account_id AND r.job_id = p.id AND r.state = 'settled'
                 WHERE p.account_id = $1 AND p.kind IN ('prompt_images', 'generate_image')
                   AND p.target_id = ANY (
                       ARRAY(SELECT i.id FROM images i WHERE i.account_id = $1 AND i.content_id = $5) || $5::uuid)
               ) AS "picture_credits!"
          FROM jobs j
          JOIN ai_calls c ON c.account_id = j.account_id AND c.job_id = j.id
         WHERE j.account_id = $1 AND j.kind = 'write_article' AND j.target_id = $2
           -- jobs of before there were rounds say none
           AND coalesce((j.payload ->> 'round')::integer, 0) = $3
        "#,
        account as AccountId,
        source.map(|source| source.task) as Option<TaskId>,
        source.map_or(0, |source| source.round),
        source.map(|source| source.key.as_str()),
        content as ContentId,
    )
    .fetch_one(tx.conn())
    .await
}
