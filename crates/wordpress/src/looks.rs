//! What an answer is that should have been JSON and is not.

use std::fmt;

use safe_http::Response;
use safe_http::header::HeaderName;

use crate::html;

/// The likely origin of an answer that is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LooksLike {
    /// The refusal or challenge of a firewall, by its name where it gives one.
    Firewall(Option<&'static str>),
    /// PHP printed a warning into the answer.
    PhpWarning,
    /// A web page, by its title.
    Page(Option<String>),
    Empty,
    /// Something else, by its beginning.
    Text(String),
}

/// What firewalls write into their pages or call their headers. Lower case.
const FIREWALLS: [(&str, &str); 8] = [
    ("cf-mitigated", "Cloudflare"),
    ("cf_chl_opt", "Cloudflare"),
    ("attention required! | cloudflare", "Cloudflare"),
    ("sucuri website firewall", "Sucuri"),
    ("wordfence", "Wordfence"),
    ("sgcaptcha", "SiteGround"),
    ("_incapsula_", "Imperva"),
    ("mod_security", "ModSecurity"),
];

/// Words of a page that wants to know whether a person is there.
const CHALLENGES: [&str; 3] = ["captcha", "are you human", "checking your browser"];

/// How PHP titles what it prints where `display_errors` is on.
const PHP_NOISE: [&str; 4] = ["<b>warning</b>", "<b>notice</b>", "<b>deprecated</b>", "<b>fatal error</b>"];

/// Challenges sent as a success are shorter than this, in bytes. An ordinary page that mentions a
/// firewall, or has a form with a captcha, is longer.
const LONGEST_CHALLENGE: usize = 4_096;

impl LooksLike {
    pub(crate) fn of(response: &Response) -> Self {
        let body = response.text();
        let text = body.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Self::Empty;
        }
        let lower = text.to_lowercase();
        if !response.status.is_success() || lower.len() < LONGEST_CHALLENGE {
            let headers: Vec<_> = response.headers.keys().map(HeaderName::as_str).collect();
            let shows = |sign: &str| lower.contains(sign) || headers.contains(&sign);
            if let Some((_, name)) = FIREWALLS.iter().find(|(sign, _)| shows(sign)) {
                return Self::Firewall(Some(name));
            }
            if CHALLENGES.iter().any(|sign| shows(sign)) {
                return Self::Firewall(None);
            }
        }
        if PHP_NOISE.iter().any(|sign| lower.contains(sign)) {
            return Self::PhpWarning;
        }
        if lower.starts_with('<') {
            return Self::Page(html::title(text));
        }
        Self::Text(html::beginning(text))
    }
}

impl fmt::Display for LooksLike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Firewall(Some(name)) => write!(f, "a page of the firewall {name}"),
            Self::Firewall(None) => f.write_str("a page of a firewall"),
            Self::PhpWarning => f.write_str("a warning printed by PHP"),
            Self::Page(Some(title)) => write!(f, "a web page titled \"{title}\""),
            Self::Page(None) => f.write_str("a web page"),
            Self::Empty => f.write_str("nothing"),
            Self::Text(beginning) => write!(f, "\"{beginning}\""),
        }
    }
}
