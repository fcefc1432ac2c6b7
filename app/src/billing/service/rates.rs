//! What operations cost: one table, read by estimates and charges alike.

use crate::access::{SystemTx, TenantTx};
use crate::billing::credits::Operation;
use crate::billing::store;
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::state::AppState;

pub use crate::billing::store::rates::{ImageRate, TextRate};

/// Keywords clustered on our own machine for one credit.
pub const KEYWORDS_PER_CREDIT: i64 = 200;

/// What a text model's tokens cost in an operation.
///
/// # Errors
/// 500 when the model has no rate: it must not be used unpriced.
pub async fn text_rate(tx: &mut TenantTx<'_>, model: &str, operation: Operation) -> AppResult<TextRate> {
    store::rates::text(tx, model, operation).await?.ok_or_else(|| unpriced(model))
}

/// What a picture of an image model costs.
///
/// # Errors
/// 500 when the model has no rate.
pub async fn image_rate(tx: &mut TenantTx<'_>, model: &str) -> AppResult<ImageRate> {
    store::rates::image(tx, model).await?.ok_or_else(|| unpriced(model))
}

/// What describing pictures costs, and what making one does: both in one look.
///
/// # Errors
/// 500 when either model has no rate.
pub async fn picture_rates(
    tx: &mut TenantTx<'_>,
    text_model: &str,
    image_model: &str,
) -> AppResult<(TextRate, ImageRate)> {
    store::rates::pictures(tx, text_model, image_model)
        .await?
        .ok_or_else(|| unpriced(&format!("{text_model} or {image_model}")))
}

/// Gives the models in force a price when they have none yet: a thousand tokens, or a fifth of a picture, a credit.
/// Staff change it later; a model is never used unpriced.
///
/// # Errors
/// 503 when the database is away.
pub async fn price_models(state: &AppState) -> AppResult<()> {
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    store::rates::insert_missing(&mut tx, state.text_model.name(), state.image_model.name()).await?;
    tx.commit().await
}

fn unpriced(model: &str) -> AppError {
    tracing::error!(model, "model without a rate");
    AppError::new(
        ErrorKind::Internal,
        "model_unpriced",
        "This model has no price yet, so it cannot be used. Staff have to set one.",
    )
}

impl TextRate {
    /// Credits for a number of tokens, rounded up, at least the operation's minimum.
    #[must_use]
    pub const fn credits(&self, tokens: i64) -> i64 {
        let used = (tokens + self.tokens_per_credit - 1) / self.tokens_per_credit;
        if used > self.minimum { used } else { self.minimum }
    }

    /// The provider's own price of a call, in micro-dollars.
    #[must_use]
    pub const fn cost_micros(&self, tokens_in: i64, tokens_out: i64) -> i64 {
        (tokens_in * self.input_micros_per_million + tokens_out * self.output_micros_per_million) / 1_000_000
    }
}

/// Credits for clustering a number of keywords with the local engine.
#[must_use]
pub const fn clustering_credits(keywords: i64) -> i64 {
    let credits = (keywords + KEYWORDS_PER_CREDIT - 1) / KEYWORDS_PER_CREDIT;
    if credits > 1 { credits } else { 1 }
}
