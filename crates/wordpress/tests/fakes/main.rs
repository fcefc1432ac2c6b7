//! The client against scripted sites: what goes wrong, and what is made of it.

mod connecting;
mod known;
mod pictures;
mod publishing;
mod refusals;
mod support;
