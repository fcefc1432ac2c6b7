//! What can be done with connections, whoever asks.

pub mod client;
pub mod connections;
mod doctor;

#[cfg(test)]
mod tests;
