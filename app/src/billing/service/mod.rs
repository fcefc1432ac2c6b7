//! What can be done with credits, whoever asks.

pub mod calls;
pub mod ledger;
pub mod rates;
pub mod usage;

#[cfg(test)]
mod tests;
