//! What stands between us and a site, and what to do about it.

use std::time::Duration;

use safe_http::{Error as Network, Refusal, TlsProblem};

use crate::LooksLike;

/// The cause of a failed connection. `Display` says what is wrong, [`Problem::advice`] what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("{0}")]
    Address(Refusal),
    #[error("There is no site named {host}.")]
    NameNotFound { host: String },
    #[error("{host} does not accept connections.")]
    CannotConnect { host: String },
    #[error("{host} did not answer in time.")]
    TimedOut { host: String },
    #[error("No secure connection to {host}: {problem}")]
    Certificate { host: String, problem: TlsProblem },
    #[error("The address redirects to {to}.")]
    RedirectsElsewhere { to: String },
    #[error("The address redirects in a circle.")]
    RedirectLoop,
    #[error("There is no WordPress at this address; it answers with {looks_like}.")]
    NotWordPress { looks_like: LooksLike },
    #[error("The site's firewall turned us away: it answered {status} with {looks_like}.")]
    Firewall { status: u16, looks_like: LooksLike },
    #[error("The whole site is protected by a password of the web server.")]
    PasswordProtected,
    #[error("This is WordPress, but its REST API is switched off.")]
    RestDisabled,
    #[error("Application passwords are switched off on this site.")]
    ApplicationPasswordsOff,
    #[error("The web server keeps the password from WordPress: it removes the Authorization header.")]
    HeaderStripped,
    #[error("The site does not know this user with this application password.")]
    WrongCredentials,
    /// WordPress says the same to a wrong password and to none, and no second way to tell was open.
    #[error("The site treats us as not signed in.")]
    CredentialsNotAccepted,
    #[error("{user} may not publish on this site.")]
    MayNotPublish { user: String },
    #[error("The site failed with error {status}.")]
    ServerError { status: u16 },
    #[error("The site asks for fewer requests.")]
    RateLimited { retry_after: Option<Duration> },
    #[error("The site's answer could not be understood.")]
    Unreadable,
}

impl Problem {
    /// Stable, for storing and translating.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.parts().0
    }

    /// What the person connecting the site can do.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        self.parts().1
    }

    /// Whether trying again later may help without anyone changing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::TimedOut { .. } | Self::CannotConnect { .. } | Self::ServerError { .. } | Self::RateLimited { .. }
        )
    }

    /// Code and advice side by side, so that neither is forgotten.
    fn parts(&self) -> (&'static str, &'static str) {
        match self {
            Self::Address(_) => ("address_refused", "Correct the address and try again."),
            Self::NameNotFound { .. } => {
                ("name_not_found", "Check the spelling. A domain registered today may take a day to be known.")
            }
            Self::CannotConnect { .. } => (
                "cannot_connect",
                "Open the address in a browser. If it works there, ask the host whether a firewall \
                 blocks our server.",
            ),
            Self::TimedOut { .. } => {
                ("timed_out", "Try again in a few minutes. If the site is slow in a browser too, tell its host.")
            }
            Self::Certificate { .. } => {
                ("certificate", "Have the host install a valid certificate; most offer one without charge.")
            }
            Self::RedirectsElsewhere { .. } => {
                ("redirects_elsewhere", "If that is your site, connect it under the address it redirects to.")
            }
            Self::RedirectLoop => (
                "redirect_loop",
                "Check the site's address in WordPress under Settings, General, and any redirect \
                 plugin or https setting of the host.",
            ),
            Self::NotWordPress { .. } => {
                ("not_wordpress", "Check the address. If WordPress lives in a folder, add the folder.")
            }
            Self::Firewall { .. } => {
                ("firewall", "In the firewall or security plugin, allow requests from our server to /wp-json/.")
            }
            Self::PasswordProtected => (
                "password_protected",
                "Remove the web server's password for /wp-json/. A request can carry only one \
                 password, and WordPress needs it.",
            ),
            Self::RestDisabled => {
                ("rest_disabled", "In the security plugins, allow the REST API, at least for signed-in users.")
            }
            Self::ApplicationPasswordsOff => (
                "application_passwords_off",
                "Check that the site uses https, and that no security plugin switches application \
                 passwords off for it or for this user.",
            ),
            Self::HeaderStripped => (
                "header_stripped",
                "Ask the host to pass the Authorization header on to PHP. On Apache, add this line \
                 to .htaccess: SetEnvIf Authorization \"(.*)\" HTTP_AUTHORIZATION=$1",
            ),
            Self::WrongCredentials => (
                "wrong_credentials",
                "Use the user name, not the display name, and an application password made under \
                 Users, Profile, not the password for signing in.",
            ),
            Self::CredentialsNotAccepted => (
                "credentials_not_accepted",
                "Check user name and application password first. If both are right, the host \
                 probably removes the Authorization header: ask it to pass it on to PHP.",
            ),
            Self::MayNotPublish { .. } => {
                ("may_not_publish", "Connect a user with the role Author, Editor or Administrator.")
            }
            Self::ServerError { .. } => {
                ("server_error", "Open the site in a browser. If it fails there too, look into its error log.")
            }
            Self::RateLimited { .. } => ("rate_limited", "Wait a few minutes and try again."),
            Self::Unreadable => (
                "unreadable",
                "A plugin may have changed the answers of the REST API. Switch off the likely ones \
                 in turn.",
            ),
        }
    }
}

impl From<Network> for Problem {
    fn from(error: Network) -> Self {
        match error {
            Network::AddressRefused(refusal) => Self::Address(refusal),
            Network::Resolve { host } => Self::NameNotFound { host },
            Network::Tls { host, problem } => Self::Certificate { host, problem },
            Network::TimedOut { host, .. } => Self::TimedOut { host },
            Network::TooManyRedirects { .. } => Self::RedirectLoop,
            Network::Connect { host, .. } | Network::Protocol { host, .. } => Self::CannotConnect { host },
            Network::TooLarge { .. } | Network::Setup { .. } => Self::Unreadable,
        }
    }
}
