//! What can go wrong with a model, what a caller may do about it, and what it cost all the same.

use std::time::Duration;

/// Longest piece of a raw answer that is kept for a person to look at, in characters.
pub const MAX_RAW_CHARS: usize = 20_000;

/// Tokens a call used, as the provider counted them, or estimated where it doesn't count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tokens {
    pub input: i64,
    pub output: i64,
}

impl std::ops::Add for Tokens {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { input: self.input.saturating_add(other.input), output: self.output.saturating_add(other.output) }
    }
}

/// Why a model gave no usable answer. The sentences may be shown to a person; none holds a key or a prompt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AiError {
    /// Too many requests at once. Wait for `retry_after` where the provider said so.
    #[error("The AI provider asks for fewer requests; the work goes on in a moment.")]
    RateLimited { retry_after: Option<Duration> },

    /// No money or no quota left with the provider. Trying again can't help before a person acts.
    #[error("The AI provider's quota or credit is used up. Add credit with the provider, then try again.")]
    QuotaExhausted,

    #[error("The AI provider refuses the key. Check the key and what it is allowed to use, then try again.")]
    InvalidKey,

    #[error("The AI provider refuses the request: {reason}")]
    BadRequest { reason: String },

    #[error("The AI provider has a problem of its own (status {status}); the work is tried again.")]
    ServerError { status: u16, retry_after: Option<Duration> },

    #[error("The AI provider took too long to answer; the work is tried again.")]
    TimedOut,

    #[error("The AI provider can't be reached. {reason}")]
    Unreachable { reason: String },

    /// The provider failed several times in a row, so it is left alone for a while.
    #[error("The AI provider failed several times in a row and is left alone for a while.")]
    BreakerOpen { retry_after: Duration },

    /// The connection ended before the answer did.
    #[error("The AI provider's answer broke off in the middle; the work is tried again.")]
    CutStream { spent: Tokens },

    #[error("The model declines to write this: {reason}")]
    Refused { reason: String, spent: Tokens },

    /// The answer was longer than the request allowed, and is incomplete.
    #[error("The model's answer was longer than allowed and is incomplete. Ask for a shorter text or another model.")]
    TooLong { spent: Tokens },

    /// An answer came, twice, but not one that could be used.
    #[error("The model's answer can't be used: {reason}")]
    Unusable {
        reason: String,
        /// The last answer as it came, cut at [`MAX_RAW_CHARS`].
        raw: String,
        spent: Tokens,
    },

    /// One of the errors that say nothing of tokens, after some had been used: by earlier tries, or before the answer
    /// broke off.
    #[error("{error}")]
    Costly { error: Box<AiError>, spent: Tokens },

    #[error("The request was cancelled.")]
    Cancelled,
}

impl AiError {
    /// What went wrong, whatever it cost.
    #[must_use]
    pub fn cause(&self) -> &Self {
        match self {
            Self::Costly { error, .. } => error,
            other => other,
        }
    }

