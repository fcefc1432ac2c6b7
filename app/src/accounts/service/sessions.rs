//! Sessions: an opaque random cookie, of which only the hash is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use http::HeaderMap;
use http::header::COOKIE;
use sha2::{Digest, Sha256};

use crate::access::{SystemTx, Visitor};
use crate::accounts::store;
use crate::kit::id::{AccountId, UserId};
use crate::kit::{AppError, AppResult, ErrorKind};
use crate::state::{AppState, Settings};

/// A session unused for this long is over.
const IDLE_HOURS: i64 = 12;
/// However busy, a session ends after this.
const ABSOLUTE_DAYS: i64 = 30;
/// The row is touched at most this often, so that reading pages does not write.
const TOUCH_MINUTES: i64 = 5;

/// Where a session came from, as its list shows it.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub ip: Option<String>,
    pub user_agent: Option<String>,
}

/// What a browser holds.
#[derive(Clone)]
pub struct SessionToken(String);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl SessionToken {
    fn new() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }

    /// The `Set-Cookie` value that gives a browser this session.
    #[must_use]
    pub fn set_cookie(&self, settings: &Settings) -> String {
        let secure = if settings.secure_cookies { "; Secure" } else { "" };
        format!(
            "{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{secure}",
            cookie_name(settings),
            self.0,
            ABSOLUTE_DAYS * 86_400
        )
    }
}

/// The `Set-Cookie` value that takes it away.
#[must_use]
pub fn clear_cookie(settings: &Settings) -> String {
    let secure = if settings.secure_cookies { "; Secure" } else { "" };
    format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", cookie_name(settings))
}

const fn cookie_name(settings: &Settings) -> &'static str {
    if settings.secure_cookies { SECURE_COOKIE } else { PLAIN_COOKIE }
}

const SECURE_COOKIE: &str = "__Host-igny8";
const PLAIN_COOKIE: &str = "igny8";

/// The session cookie of a request, if it carries one. Only the one that this server gives out: were the plain name
/// taken beside `__Host-`, a neighbouring subdomain could set it and sign people in to an account of its own.
#[must_use]
pub fn cookie_of(headers: &HeaderMap, settings: &Settings) -> Option<SessionToken> {
    let ours = cookie_name(settings);
    let pairs =
        headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    for pair in pairs {
        if let Some((name, value)) = pair.trim().split_once('=')
            && name == ours
            && !value.is_empty()
        {
            return Some(SessionToken(value.to_owned()));
        }
    }
    None
}

/// Starts a session inside the transaction that signs the person in or up.
pub(super) async fn start(
    tx: &mut SystemTx<'_>,
    user: UserId,
    account: AccountId,
    origin: &Origin,
) -> AppResult<SessionToken> {
    let token = SessionToken::new();
    let now = tx.now();
    store::sessions::insert(
        tx,
        &store::sessions::NewSession {
            token_hash: token.hash(),
            user,
            account,
            expires_at: now + Duration::hours(IDLE_HOURS),
            ends_at: now + Duration::days(ABSOLUTE_DAYS),
            ip: origin.ip.clone(),
            user_agent: origin.user_agent.as_deref().map(|agent| agent.chars().take(300).collect()),
        },
    )
    .await?;
    Ok(token)
}

/// Who a cookie belongs to.
///
/// # Errors
/// 401 with the reason code when the session is over; 503 when the database is away.
pub async fn resume(state: &AppState, token: &SessionToken) -> AppResult<Visitor> {
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    let over = |code: &str| AppError::new(ErrorKind::SignedOut, code, "Please sign in again.");
    let session = store::sessions::find(&mut tx, &token.hash()).await?.ok_or_else(|| over("session_expired"))?;
    if let Some(reason) = session.ended_reason {
        return Err(over(&reason));
    }
    let now = tx.now();
    if session.expires_at <= now || session.ends_at <= now {
        return Err(over("session_expired"));
    }
    if !session.user_active || !session.membership_active {
        return Err(over("user_inactive"));
    }
    if now - session.last_seen_at >= Duration::minutes(TOUCH_MINUTES) {
        store::sessions::touch(&mut tx, &token.hash(), now + Duration::hours(IDLE_HOURS)).await?;
        tx.commit().await?;
    }
    Ok(session.visitor)
}

/// Ends the session a cookie names; ending one that is over changes nothing.
///
/// # Errors
/// 503 when the database is away.
pub async fn end(state: &AppState, token: &SessionToken) -> AppResult<()> {
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    store::sessions::end(&mut tx, &token.hash(), "signed_out").await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use http::header::HeaderValue;

    use super::*;

    fn settings(secure_cookies: bool) -> Settings {
        Settings {
            public_url: "https://igny8.example".to_owned(),
            secure_cookies,
            allow_private_addresses: false,
            data_dir: std::path::PathBuf::new(),
            embedding_model: None,
        }
    }

    fn sent(cookies: &'static str, settings: &Settings) -> Option<String> {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(cookies))]);
        cookie_of(&headers, settings).map(|token| token.0)
    }

    #[test]
    fn over_https_the_cookie_is_bound_to_this_host_and_no_other_is_taken() {
        let https = settings(true);
        let cookie = SessionToken("x".to_owned()).set_cookie(&https);
        assert!(cookie.starts_with("__Host-igny8=x; Path=/; HttpOnly; SameSite=Lax;"), "{cookie}");
        assert!(cookie.ends_with("; Secure") && !cookie.contains("Domain"), "{cookie}");
        assert!(clear_cookie(&https).ends_with("; Secure"), "a browser takes no other");
        assert_eq!(sent("igny8=planted; __Host-igny8=mine", &https).as_deref(), Some("mine"));
        assert_eq!(sent("igny8=planted", &https), None);
        assert_eq!(sent("a=b; igny8=mine", &settings(false)).as_deref(), Some("mine"));
    }
}
