//! What can be done with pictures, whoever asks.

pub mod editing;
pub mod generation;
pub mod listing;
pub mod picture;
pub mod placement;
pub mod prices;
pub mod prompts;

#[cfg(test)]
mod tests;
