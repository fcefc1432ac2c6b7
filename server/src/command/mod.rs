//! The subcommands, one file each.

pub mod check;
pub mod cluster;
pub mod migrate;
pub mod seed;
pub mod serve;
pub mod user;

mod state;
