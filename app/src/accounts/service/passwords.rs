//! Passwords: Argon2id, off the async threads, behind a bounded queue.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::accounts::account::{PASSWORD_MAX, PASSWORD_MIN};
use crate::kit::{AppError, AppResult, ErrorKind};

/// Hashes at work at once: each takes 19 MiB and a core for some tens of milliseconds.
const AT_ONCE: usize = 2;
/// Hashes waiting: more is an attack, and is told to come back.
const WAITING: usize = 64;

/// Passwords nobody may choose: the heads of every list of leaked ones that are long enough to pass the length rule.
const COMMON: &[&str] = &[
    "1234567890",
    "12345678910",
    "0123456789",
    "qwertyuiop",
    "password12",
    "password123",
    "password1234",
    "1q2w3e4r5t",
    "1234567891",
    "qwerty12345",
    "iloveyou12",
    "abcdefghij",
    "1111111111",
    "0000000000",
    "letmein123",
    "welcome123",
    "administrator",
    "changeme123",
    "qwerty123456",
    "passwordpassword",
];

/// A hash with the current parameters of a password nobody has: verified when the e-mail is unknown, so that both
/// cases take the same time.
const NOBODY: &str = "a password that is not in use anywhere";

/// Where passwords are hashed and verified. Cloning shares the queue.
#[derive(Clone, Debug)]
pub struct PasswordDesk {
    seats: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    nobody: Arc<tokio::sync::OnceCell<String>>,
}

impl PasswordDesk {
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a desk has a queue; it is made once")]
    pub fn new() -> Self {
        Self {
            seats: Arc::new(Semaphore::new(AT_ONCE)),
            queue: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
            nobody: Arc::default(),
        }
    }

    /// A PHC string (`$argon2id$…`) with a fresh salt.
    ///
    /// # Errors
    /// 429 when too many are waiting.
    pub async fn hash(&self, password: &str) -> AppResult<String> {
        let password = password.to_owned();
        self.at_a_seat(move || {
            Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|error| {
                tracing::error!(%error, "hashing failed");
                AppError::new(ErrorKind::Internal, "internal", "The password could not be stored. Please try again.")
            })
        })
        .await?
    }

    /// Whether the password belongs to the hash; `None` (unknown e-mail) takes as long and is always false.
    ///
    /// # Errors
    /// 429 when too many are waiting.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> AppResult<bool> {
        let known = hash.is_some();
        // made at the first sign-in, whoever it is of: made for an unknown e-mail alone, it would take twice the time
        let nobody = self.nobody.get_or_try_init(|| self.hash(NOBODY)).await?;
        let hash = hash.unwrap_or_else(|| nobody.clone());
        let password = password.to_owned();
        let fits = self
            .at_a_seat(move || {
                PasswordHash::new(&hash)
                    .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(fits && known)
    }

    async fn at_a_seat<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> AppResult<T> {
        let busy = || {
            AppError::new(
                ErrorKind::TooMany,
                "sign_in_busy",
                "Many people are signing in right now. Please try again in a few seconds.",
            )
        };
        let place = self.queue.clone().try_acquire_owned().map_err(|_| busy())?;
        let seat = self.seats.clone().acquire_owned().await.map_err(|_| busy())?;
        let hashing = tokio::task::spawn_blocking(move || {
            // whoever hangs up leaves the work behind: the seat is taken for as long as that goes on
            let _taken = (place, seat);
            work()
        });
        hashing.await.map_err(|error| {
            tracing::error!(%error, "hashing stopped");
            busy()
        })
    }
}

/// Refuses a password that is too short, too long, common, or the e-mail itself.
///
/// # Errors
/// The sentence for the field.
pub fn check_password(password: &str, email: &str) -> Result<(), String> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(format!("Use at least {PASSWORD_MIN} characters; a few words in a row are easy to remember."));
    }
    if length > PASSWORD_MAX {
        return Err(format!("Use at most {PASSWORD_MAX} characters."));
    }
    let lower = password.to_lowercase();
    let distinct = lower.chars().collect::<std::collections::HashSet<_>>().len();
    if COMMON.contains(&lower.as_str()) || distinct < 4 {
        return Err("This password is among the first that attackers try. Choose another.".to_owned());
    }
    let name = email.split('@').next().unwrap_or_default();
    if lower == email.to_lowercase() || (name.len() >= 6 && lower == name.to_lowercase()) {
        return Err("The password must not be the e-mail address.".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    const PASSWORD: &str = "four words in a row";

    #[tokio::test]
    async fn who_comes_when_the_queue_is_full_is_told_to_come_back_and_who_leaves_makes_room() {
        let desk = PasswordDesk::new();
        let at_work = u32::try_from(AT_ONCE).expect("a few");
        let seats = desk.seats.clone().acquire_many_owned(at_work).await.expect("seats");
        let mut waiting: Vec<_> = (0..AT_ONCE + WAITING).map(|_| Box::pin(desk.hash(PASSWORD))).collect();
        for one in &mut waiting {
            assert!(one.as_mut().now_or_never().is_none(), "there was a seat");
        }
        let refused = desk.verify(PASSWORD, None).await.expect_err("there is no place");
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::TooMany, "sign_in_busy"));
        assert!(refused.wait_seconds().is_some());
        // they left before it was their turn
        drop(waiting);
        drop(seats);
        let hash = desk.hash(PASSWORD).await.expect("there is room again");
        assert!(desk.verify(PASSWORD, Some(hash)).await.expect("is looked at"));
    }

    #[tokio::test]
    async fn who_hangs_up_in_the_middle_leaves_the_seat_to_the_work_that_goes_on() {
        let desk = PasswordDesk::new();
        let (end, until_then) = std::sync::mpsc::channel::<()>();
        let mut asked = Box::pin(desk.at_a_seat(move || until_then.recv()));
        assert!(asked.as_mut().now_or_never().is_none(), "the work has begun");
        drop(asked);
        assert_eq!(desk.seats.available_permits(), AT_ONCE - 1);
        drop(end);
        let all = u32::try_from(AT_ONCE).expect("a few");
        let _all = desk.seats.clone().acquire_many_owned(all).await.expect("they are free again");
    }
}
