//! Signing up: one transaction makes the account, its owner, the plan, the credits and the session.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::access::{Role, SystemTx};
use crate::accounts::{AccountStatus, store};
use crate::billing::service::ledger;
use crate::kit::error::violated_constraint;
use crate::kit::id::{AccountId, UserId};
use crate::kit::text::slugify;
use crate::kit::{AppError, AppResult};
use crate::state::AppState;

use super::passwords::check_password;
use super::sessions::{self, Origin, SessionToken};
use super::sign_in::EMAIL_MAX;

/// What the form asks for.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignUp {
    pub name: String,
    pub email: String,
    pub password: String,
    pub company: String,
}

impl std::fmt::Debug for SignUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignUp").field("email", &self.email).finish_non_exhaustive()
    }
}

/// The new account, its owner, and the session that signs them in.
#[derive(Debug)]
pub struct SignedUp {
    pub account: AccountId,
    pub user: UserId,
    pub token: SessionToken,
}

/// Makes an account on the free plan, with its credits, and signs its owner in.
///
/// # Errors
/// 422 with the fields that are wrong (an e-mail already in use among them); 429; 503. Nothing is made then.
pub async fn sign_up(state: &AppState, form: &SignUp, address: Option<IpAddr>, origin: &Origin) -> AppResult<SignedUp> {
    let form = checked(form)?;
    state.sign_in_limits.count_sign_up(address)?;
    let password_hash = state.passwords.hash(&form.password).await?;
    // two accounts of one name made at once meet at the slug: whoever comes second looks again
    for _ in 0..SLUG_TRIES {
        if let Some(made) = make(state, &form, &password_hash, origin).await? {
            return Ok(made);
        }
    }
    Err(keep_typed(
        AppError::conflict("sign_up_busy", "Several people are signing up under this name at once. Please try again."),
        &form,
    ))
}

/// Tries at a slug of its own before the person is asked to try again.
const SLUG_TRIES: usize = 4;
const FREE_PLAN: &str = "free";

/// Everything an account begins with, in one transaction; `None` when another took its slug meanwhile.
async fn make(state: &AppState, form: &SignUp, password_hash: &str, origin: &Origin) -> AppResult<Option<SignedUp>> {
    let mut tx = SystemTx::begin(&state.pool, &state.clock).await?;
    let user = UserId::new();
    store::users::insert(&mut tx, user, &form.email, &form.name, password_hash).await.map_err(|error| {
        if violated_constraint(&error) == Some("users_by_email") {
            keep_typed(
                AppError::field(
                    "email",
                    "There is already an account with this e-mail. Sign in instead, or use another address.",
                ),
                form,
            )
        } else {
            error.into()
        }
    })?;
    let account = AccountId::new();
    let plan = store::plans::find(&mut tx, FREE_PLAN).await?;
    let slug = store::accounts::free_slug(&mut tx, &slugify(&form.company, 50)).await?;
    match store::accounts::insert(&mut tx, account, &form.company, &slug, AccountStatus::Active, FREE_PLAN).await {
        Err(error) if violated_constraint(&error) == Some("accounts_slug_key") => return Ok(None),
        made => made?,
    }
    store::memberships::insert(&mut tx, account, user, Role::Owner).await?;
    ledger::open(&mut tx, account, plan.credits).await?;
    let token = sessions::start(&mut tx, user, account, origin).await?;
    tx.commit().await?;
    Ok(Some(SignedUp { account, user, token }))
}

/// The form, trimmed and whole, or every field that is wrong at once.
fn checked(form: &SignUp) -> AppResult<SignUp> {
    let form = SignUp {
        name: form.name.trim().to_owned(),
        email: form.email.trim().to_owned(),
        password: form.password.clone(),
        company: form.company.trim().to_owned(),
    };
    let mut error = AppError::invalid("invalid_form", "Please correct the marked fields.");
    if form.name.is_empty() || form.name.chars().count() > 120 {
        error = error.with_field("name", "Enter your name, up to 120 characters.");
    }
    if !is_email(&form.email) {
        error = error.with_field("email", "Enter an e-mail address such as name@company.com.");
    }
    if form.company.is_empty() || form.company.chars().count() > 120 {
        error = error.with_field("company", "Enter the name of your company or project, up to 120 characters.");
    }
    if let Err(sentence) = check_password(&form.password, &form.email) {
        error = error.with_field("password", sentence);
    }
    if error.fields.is_empty() { Ok(form) } else { Err(keep_typed(error, &form)) }
}

fn keep_typed(error: AppError, form: &SignUp) -> AppError {
    error.with_typed("name", &form.name).with_typed("email", &form.email).with_typed("company", &form.company)
}

/// Whether mail could be sent there; the link in the mail is the real test.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    text.len() <= EMAIL_MAX
        && !local.is_empty()
        && local.len() <= 64
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.chars().any(|c| c.is_whitespace() || c.is_control())
        && !local.contains('@')
}
