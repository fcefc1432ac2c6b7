//! What can go wrong with a request, said so that whoever typed the address can act on it.

use std::time::Duration;

use crate::Refusal;

/// A failed exchange. `cause` is for logs; the sentence leaves it out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    AddressRefused(#[from] Refusal),
    #[error("The name {host} could not be found. Check the spelling of the address.")]
    Resolve { host: String },
    #[error("{host} does not accept connections. Check the address, or try again later.")]
    Connect { host: String, cause: String },
    #[error("No secure connection to {host}: {problem}")]
    Tls { host: String, problem: TlsProblem },
    #[error("{host} {phase} within {} seconds. Try again later.", after.as_secs_f32())]
    TimedOut { host: String, phase: Phase, after: Duration },
    #[error("The answer of {host} is larger than {} kB.", limit / 1024)]
    TooLarge { host: String, limit: usize },
    #[error("{host} redirects more than {limit} times, perhaps in a circle.")]
    TooManyRedirects { host: String, limit: u8 },
    #[error("The answer of {host} broke off or was not understandable. Try again later.")]
    Protocol { host: String, cause: String },
    #[error("Secure connections are not set up on this server. Tell its operator.")]
    Setup { cause: String },
}

/// Which part of an exchange took too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Connect,
    FirstByte,
    /// The answer began and then stalled, or trickled in too slowly.
    Body,
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Connect => "did not accept the connection",
            Self::FirstByte => "did not answer",
            Self::Body => "did not finish its answer",
        })
    }
}

/// What is wrong with a server's certificate or encryption.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlsProblem {
    #[error("its certificate has expired. Renew it with the hosting provider.")]
    Expired,
    #[error("its certificate is for another name. Check the address, with and without www.")]
    WrongName,
    #[error("its certificate is not signed by a known authority. Install one that is, with its chain.")]
    UnknownIssuer,
    #[error("the encryption could not be agreed on. Check that https works in a browser.")]
    Other { cause: String },
}

impl Error {
    /// Whether the server may have received and acted on the request although it failed here.
    /// If so, a request that creates something must not be repeated blindly.
    #[must_use]
    pub fn may_have_arrived(&self) -> bool {
        match self {
            Self::AddressRefused(_)
            | Self::Resolve { .. }
            | Self::Connect { .. }
            | Self::Tls { .. }
            | Self::Setup { .. } => false,
            Self::TimedOut { phase, .. } => *phase != Phase::Connect,
            Self::TooLarge { .. } | Self::TooManyRedirects { .. } | Self::Protocol { .. } => true,
        }
    }

    /// Whether the same request may well succeed later without anyone changing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Resolve { .. } | Self::Connect { .. } | Self::TimedOut { .. } | Self::Protocol { .. })
    }
}
