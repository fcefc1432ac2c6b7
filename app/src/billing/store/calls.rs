//! `ai_calls`.

use uuid::Uuid;

use crate::access::TenantTx;
use crate::ai::error::AiError;
use crate::billing::credits::Operation;
use crate::billing::service::calls::Call;
use crate::kit::id::{AccountId, JobId, SiteId, UserId};

pub async fn insert(tx: &mut TenantTx<'_>, call: &Call<'_>) -> sqlx::Result<()> {
    let (account, user, now) = (tx.account(), tx.user(), tx.now());
    sqlx::query!(
        r#"
        INSERT INTO ai_calls (account_id, id, site_id, job_id, user_id, operation, provider, model, status, error_class,
                              tokens_in, tokens_out, cost_micros, duration_ms, raw_answer, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        "#,
        account as AccountId,
        Uuid::now_v7(),
        call.job.site as Option<SiteId>,
        call.job.job as JobId,
        user as Option<UserId>,
        call.operation as Operation,
        call.provider,
        call.model,
        if call.error.is_none() { "succeeded" } else { "failed" },
        call.error.map(AiError::code),
        call.tokens.input,
        call.tokens.output,
        call.cost_micros,
        i64::try_from(call.took.as_millis()).unwrap_or(i64::MAX),
        call.error.and_then(|error| error.raw()),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
