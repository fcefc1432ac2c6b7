//! Signs in, and tells a wrong password from a web server that keeps passwords to itself.

use std::collections::HashMap;

use safe_http::Client as Http;
use serde::Deserialize;
use serde_json::Value;

use crate::connect::discover::Found;
use crate::connect::xmlrpc::{self, Verdict};
use crate::connect::{Capabilities, Problem, User};
use crate::{Client, Credentials, Error, LooksLike, RestRoot, UserId};

#[derive(Debug, Deserialize)]
struct Me {
    id: UserId,
    name: String,
    #[serde(default)]
    roles: Vec<String>,
    /// Plugins have been seen to write numbers and texts here.
    #[serde(default)]
    capabilities: HashMap<String, Value>,
}

pub(super) async fn sign_in(
    http: &Http,
    found: &Found,
    credentials: &Credentials,
) -> Result<(User, Capabilities), Problem> {
    let client = Client::new(http.clone(), found.root.clone(), credentials.clone());
    let me: Result<Me, Error> = client.get("/wp/v2/users/me", &[("context", "edit")]).await;
    match me {
        Ok(me) => Ok(me.split()),
        Err(Error::Unauthorized { code }) => Err(refused(http, found, credentials, &code).await),
        Err(error) => Err(explain(error)),
    }
}

/// A 401 has three causes. WordPress names the first two only sometimes: as a rule it answers wrong
/// credentials as if there had been none. XML-RPC takes the same application password in the body
/// instead of a header, so what it says of it tells the causes apart.
async fn refused(http: &Http, found: &Found, credentials: &Credentials, code: &str) -> Problem {
    match code {
        "incorrect_password" | "invalid_username" | "invalid_email" => {
            return Problem::WrongCredentials;
        }
        _ if code.starts_with("application_passwords_disabled") || !found.index.offers_application_passwords() => {
            return Problem::ApplicationPasswordsOff;
        }
        _ => {}
    }
    second_opinion(http, &found.root, credentials).await
}

/// What XML-RPC says of credentials that the REST API does not seem to have seen.
pub(super) async fn second_opinion(http: &Http, root: &RestRoot, credentials: &Credentials) -> Problem {
    match xmlrpc::check(http, root, credentials).await {
        Verdict::Accepted => Problem::HeaderStripped,
        Verdict::Rejected => Problem::WrongCredentials,
        Verdict::Unknown => Problem::CredentialsNotAccepted,
    }
}

fn explain(error: Error) -> Problem {
    match error {
        Error::Network(error) => error.into(),
        Error::Server { status, .. } => Problem::ServerError { status },
        Error::RateLimited { retry_after } => Problem::RateLimited { retry_after },
        Error::Redirected { to } => Problem::RedirectsElsewhere { to },
        Error::NotJson { status, looks_like: looks_like @ (LooksLike::Firewall(_) | LooksLike::Page(_)) } => {
            Problem::Firewall { status, looks_like }
        }
        Error::Forbidden { .. } | Error::NotFound { .. } => Problem::RestDisabled,
        Error::Unauthorized { .. } => Problem::CredentialsNotAccepted,
        // The last two are said of posts, and none is asked for here.
        Error::NotJson { .. }
        | Error::Refused { .. }
        | Error::InvalidAnswer { .. }
        | Error::PostReplaced { .. }
        | Error::PostEdited { .. } => Problem::Unreadable,
    }
}

impl Me {
    fn split(self) -> (User, Capabilities) {
        let may = |name: &str| match self.capabilities.get(name) {
            None | Some(Value::Null | Value::Bool(false)) => false,
            Some(Value::Number(number)) => number.as_i64() != Some(0),
            Some(_) => true,
        };
        let capabilities = Capabilities {
            publish_posts: may("publish_posts"),
            publish_pages: may("publish_pages"),
            upload_files: may("upload_files"),
            edit_others_posts: may("edit_others_posts"),
            manage_categories: may("manage_categories"),
            unfiltered_html: may("unfiltered_html"),
        };
        let user = User { id: self.id, name: self.name, roles: self.roles };
        (user, capabilities)
    }
}
