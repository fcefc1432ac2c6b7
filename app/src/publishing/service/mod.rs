//! What can be done about publishing, whoever asks.

pub mod publish;
pub mod viewing;

mod decision;
mod exchange;
mod pictures;
mod refusal;
mod sending;

#[cfg(test)]
mod tests;
