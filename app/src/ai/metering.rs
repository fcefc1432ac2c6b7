//! The only way to a model: every call is reserved before, logged, and charged with the effect it pays for.
//!
//! A job opens a meter under a key that names its work, asks as often as it needs, and settles in the transaction
//! that writes what came of it. A crash before that leaves a reservation, which the retry takes up again; a crash
//! after it finds the work settled. So nothing is charged twice, and nothing that was not delivered is charged: what an
//! answer used that broke off is logged with its cost, and is ours, whether it is asked for again at once or later.

use std::time::Instant;

use serde::de::DeserializeOwned;

use super::ask::{Asked, ask};
use super::error::{AiError, Tokens};
use super::image::{ImageAnswer, ImageRequest};
use super::text::{OnProgress, TextRequest};
use super::validate::Answer;
use crate::access::TenantTx;
use crate::billing::credits::{Estimate, Operation};
use crate::billing::service::ledger::{self, Reservation, Reserved};
use crate::billing::service::{calls, rates};
use crate::jobs::context::{JobContext, JobFailure};
use crate::kit::AppResult;
use crate::kit::id::ReservationId;

/// Credits held for a piece of work, and what it has used so far.
#[derive(Debug)]
pub struct Meter<'a> {
    job: &'a JobContext,
    operation: Operation,
    reservation: ReservationId,
    tokens: i64,
    image_credits: i64,
}

/// What opening a meter found.
#[derive(Debug)]
pub enum Opened<'a> {
    /// Credits are held; do the work.
    Meter(Meter<'a>),
    /// The work has been done and charged; this is its answer.
    Settled { charged: i64, answer: serde_json::Value },
}

