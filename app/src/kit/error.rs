//! The one error that crosses from services to pages: a kind, a stable code, a sentence, and what was typed.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

pub type AppResult<T> = Result<T, AppError>;

/// What kind of thing went wrong; decides the HTTP status and what the interface offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// 401: the only kind that ends a session
    SignedOut,
    /// 402
    CreditsNeeded,
    /// 403
    Forbidden,
    /// 404, also for another tenant's rows
    NotFound,
    /// 409: the state does not allow it, or somebody else was first
    Conflict,
    /// 422
    Invalid,
    /// 429
    TooMany,
    /// 503: try again shortly
    Unavailable,
    /// 500
    Internal,
}

impl ErrorKind {
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::CreditsNeeded => 402,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Invalid => 422,
            Self::TooMany => 429,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }
}

/// An error in one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// An error a person reads. `code` is stable; `message` says what happened and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct AppError {
    pub kind: ErrorKind,
    pub code: String,
    pub message: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// What the person typed, so that a form shown again without JavaScript still holds it. Never a password.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<(String, String)>,
    /// Seconds after which trying again may help; the answer's `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<i64>,
}

impl AppError {
    pub fn new(kind: ErrorKind, code: &str, message: impl Into<String>) -> Self {
        Self {
            kind,
            code: code.to_owned(),
            message: message.into(),
            fields: Vec::new(),
            typed: Vec::new(),
            retry_after: None,
        }
    }

    /// Nothing here, or nothing that this account may see: the two answer alike.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorKind::NotFound, "not_found", format!("There is no such {what}, or it has been deleted."))
    }

    pub fn conflict(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Conflict, code, message)
    }

    pub fn invalid(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Invalid, code, message)
    }

    /// One field is wrong.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::invalid("invalid_form", "Please correct the marked field.").with_field(field, message)
    }

    #[must_use]
    pub fn with_field(mut self, field: &str, message: impl Into<String>) -> Self {
        self.fields.push(FieldError { field: field.to_owned(), message: message.into() });
        self
    }

    #[must_use]
    pub fn with_typed(mut self, name: &str, value: &str) -> Self {
        self.typed.push((name.to_owned(), value.to_owned()));
        self
    }

    #[must_use]
    pub fn with_retry_after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The value of the answer's `Retry-After`: what is known, else two seconds for what is briefly away and ten for
    /// who asks too often; `None` where waiting does not help.
    #[must_use]
    pub fn wait_seconds(&self) -> Option<i64> {
        match (self.retry_after, self.kind) {
            (Some(seconds), _) => Some(seconds),
            (None, ErrorKind::Unavailable) => Some(2),
            (None, ErrorKind::TooMany) => Some(10),
            (None, _) => None,
        }
    }

    /// The message for a field, when it is wrong.
    #[must_use]
    pub fn for_field(&self, field: &str) -> Option<String> {
        self.fields.iter().find(|error| error.field == field).map(|error| error.message.clone())
    }

    /// What was typed into a field before the form came back.
    #[must_use]
    pub fn typed_in(&self, field: &str) -> Option<String> {
        self.typed.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone())
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::new(
                ErrorKind::Unavailable,
                "no_connection",
                "The server could not be reached. Check the connection and try again.",
            ),
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::invalid("unreadable_request", "The request could not be read. Reload the page and try again.")
            }
            _ => Self::new(
                ErrorKind::Internal,
                "internal",
                "Something went wrong on our side. It has been noted; please try again.",
            ),
        }
    }
}

#[cfg(feature = "ssr")]
impl From<sqlx::Error> for AppError {
    /// Logs the cause once and keeps it from the person.
    #[track_caller]
    fn from(error: sqlx::Error) -> Self {
        let at = std::panic::Location::caller();
        match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed => {
                tracing::error!(%error, %at, "the database is away");
                Self::new(
                    ErrorKind::Unavailable,
                    "database_away",
                    "The service is briefly unavailable. Nothing was lost; try again in a moment.",
                )
            }
            sqlx::Error::Database(cause) if cause.code().is_some_and(|code| passes(&code)) => {
                tracing::error!(%error, %at, "the database cannot do this now");
                Self::new(
                    ErrorKind::Unavailable,
                    "database_busy",
                    "The service is briefly unavailable. Nothing was lost; try again in a moment.",
                )
            }
            // a NUL in a text, or in a text within JSON
            sqlx::Error::Database(cause) if cause.code().is_some_and(|code| code == "22021" || code == "22P05") => {
                tracing::warn!(%error, %at, "a text cannot be stored");
                Self::invalid(
                    "unreadable_text",
                    "The text holds characters that cannot be stored. Remove them and try again.",
                )
            }
            _ => {
                tracing::error!(%error, %at, "query failed");
                Self::new(
                    ErrorKind::Internal,
                    "internal",
                    "Something went wrong on our side. It has been noted; please try again.",
                )
            }
        }
    }
}

/// Whether a failure of this code (PostgreSQL's manual, appendix A) goes by itself: connections (08) and the server's
/// state (57P), room for memory, disk and connections (53), a statement that took too long (57014), a transaction that
/// stood idle (25P03), and two that got in each other's way (40001, 40P01, 55P03).
#[cfg(feature = "ssr")]
fn passes(code: &str) -> bool {
    const ALONE: &[&str] = &["57014", "25P03", "40001", "40P01", "55P03"];
    ["08", "53", "57P"].iter().any(|class| code.starts_with(class)) || ALONE.contains(&code)
}

/// The constraint a write ran into, for turning it into a field error.
#[cfg(feature = "ssr")]
#[must_use]
pub fn violated_constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::constraint)
}

#[cfg(feature = "ssr")]
impl axum::response::IntoResponse for AppError {
    /// For handlers outside the pages: the sentence as text, with the status and the code.
    fn into_response(self) -> axum::response::Response {
        let status = http::StatusCode::from_u16(self.kind.status()).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        let wait = self.wait_seconds();
        let mut response = (status, [("x-error-code", self.code)], self.message).into_response();
        if let Some(seconds) = wait {
            response.headers_mut().insert(http::header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_an_older_server_is_still_read() {
        let json = r#"{"kind":"too_many","code":"busy","message":"Wait."}"#;
        let error: AppError = serde_json::from_str(json).expect("reads");
        assert_eq!(error.wait_seconds(), Some(10));
        assert_eq!(error.clone().with_retry_after(180).wait_seconds(), Some(180));
        assert_eq!(serde_json::to_string(&error).expect("writes"), json);
        assert_eq!(AppError::not_found("page").wait_seconds(), None);
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn what_passes_by_itself_is_told_from_what_is_broken() {
        for code in ["57P01", "57P03", "53300", "53100", "08006", "57014", "40P01", "40001"] {
            assert!(passes(code), "{code}");
        }
        for code in ["23505", "42P01", "42501", "22001"] {
            assert!(!passes(code), "{code}");
        }
    }
}
