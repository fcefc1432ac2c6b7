//! The log of calls to providers: what usage and margins are read from. Never a key, never a prompt.

use std::time::Duration;

use crate::access::TenantTx;
use crate::ai::error::{AiError, Tokens};
use crate::billing::credits::Operation;
use crate::billing::store;
use crate::jobs::context::JobContext;
use crate::kit::AppResult;

/// One call, well or not.
#[derive(Debug)]
pub struct Call<'a> {
    pub job: &'a JobContext,
    pub operation: Operation,
    pub provider: &'a str,
    pub model: &'a str,
    pub tokens: Tokens,
    /// The provider's own price, in micro-dollars.
    pub cost_micros: i64,
    pub took: Duration,
    pub error: Option<&'a AiError>,
}

/// Logs a call.
///
/// # Errors
/// 503 when the database is away.
pub async fn record(tx: &mut TenantTx<'_>, call: &Call<'_>) -> AppResult<()> {
    Ok(store::calls::insert(tx, call).await?)
}
