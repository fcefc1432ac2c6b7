//! What can be done about publishing, whoever asks.

pub mod publish;
pub mod viewing;

mod exchange;
mod refusal;
mod sending;

#[cfg(test)]
mod tests;
