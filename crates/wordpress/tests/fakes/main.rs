//! The client against scripted sites: what goes wrong, and what is made of it.

mod connecting;
mod publishing;
mod refusals;
mod support;