impl<'a> Meter<'a> {
    /// Holds `credits`, the most the work may cost.
    ///
    /// # Errors
    /// Final 402 with needed and available when there are too few; lost when the job is no longer this worker's.
    pub async fn open(
        job: &'a JobContext,
        operation: Operation,
        key: &str,
        credits: i64,
    ) -> Result<Opened<'a>, JobFailure> {
        let mut tx = job.begin().await?;
        let reservation = Reservation { key, operation, job: Some(job.job), credits };
        let reserved = ledger::reserve(&mut tx, &reservation).await?;
        tx.commit().await?;
        Ok(match reserved {
            Reserved::Held(reservation) => {
                Opened::Meter(Self { job, operation, reservation, tokens: 0, image_credits: 0 })
            }
            Reserved::Settled { charged, answer } => Opened::Settled { charged, answer },
        })
    }

    /// Asks the account's text model for a typed answer, and logs the call with all that it used. Charged is what came
    /// to an answer.
    ///
    /// # Errors
    /// Those of the model, as retry or final; lost when the job was cancelled meanwhile.
    pub async fn ask<T: Answer>(
        &mut self,
        request: &TextRequest,
        on_progress: Option<OnProgress<'_>>,
    ) -> Result<Asked<T>, JobFailure> {
        let model = self.job.state.text_model.clone();
        let began = Instant::now();
        let cancelled = self.job.cancel.clone();
        let asked = tokio::select! {
            asked = ask::<T>(model.as_ref(), request, on_progress) => asked,
            () = cancelled.cancelled() => return Err(JobFailure::Lost),
        };
        let spent = asked.as_ref().map_or_else(AiError::spent, |asked| asked.tokens + asked.lost);
        let mut tx = self.job.begin().await?;
        let rate = rates::text_rate(&mut tx, model.name(), self.operation).await?;
        calls::record(
            &mut tx,
            &calls::Call {
                job: self.job,
                operation: self.operation,
                provider: model.provider(),
                model: model.name(),
                tokens: spent,
                cost_micros: rate.cost_micros(spent.input, spent.output),
                took: began.elapsed(),
                error: asked.as_ref().err(),
            },
        )
        .await?;
        tx.commit().await?;
        let asked = asked?;
        self.tokens += total(asked.tokens);
        Ok(asked)
    }

    /// Asks the account's image model for a picture, and logs the call.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn image(&mut self, request: &ImageRequest) -> Result<ImageAnswer, JobFailure> {
        let model = self.job.state.image_model.clone();
        let began = Instant::now();
        let cancelled = self.job.cancel.clone();
        let answer = tokio::select! {
            answer = model.generate(request) => answer,
            () = cancelled.cancelled() => return Err(JobFailure::Lost),
        };
        let mut tx = self.job.begin().await?;
        let rate = rates::image_rate(&mut tx, model.name()).await?;
        calls::record(
            &mut tx,
            &calls::Call {
                job: self.job,
                operation: self.operation,
                provider: model.provider(),
                model: model.name(),
                tokens: Tokens::default(),
                cost_micros: if answer.is_ok() { rate.cost_micros } else { 0 },
                took: began.elapsed(),
                error: answer.as_ref().err(),
            },
        )
        .await?;
        tx.commit().await?;
        let answer = answer?;
        self.image_credits += rate.credits;
        Ok(answer)
    }

    /// Charges what was used, in the transaction of the effect, at most what was held. `earlier_tokens`: those of
    /// parts that an earlier try had finished and kept. `answer` is what a repeated job gets back.
    ///
    /// # Errors
    /// 409 when the credits were given back meanwhile; 503.
    pub async fn settle(
        self,
        tx: &mut TenantTx<'_>,
        earlier_tokens: i64,
        answer: &serde_json::Value,
    ) -> AppResult<i64> {
        let tokens = self.tokens + earlier_tokens;
        let for_text = if tokens == 0 {
            0
        } else {
            rates::text_rate(tx, self.job.state.text_model.name(), self.operation).await?.credits(tokens)
        };
        ledger::settle(tx, self.reservation, for_text + self.image_credits, answer).await
    }

    /// Charges a fixed price, for work that no model did.
    ///
    /// # Errors
    /// As [`Self::settle`].
    pub async fn settle_fixed(self, tx: &mut TenantTx<'_>, credits: i64, answer: &serde_json::Value) -> AppResult<i64> {
        ledger::settle(tx, self.reservation, credits, answer).await
    }

    /// Tokens to be charged so far, of this try.
    #[must_use]
    pub const fn tokens(&self) -> i64 {
        self.tokens
    }
}

/// Input and output together: what a credit buys.
#[must_use]
pub const fn total(tokens: Tokens) -> i64 {
    tokens.input.saturating_add(tokens.output)
}

/// Reads a settled answer back.
///
/// # Errors
/// Final, when it is of another version.
pub fn stored<T: DeserializeOwned>(answer: serde_json::Value) -> Result<T, JobFailure> {
    serde_json::from_value(answer).map_err(|error| {
        tracing::error!(%error, "unreadable settled answer");
        JobFailure::Final(crate::kit::AppError::conflict(
            "job_unreadable",
            "This work was finished by another version. Start it again.",
        ))
    })
}

/// The most that `items` text calls of so many tokens each may cost with the model in force.
///
/// # Errors
/// 503; 500 when the model has no price.
pub async fn estimate_text(
    tx: &mut TenantTx<'_>,
    model: &str,
    operation: Operation,
    items: i64,
    tokens_each: i64,
) -> AppResult<Estimate> {
    let rate = rates::text_rate(tx, model, operation).await?;
    let balance = ledger::balance(tx).await?;
    Ok(Estimate { items, credits: rate.credits(tokens_each).saturating_mul(items), available: balance.available() })
}

/// What `items` pictures cost with the model in force.
///
/// # Errors
/// As [`estimate_text`].
pub async fn estimate_images(tx: &mut TenantTx<'_>, model: &str, items: i64) -> AppResult<Estimate> {
    let rate = rates::image_rate(tx, model).await?;
    let balance = ledger::balance(tx).await?;
    Ok(Estimate { items, credits: rate.credits.saturating_mul(items), available: balance.available() })
}
