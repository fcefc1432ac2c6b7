//! An HTTP client for addresses that users type.
//!
//! Whoever may type an address may try to reach what only this machine can: its own services, the
//! neighbours on its network, the cloud's metadata. So every address is checked where it counts:
//! the spelling before anything is sent ([`check_address`]), an IP literal in whatever notation, and
//! each resolved address in the resolver that the connection itself uses, so that a name cannot
//! answer the check with one address and the connection with another. Redirects are followed here,
//! not below, and each hop passes the same checks. Answers are bounded in size and time.
//!
//! The process has to install a rustls crypto provider once before the first [`Client`] is made.

mod address;
mod client;
mod error;
mod failure;
mod incoming;
mod network;
mod policy;
mod redirect;
mod request;
mod resolver;

pub use address::{Refusal, check_address};
pub use bytes::Bytes;
pub use client::Client;
pub use error::{Error, Phase, TlsProblem};
pub use incoming::{Incoming, Response};
pub use network::Network;
pub use policy::{Policy, Ports, Timeouts};
pub use request::Request;
pub use reqwest::{Method, StatusCode, Url, header};
pub use resolver::{Lookup, LookupFuture, SystemLookup};
