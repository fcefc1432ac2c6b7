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

    #[error("The request was cancelled.")]
    Cancelled,
}

impl AiError {
    /// Whether the same request may well succeed later, without anybody doing anything.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(
            self,
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
    pub const fn pauses_run(&self) -> bool {
        matches!(self, Self::QuotaExhausted | Self::InvalidKey)
    }

    /// Whether it counts against the provider's health, for the breaker.
    #[must_use]
    pub const fn is_providers_fault(&self) -> bool {
        matches!(self, Self::ServerError { .. } | Self::TimedOut | Self::Unreachable { .. } | Self::CutStream { .. })
    }

    /// How long to wait at least before the next try, where the provider or the breaker said so.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
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
            | Self::Unusable { spent, .. } => *spent,
            _ => Tokens { input: 0, output: 0 },
        }
    }

    /// A stable code for rows, logs and the API.
    #[must_use]
    pub const fn code(&self) -> &'static str {
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

    /// The same error with tokens of earlier tries added to what it cost.
    #[must_use]
    pub(super) fn with_spent(mut self, earlier: Tokens) -> Self {
        match &mut self {
            Self::CutStream { spent }
            | Self::Refused { spent, .. }
            | Self::TooLong { spent }
            | Self::Unusable { spent, .. } => *spent = *spent + earlier,
            _ => {}
        }
        self
    }
}
