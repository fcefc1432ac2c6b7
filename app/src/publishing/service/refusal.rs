//! What a site's refusal means for the job, and for the connection.

use std::time::Duration;

use wordpress::Error;

use crate::jobs::context::JobFailure;
use crate::kit::{AppError, ErrorKind};
use crate::publishing::publication::{POST_EDITED, POST_REPLACED, SyncAction};

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
        Error::PostReplaced { .. } => POST_REPLACED,
        Error::PostEdited { .. } => POST_EDITED,
    }
}

/// Another try where waiting may help, after as long as the site asked for; else the end, with what to do.
pub fn failure(error: &Error) -> JobFailure {
    let kind = match error {
        Error::RateLimited { .. } => ErrorKind::TooMany,
        _ if error.is_transient() => ErrorKind::Unavailable,
        _ => ErrorKind::Conflict,
    };
    let told = AppError::new(kind, code(error), sentence(error));
    match error {
        Error::RateLimited { retry_after } | Error::Server { retry_after, .. } => {
            JobFailure::Retry { error: told, after: retry_after.map(|wait| wait.min(LONGEST_WAIT)) }
        }
        _ if error.is_transient() => JobFailure::Retry { error: told, after: None },
        _ => JobFailure::Final(told),
    }
}

/// What the error says, and what to do where the error does not say it.
fn sentence(error: &Error) -> String {
    let advice = match error {
        Error::Forbidden { code, .. } => missing_right(code),
        Error::PostReplaced { .. } => {
            "The site may have been restored or set up anew. Publish the article as a new post if it should be there."
        }
        Error::PostEdited { .. } => "Take over into the article what should stay, then overwrite the rest.",
        _ => return error.to_string(),
    };
    format!("{error} {advice}")
}

/// What a user lacks, by WordPress's word for the refusal.
fn missing_right(code: &str) -> &'static str {
    match code {
        "rest_cannot_publish" => {
            "They lack the right to publish: give them the role Author, Editor or Administrator, or connect somebody who has it."
        }
        "rest_cannot_create" => {
            "They lack the right to write: give them the role Author, Editor or Administrator, or connect somebody who has it."
        }
        "rest_cannot_edit" | "rest_forbidden_context" => {
            "It belongs to another user: connect as that user, or as an editor of the site."
        }
        "rest_cannot_assign_term" => {
            "They lack the right to use one of the categories or tags: remove it here, or connect an editor of the site."
        }
        _ => "An administrator of the site can see which right they lack.",
    }
}

/// Whether the connection as a whole is refused, and not this one thing: every other article would fail too. A post may
/// be closed to a user for its own sake, and so may a picture that somebody else uploaded.
pub const fn breaks_connection(action: SyncAction, error: &Error) -> bool {
    match error {
        Error::Unauthorized { .. } => true,
        Error::Forbidden { .. } => matches!(action, SyncAction::UploadImage | SyncAction::EnsureTerms),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_asks_for_time_is_asked_again_when_it_said() {
        let asking: [fn(Option<Duration>) -> Error; 2] = [
            |retry_after| Error::Server { status: 503, retry_after },
            |retry_after| Error::RateLimited { retry_after },
        ];
        for error in asking {
            for (asked, waits) in [(90, Duration::from_secs(90)), (u64::MAX, LONGEST_WAIT)] {
                let JobFailure::Retry { after, .. } = failure(&error(Some(Duration::from_secs(asked)))) else {
                    panic!("tried again")
                };
                assert_eq!(after, Some(waits));
            }
            assert!(matches!(failure(&error(None)), JobFailure::Retry { after: None, .. }));
        }
    }

    #[test]
    fn what_waiting_does_not_mend_is_final() {
        for error in [
            Error::Unauthorized { code: String::new() },
            Error::Refused { status: 400, code: String::new(), message: String::new() },
            Error::InvalidAnswer { cause: String::new() },
            Error::PostReplaced { id: wordpress::PostId(5), title: None },
        ] {
            assert!(matches!(failure(&error), JobFailure::Final(_)), "{error:?}");
        }
    }

    #[test]
    fn a_post_that_is_closed_to_the_user_says_nothing_of_the_others() {
        let forbidden = Error::Forbidden { code: "rest_cannot_publish".to_owned(), message: "Sorry.".to_owned() };
        let unauthorized = Error::Unauthorized { code: String::new() };
        for action in SyncAction::ALL {
            assert!(breaks_connection(*action, &unauthorized), "{action}");
        }
        assert!(!breaks_connection(SyncAction::ReservePost, &forbidden));
        assert!(!breaks_connection(SyncAction::WritePost, &forbidden));
        assert!(breaks_connection(SyncAction::UploadImage, &forbidden));
        let JobFailure::Final(told) = failure(&forbidden) else { panic!("final") };
        assert!(told.message.contains("the right to publish"), "{told}");
    }
}
