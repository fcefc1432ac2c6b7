//! A tenant's way to its rows: who acts, in which account, and the transactions that see that account alone.

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};

use super::opening::open;
use super::{Action, Role, action};
use crate::accounts::AccountStatus;
use crate::kit::clock::Clock;
use crate::kit::id::{AccountId, UserId};
use crate::kit::{AppError, AppResult, ErrorKind};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A member, in a role.
    Person(UserId, Role),
    /// Background work, on behalf of whoever asked for it (nobody: a schedule).
    System(Option<UserId>),
}

/// An account with somebody who may act in it. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Tenant {
    account: AccountId,
    status: AccountStatus,
    actor: Actor,
    pool: PgPool,
    clock: Clock,
}

impl Tenant {
    /// Made by the guard, after it has checked the session.
    pub(super) const fn of_person(
        account: AccountId,
        status: AccountStatus,
        user: UserId,
        role: Role,
        pool: PgPool,
        clock: Clock,
    ) -> Self {
        Self { account, status, actor: Actor::Person(user, role), pool, clock }
    }

    #[cfg(test)]
    pub(crate) fn of_person_for_tests(
        account: AccountId,
        status: AccountStatus,
        user: UserId,
        role: Role,
        state: &crate::state::AppState,
    ) -> Self {
        Self::of_person(account, status, user, role, state.pool.clone(), state.clock.clone())
    }

    /// Made by the job runner for the account a job belongs to. What was asked for was allowed when it was asked.
    pub(crate) const fn of_system(
        account: AccountId,
        status: AccountStatus,
        on_behalf_of: Option<UserId>,
        pool: PgPool,
        clock: Clock,
    ) -> Self {
        Self { account, status, actor: Actor::System(on_behalf_of), pool, clock }
    }

    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }

    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// The person behind the action, when there is one.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match self.actor {
            Actor::Person(user, _) => Some(user),
            Actor::System(user) => user,
        }
    }

    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Whether the action is open to this actor.
    #[must_use]
    pub fn can(&self, action: Action) -> bool {
        self.may(action).is_ok()
    }

    /// Refuses what the role or the account's state does not allow.
    ///
    /// # Errors
    /// 403 for the role; 402 while a payment is due; 403 for a suspended or cancelled account. Reading always works.
    pub fn may(&self, action: Action) -> AppResult<()> {
        if let Actor::Person(_, role) = self.actor
            && !action::allows(role, action)
        {
            return Err(AppError::new(
                ErrorKind::Forbidden,
                "role",
                "Your role in this account does not allow this. An owner or admin can do it, or change your role.",
            ));
        }
        if action.reads() {
            return Ok(());
        }
        match self.status {
            AccountStatus::Active | AccountStatus::Trial => Ok(()),
            AccountStatus::PendingPayment => Err(AppError::new(
                ErrorKind::CreditsNeeded,
                "payment_pending",
                "This account's first payment is still open. You can look around; work starts once it is paid.",
            )),
            AccountStatus::Suspended => Err(AppError::new(
                ErrorKind::Forbidden,
                "account_suspended",
                "This account is suspended: everything can be read, nothing changed. Please contact support.",
            )),
            AccountStatus::Cancelled => Err(AppError::new(
                ErrorKind::Forbidden,
                "account_cancelled",
                "This account is cancelled: everything can be read, nothing changed.",
            )),
        }
    }

    /// Opens a transaction that sees this account's rows and no others. Dropped without `commit`, also
    /// while it opens, it leaves nothing.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn begin(&self) -> AppResult<TenantTx<'static>> {
        // one round trip: the account is a UUID, so the text is safe
        let statement = format!("BEGIN; SET LOCAL ROLE igny8_app; SET LOCAL app.account_id = '{}'", self.account);
        let inner = open(&self.pool, AssertSqlSafe(statement)).await?;
        Ok(TenantTx { inner, account: self.account, user: self.user(), now: self.clock.now() })
    }
}

/// A transaction inside one account. Every `store` function takes one.
#[derive(Debug)]
pub struct TenantTx<'c> {
    inner: Transaction<'c, Postgres>,
    account: AccountId,
    user: Option<UserId>,
    now: DateTime<Utc>,
}

impl TenantTx<'_> {
    /// The connection to run a query on.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The person behind the change, for revisions, audit and undo.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        self.user
    }

    /// One moment for everything the transaction writes.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Makes the change last.
    ///
    /// # Errors
    /// 503 when the database went away; the change may then have happened or not.
    pub async fn commit(self) -> AppResult<()> {
        Ok(self.inner.commit().await?)
    }
}

/// A transaction outside any tenant: sign-up, sign-in, job dispatch, checks. Only those modules may use it.
#[derive(Debug)]
pub struct SystemTx<'c> {
    inner: Transaction<'c, Postgres>,
    now: DateTime<Utc>,
}

impl SystemTx<'_> {
    /// # Errors
    /// 503 when the database is away.
    pub async fn begin(pool: &PgPool, clock: &Clock) -> AppResult<SystemTx<'static>> {
        let inner = open(pool, "BEGIN; SET LOCAL ROLE igny8_system").await?;
        Ok(SystemTx { inner, now: clock.now() })
    }

    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// # Errors
    /// 503 when the database went away.
    pub async fn commit(self) -> AppResult<()> {
        Ok(self.inner.commit().await?)
    }
}
