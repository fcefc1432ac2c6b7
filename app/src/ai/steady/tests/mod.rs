//! Trying again: when it helps, as long as it helps, and not one moment too early.

mod pictures;
mod script;
mod text;