    /// Whether the same request may well succeed later, without anybody doing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self.cause(),
            Self::RateLimited { .. }
                | Self::ServerError { .. }
                | Self::TimedOut
                | Self::Unreachable { .. }
                | Self::BreakerOpen { .. }
                | Self::CutStream { .. }
        )
    }

    /// Whether every other request to this provider would fail too, until a person acts: what has not begun
    /// of a batch is stopped.
    #[must_use]
    pub fn pauses_run(&self) -> bool {
        matches!(self.cause(), Self::QuotaExhausted | Self::InvalidKey)
    }

    /// Whether it counts against the provider's health, for the breaker.
    #[must_use]
    pub fn is_providers_fault(&self) -> bool {
        matches!(
            self.cause(),
            Self::ServerError { .. } | Self::TimedOut | Self::Unreachable { .. } | Self::CutStream { .. }
        )
    }

    /// How long to wait at least before the next try, where the provider or the breaker said so.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.cause() {
            Self::RateLimited { retry_after } | Self::ServerError { retry_after, .. } => *retry_after,
            Self::BreakerOpen { retry_after } => Some(*retry_after),
            _ => None,
        }
    }

    /// Tokens that were used although no usable answer came.
    #[must_use]
    pub const fn spent(&self) -> Tokens {
        match self {
            Self::CutStream { spent }
            | Self::Refused { spent, .. }
            | Self::TooLong { spent }
            | Self::Unusable { spent, .. }
            | Self::Costly { spent, .. } => *spent,
            _ => Tokens { input: 0, output: 0 },
        }
    }

    /// A stable code for rows, logs and the API.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::RateLimited { .. } => "ai_rate_limited",
            Self::QuotaExhausted => "ai_quota_exhausted",
            Self::InvalidKey => "ai_invalid_key",
            Self::BadRequest { .. } => "ai_bad_request",
            Self::ServerError { .. } => "ai_server_error",
            Self::TimedOut => "ai_timed_out",
            Self::Unreachable { .. } => "ai_unreachable",
            Self::BreakerOpen { .. } => "ai_breaker_open",
            Self::CutStream { .. } => "ai_cut_stream",
            Self::Refused { .. } => "ai_refused",
            Self::TooLong { .. } => "ai_too_long",
            Self::Unusable { .. } => "ai_unusable",
            Self::Costly { error, .. } => error.code(),
            Self::Cancelled => "ai_cancelled",
        }
    }

    /// The raw answer of [`AiError::Unusable`], to keep with the failed work.
    #[must_use]
    pub fn raw(&self) -> Option<&str> {
        match self {
            Self::Unusable { raw, .. } => Some(raw),
            _ => None,
        }
    }

    /// The same error with tokens of earlier tries added to what it cost. Of a cancelled request nobody asks for that.
    #[must_use]
    pub(super) fn with_spent(self, earlier: Tokens) -> Self {
        let spent = self.spent() + earlier;
        match self {
            Self::CutStream { .. } => Self::CutStream { spent },
            Self::Refused { reason, .. } => Self::Refused { reason, spent },
            Self::TooLong { .. } => Self::TooLong { spent },
            Self::Unusable { reason, raw, .. } => Self::Unusable { reason, raw, spent },
            Self::Costly { error, .. } => Self::Costly { error, spent },
            Self::Cancelled => Self::Cancelled,
            free if spent == Tokens::default() => free,
            error => Self::Costly { error: Box::new(error), spent },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPENT: Tokens = Tokens { input: 5, output: 2 };

    fn errors() -> Vec<AiError> {
        let (spent, retry_after) = (Tokens::default(), Some(Duration::from_secs(7)));
        let text = || "x".to_owned();
        vec![
            AiError::RateLimited { retry_after },
            AiError::QuotaExhausted,
            AiError::InvalidKey,
            AiError::BadRequest { reason: text() },
            AiError::ServerError { status: 500, retry_after },
            AiError::TimedOut,
            AiError::Unreachable { reason: text() },
            AiError::BreakerOpen { retry_after: Duration::from_secs(9) },
            AiError::CutStream { spent },
            AiError::Refused { reason: text(), spent },
            AiError::TooLong { spent },
            AiError::Unusable { reason: text(), raw: text(), spent },
        ]
    }

    #[test]
    fn every_error_tells_what_was_spent_and_is_otherwise_what_it_was() {
        for error in errors() {
            assert_eq!(error.clone().with_spent(Tokens::default()), error);
            let costly = error.clone().with_spent(SPENT).with_spent(SPENT);
            assert_eq!(costly.spent(), SPENT + SPENT, "{error:?}");
            let of = |error: &AiError| (error.code(), error.to_string(), error.retry_after(), error.raw().is_some());
            assert_eq!(of(&costly), of(&error));
            let may = |error: &AiError| (error.is_transient(), error.pauses_run(), error.is_providers_fault());
            assert_eq!(may(&costly), may(&error), "{error:?}");
        }
        assert_eq!(AiError::Cancelled.with_spent(SPENT), AiError::Cancelled);
    }
}
