//! A model that tries again when trying again helps, and leaves a failing provider alone. Text and pictures alike.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::future::BoxFuture;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::breaker::Breaker;
use super::error::{AiError, Tokens};
use super::image::{ImageAnswer, ImageModel, ImageRequest};
use super::text::{OnProgress, Progress, TextAnswer, TextModel, TextRequest};

/// How often, and how patiently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries in all.
    pub tries: u32,
    /// Wait before the second try; it doubles with each further one. Up to a quarter is added by chance, so that
    /// many who failed together don't come back together.
    pub first_wait: Duration,
    /// Longest wait sat out here. A provider that asks for more gets it from the caller, who sees the error with its
    /// `retry_after` and can put the work off.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self { tries: 4, first_wait: Duration::from_secs(1), longest_wait: Duration::from_secs(30) }
    }
}

/// Wraps a model (`dyn TextModel`, `dyn ImageModel`) with a breaker and a retry policy.
pub struct Steady<M: ?Sized> {
    model: Arc<M>,
    breaker: Arc<Breaker>,
    policy: RetryPolicy,
}

impl<M: ?Sized> std::fmt::Debug for Steady<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Steady").field("policy", &self.policy).finish_non_exhaustive()
    }
}

impl<M: ?Sized> Steady<M> {
    /// The breaker is the provider's: shared by all models of one provider.
    #[must_use]
    pub const fn new(model: Arc<M>, breaker: Arc<Breaker>, policy: RetryPolicy) -> Self {
        Self { model, breaker, policy }
    }

    /// Makes the call until it succeeds or trying again is no use. `passes` says of an error whether it is any use,
    /// `start_over` is told before each further try. Answers also with the tokens that failed tries used.
    async fn call<'a, A>(
        &self,
        cancel: &CancellationToken,
        once: impl Fn() -> BoxFuture<'a, Result<A, AiError>>,
        passes: impl Fn(&AiError) -> bool,
        start_over: impl Fn(),
    ) -> Result<(A, Tokens), AiError> {
        let mut spent = Tokens::default();
        let mut tries = 0;
        loop {
            tries += 1;
            let error = match self.try_once(&once).await {
                Ok(answer) => return Ok((answer, spent)),
                Err(error) => error,
            };
            let cost = error.spent();
            let wait = if passes(&error) { self.wait(&error, tries) } else { None };
            let Some(wait) = wait else { return Err(error.with_spent(spent)) };
            spent = spent + cost;
            tokio::select! {
                () = cancel.cancelled() => return Err(AiError::Cancelled),
                () = tokio::time::sleep(wait) => {}
            }
            start_over();
        }
    }

    async fn try_once<'a, A>(&self, once: impl Fn() -> BoxFuture<'a, Result<A, AiError>>) -> Result<A, AiError> {
        let permit = self
            .breaker
            .permit(Instant::now().into_std())
            .map_err(|retry_after| AiError::BreakerOpen { retry_after })?;
        let outcome = once().await;
        match &outcome {
            Err(AiError::Cancelled) => drop(permit),
            Err(error) if error.is_providers_fault() => permit.failed(Instant::now().into_std()),
            _ => permit.succeeded(),
        }
        outcome
    }

    /// How long to wait before the try after this one; `None` when there were enough or it is not ours to wait.
    fn wait(&self, error: &AiError, tries: u32) -> Option<Duration> {
        if tries >= self.policy.tries {
            return None;
        }
        let backoff = self.policy.first_wait * 2_u32.saturating_pow(tries.saturating_sub(1)).min(1 << 10);
        let wait = backoff.max(error.retry_after().unwrap_or_default());
        let wait = wait + wait.mul_f64(rand::random::<f64>() / 4.0);
        let asked = error.retry_after().unwrap_or_default();
        (asked <= self.policy.longest_wait).then(|| wait.min(self.policy.longest_wait).max(asked))
    }
}

#[async_trait]
impl TextModel for Steady<dyn TextModel> {
    fn name(&self) -> &str {
        self.model.name()
    }

    fn provider(&self) -> &'static str {
        self.model.provider()
    }

    fn is_sample(&self) -> bool {
        self.model.is_sample()
    }

    async fn complete(
        &self,
        request: &TextRequest,
        on_progress: Option<OnProgress<'_>>,
    ) -> Result<TextAnswer, AiError> {
        let once = || self.model.complete(request, on_progress);
        let start_over = || {
            if let Some(hear) = on_progress {
                hear(Progress::StartOver);
            }
        };
        let (answer, spent) = self.call(&request.cancel, once, AiError::is_transient, start_over).await?;
        Ok(TextAnswer { lost: answer.lost + spent, ..answer })
    }
}

#[async_trait]
impl ImageModel for Steady<dyn ImageModel> {
    fn name(&self) -> &str {
        self.model.name()
    }

    fn provider(&self) -> &'static str {
        self.model.provider()
    }

    fn is_sample(&self) -> bool {
        self.model.is_sample()
    }

    async fn generate(&self, request: &ImageRequest) -> Result<ImageAnswer, AiError> {
        // a picture that took too long was made, and billed, all the same: asking for more at once would bill them all
        let passes = |error: &AiError| error.is_transient() && *error.cause() != AiError::TimedOut;
        let (answer, _) = self.call(&request.cancel, || self.model.generate(request), passes, || {}).await?;
        Ok(answer)
    }
}

#[cfg(test)]
mod tests;
