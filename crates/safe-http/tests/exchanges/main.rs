//! Whole exchanges with servers on loopback that redirect, stall, lie and break off.

mod limits;
mod redirects;
mod support;
