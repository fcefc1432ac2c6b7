//! Limits on guessing: per address and per e-mail, skipped for nobody.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest as _, Sha256};

use crate::kit::{AppError, AppResult, ErrorKind};

const PER_ADDRESS_A_MINUTE: NonZeroU32 = NonZeroU32::new(30).expect("not zero");
const PER_EMAIL_A_MINUTE: NonZeroU32 = NonZeroU32::new(5).expect("not zero");
const SIGN_UPS_PER_ADDRESS_AN_HOUR: NonZeroU32 = NonZeroU32::new(20).expect("not zero");

/// Token buckets for the doors that take passwords.
#[derive(Debug)]
pub struct SignInLimits {
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    /// By the SHA-256 of the e-mail: what is typed there may be megabytes, and is kept for minutes.
    emails: DefaultKeyedRateLimiter<[u8; 32]>,
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
                .check_key(&network(address))
                .map_err(|wait| too_many(wait.wait_time_from(DefaultClock::default().now())))?;
        }
        self.emails
            .check_key(&Sha256::digest(email.to_lowercase().as_bytes()).into())
            .map_err(|wait| too_many(wait.wait_time_from(DefaultClock::default().now())))
    }

    /// Counts one new account.
    ///
    /// # Errors
    /// 429 with the seconds to wait.
    pub fn count_sign_up(&self, address: Option<IpAddr>) -> AppResult<()> {
        let Some(address) = address else { return Ok(()) };
        self.sign_ups
            .check_key(&network(address))
            .map_err(|wait| too_many(wait.wait_time_from(DefaultClock::default().now())))
    }

    /// Forgets keys that have not been seen for a while; called now and then so that the tables stay small.
    pub fn forget_idle(&self) {
        self.addresses.retain_recent();
        self.emails.retain_recent();
        self.sign_ups.retain_recent();
    }
}

/// What one visitor has: an IPv4 address, or the /64 that a provider gives to each IPv6 customer.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn too_many(wait: std::time::Duration) -> AppError {
    let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX).saturating_add(1);
    AppError::new(
        ErrorKind::TooMany,
        "too_many_attempts",
        format!("Too many attempts. Please wait {seconds} seconds and try again."),
    )
    .with_retry_after(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_with_many_addresses_is_one_visitor() {
        let of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }
}
