//! The door for pages: sign up, sign in, sign out.

use leptos::prelude::*;

use crate::kit::AppError;
use crate::kit::codec::JsonText;

/// Makes an account and signs its owner in; leads to the first page.
#[server(prefix = "/sfn", endpoint = "accounts/sign_up", output = JsonText)]
pub async fn sign_up(name: String, email: String, password: String, company: String) -> Result<(), AppError> {
    use super::service::sign_up::{SignUp, sign_up};
    let state = crate::access::request_state()?;
    let form = SignUp { name, email, password, company };
    let signed_up = sign_up(&state, &form, crate::access::client_address(), &origin()).await?;
    // the new session stands; one that cannot be ended now ends by itself
    let _ = end_former(&state).await;
    enter(&state, &signed_up.token, "/");
    Ok(())
}

/// Starts a session; leads back to where the person wanted to go.
#[server(prefix = "/sfn", endpoint = "accounts/sign_in", output = JsonText)]
pub async fn sign_in(email: String, password: String, #[server(default)] next: String) -> Result<(), AppError> {
    let state = crate::access::request_state()?;
    let token =
        super::service::sign_in::sign_in(&state, &email, &password, crate::access::client_address(), &origin()).await?;
    // the new session stands; one that cannot be ended now ends by itself
    let _ = end_former(&state).await;
    enter(&state, &token, super::account::own_path(&next));
    Ok(())
}

/// Ends the session; leads to the sign-in page, which says so.
#[server(prefix = "/sfn", endpoint = "accounts/sign_out", output = JsonText)]
pub async fn sign_out() -> Result<(), AppError> {
    use super::service::sessions;
    let state = crate::access::request_state()?;
    end_former(&state).await?;
    set_cookie(&sessions::clear_cookie(&state.settings));
    leptos_axum::redirect("/sign-in?reason=signed_out");
    Ok(())
}

/// Ends the session that the browser came with: it will not be able to name it again, so it must not live on.
#[cfg(feature = "ssr")]
async fn end_former(state: &crate::state::AppState) -> Result<(), AppError> {
    use super::service::sessions;
    let former =
        use_context::<http::request::Parts>().and_then(|parts| sessions::cookie_of(&parts.headers, &state.settings));
    match former {
        Some(token) => sessions::end(state, &token).await,
        None => Ok(()),
    }
}

/// Gives the browser its session and leads on.
#[cfg(feature = "ssr")]
fn enter(state: &crate::state::AppState, token: &super::service::sessions::SessionToken, path: &str) {
    set_cookie(&token.set_cookie(&state.settings));
    leptos_axum::redirect(path);
}

#[cfg(feature = "ssr")]
fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(value)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::HeaderValue::from_str(cookie))
    {
        response.append_header(http::header::SET_COOKIE, value);
    }
}

#[cfg(feature = "ssr")]
fn origin() -> super::service::sessions::Origin {
    let user_agent = use_context::<http::request::Parts>()
        .and_then(|parts| parts.headers.get(http::header::USER_AGENT)?.to_str().ok().map(str::to_owned));
    super::service::sessions::Origin { ip: crate::access::client_address().map(|ip| ip.to_string()), user_agent }
}
