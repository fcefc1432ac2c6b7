//! Finds the cause of a failure in the chain of errors that reqwest wraps it in.

use std::error::Error as StdError;

use rustls::CertificateError;

use crate::{Error, Phase, Timeouts, TlsProblem};

/// Names what went wrong while a request was sent or the head of its answer awaited.
pub(crate) fn explain(failure: reqwest::Error, host: &str, timeouts: &Timeouts) -> Error {
    let failure = failure.without_url();
    if let Some(ours) = find::<Error>(&failure) {
        return ours.clone();
    }
    let host = host.to_owned();
    let cause = chain_text(&failure);
    if !failure.is_connect() {
        return Error::Protocol { host, cause };
    }
    if let Some(tls) = find::<rustls::Error>(&failure) {
        let problem = tls_problem(tls);
        return Error::Tls { host, problem };
    }
    if failure.is_timeout() {
        let (phase, after) = (Phase::Connect, timeouts.connect);
        return Error::TimedOut { host, phase, after };
    }
    Error::Connect { host, cause }
}

fn tls_problem(error: &rustls::Error) -> TlsProblem {
    use CertificateError as Bad;
    match error {
        rustls::Error::InvalidCertificate(Bad::Expired | Bad::ExpiredContext { .. }) => TlsProblem::Expired,
        rustls::Error::InvalidCertificate(Bad::NotValidForName | Bad::NotValidForNameContext { .. }) => {
            TlsProblem::WrongName
        }
        rustls::Error::InvalidCertificate(Bad::UnknownIssuer) => TlsProblem::UnknownIssuer,
        other => TlsProblem::Other { cause: other.to_string() },
    }
}

/// The first error of type `T` in the chain. An `io::Error` does not name the error it wraps as its
/// source but the source of that, hence the look inside.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = match error.downcast_ref::<std::io::Error>() {
            Some(io) => io.get_ref().map(|inner| inner as &(dyn StdError + 'static)),
            None => error.source(),
        };
    }
    None
}

fn chain_text(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
