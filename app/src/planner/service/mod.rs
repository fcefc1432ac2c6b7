//! The rules of the planner, whoever asks: a page, a program, or a job.

pub mod clustering;
pub mod clusters;
pub mod ideas;
pub mod import;
pub mod keywords;

#[cfg(test)]
mod tests;
