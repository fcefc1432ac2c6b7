//! What a site's refusal means for the job, and for the connection.

use std::time::Duration;

use wordpress::Error;

use crate::jobs::context::JobFailure;
use crate::kit::{AppError, ErrorKind};

/// Longest that an article waits because its site asks for it: the number is the site's to choose, and beyond this a
/// person who sees "publishing" for hours is worse served than by one more question.
const LONGEST_WAIT: Duration = Duration::from_mins(15);

/// A stable word for what went wrong, for rows and logs.
pub const fn code(error: &Error) -> &'static str {
    match error {
        Error::Unauthorized { .. } => "site_unauthorized",
        Error::Forbidden { .. } => "site_forbidden",
        Error::NotFound { .. } => "site_not_found",
        Error::Refused { .. } => "site_refused",
        Error::NotJson { .. } => "site_not_json",
        Error::Server { .. } => "site_error",
        Error::RateLimited { .. } => "site_busy",
        Error::Redirected { .. } => "site_redirects",
        Error::Network(_) => "site_unreachable",
        Error::InvalidAnswer { .. } => "site_unreadable",
    }
}

/// Another try where waiting may help, after as long as the site asked for; else the end, with what to do.
pub fn failure(error: &Error) -> JobFailure {
    let kind = if error.is_transient() { ErrorKind::Unavailable } else { ErrorKind::Conflict };
    let told = AppError::new(kind, code(error), error.to_string());
    match error {
        Error::RateLimited { retry_after } => {
            JobFailure::Retry { error: told, after: retry_after.map(|wait| wait.min(LONGEST_WAIT)) }
        }
        _ if error.is_transient() => JobFailure::Retry { error: told, after: None },
        _ => JobFailure::Final(told),
    }
}

/// Whether the connection as a whole is refused, and not this one thing: every other article would fail too.
pub const fn breaks_connection(error: &Error) -> bool {
    matches!(error, Error::Unauthorized { .. } | Error::Forbidden { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_site_is_asked_again_when_it_said() {
        let after = Some(Duration::from_secs(90));
        let JobFailure::Retry { after: waits, .. } = failure(&Error::RateLimited { retry_after: after }) else {
            panic!("tried again")
        };
        assert_eq!(waits, after);
        let JobFailure::Retry { after: waits, .. } =
            failure(&Error::RateLimited { retry_after: Some(Duration::from_secs(u64::MAX)) })
        else {
            panic!("tried again")
        };
        assert_eq!(waits, Some(LONGEST_WAIT));
        assert!(matches!(failure(&Error::Server { status: 502 }), JobFailure::Retry { after: None, .. }));
    }

    #[test]
    fn what_waiting_does_not_mend_is_final() {
        for error in [
            Error::Unauthorized { code: String::new() },
            Error::Refused { status: 400, code: String::new(), message: String::new() },
            Error::InvalidAnswer { cause: String::new() },
        ] {
            assert!(matches!(failure(&error), JobFailure::Final(_)), "{error:?}");
        }
    }
}
