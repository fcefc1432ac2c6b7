//! Limits on guessing: per address and per e-mail, skipped for nobody.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::kit::{AppError, AppResult, ErrorKind};

const PER_ADDRESS_A_MINUTE: NonZeroU32 = NonZeroU32::new(30).expect("not zero");
const PER_EMAIL_A_MINUTE: NonZeroU32 = NonZeroU32::new(5).expect("not zero");
const SIGN_UPS_PER_ADDRESS_AN_HOUR: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// Token buckets for the doors that take passwords.
#[derive(Debug)]
pub struct SignInLimits {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    emails: DefaultKeyedRateLimiter<String>,
    sign_ups: DefaultKeyedRateLimiter<IpAddr>,
}

impl Default for SignInLimits {
    fn default() -> Self {
        Self {
            addresses: RateLimiter::keyed(Quota::per_minute(PER_ADDRESS_A_MINUTE)),
            emails: RateLimiter::keyed(Quota::per_minute(PER_EMAIL_A_MINUTE)),
            sign_ups: RateLimiter::keyed(Quota::per_hour(SIGN_UPS_PER_ADDRESS_AN_HOUR)),
        }
    }
}

impl SignInLimits {
    /// Counts one attempt to sign in.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub fn count_sign_in(&self, address: Option<IpAddr>, email: &str) -> AppResult<()> {
        if let Some(address) = address {
            self.addresses
                .check_key(&address)
                .map_err(|wait| too_many(wait.wait_time_from(DefaultClock::default().now())))?;
        }
        self.emails
            .check_key(&email.to_lowercase())
            .map_err(|wait| too_many(wait.wait_time_from(DefaultClock::default().now())))
    }

    /// Counts one new account.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub fn count_sign_up(&self, address: Option<IpAddr>) -> AppResult<()> {
        let Some(address) = address else { return Ok(()) };
        self.sign_ups.check_key(&address).map_err(|wait| too_many(wait.wait_time_from(DefaultClock::default().now())))
    }

    /// Forgets keys that have not been seen for a while; called now and then so that the tables stay small.
    pub fn forget_idle(&self) {
        self.addresses.retain_recent();
        self.emails.retain_recent();
        self.sign_ups.retain_recent();
    }
}

fn too_many(wait: std::time::Duration) -> AppError {
    AppError::new(
        ErrorKind::TooMany,
        "too_many_attempts",
        format!("Too many attempts. Please wait {} seconds and try again.", wait.as_secs() + 1),
    )
}
