//! What can be done with accounts and sessions, whoever asks.

pub mod operator;
pub mod passwords;
pub mod rate_limits;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;

#[cfg(test)]
mod tests;
