//! What can be done with tasks and articles, whoever asks.

pub mod contents;
pub mod deleting;
pub mod plan;
pub mod review;
pub mod revisions;
pub mod saving;
pub mod tasks;
pub mod words;
pub mod writing;

mod pace;
mod slugs;

#[cfg(test)]
mod tests;
