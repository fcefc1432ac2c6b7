//! What a client may reach, and how long and how large an answer may be.

use std::time::Duration;

use crate::Network;

/// The rules a [`crate::Client`] enforces on each request and on each redirect.
///
/// The default is for the internet: https only, public addresses only, the usual web ports.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Reach this machine and private networks too. Never covers metadata and link-local addresses.
    pub allow_private: bool,
    /// Reach addresses without TLS. What is sent can then be read on the way.
    pub allow_http: bool,
    pub ports: Ports,
    /// Upper bound of an answer's body, in bytes.
    pub max_body: usize,
    /// How many redirects are followed before giving up; 0 hands the first one back.
    pub max_redirects: u8,
    pub timeouts: Timeouts,
    /// Sent as `User-Agent`; firewalls like to refuse requests without one.
    pub user_agent: String,
}

/// How long each part of an exchange may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Name lookup, TCP and TLS handshake together.
    pub connect: Duration,
    /// From the start of a request, sending included, to the first byte of its answer.
    pub first_byte: Duration,
    /// Between two pieces of an answer.
    pub idle: Duration,
    /// From first request to last byte, redirects included.
    pub total: Duration,
}

/// Which TCP ports may be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ports {
    /// 80, 443 and the few others on which sites and model servers are found, so that we are no
    /// help to those who scan or speak to other services.
    Web,
    Any,
}

/// Ports on which web sites and model servers are commonly found.
const WEB_PORTS: [u16; 9] = [80, 443, 2368, 8000, 8008, 8080, 8081, 8443, 8888];

impl Policy {
    /// For an operator whose own machine or network is the destination: private addresses, plain
    /// http and any port.
    #[must_use]
    pub fn private_network() -> Self {
        Self { allow_private: true, allow_http: true, ports: Ports::Any, ..Self::default() }
    }

    pub(crate) fn allows_network(&self, network: Network) -> bool {
        network == Network::Public || (self.allow_private && network.may_be_allowed())
    }

    pub(crate) fn allows_port(&self, port: u16) -> bool {
        match self.ports {
            Ports::Any => true,
            Ports::Web => WEB_PORTS.contains(&port),
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            allow_private: false,
            allow_http: false,
            ports: Ports::Web,
            max_body: 10 * 1024 * 1024,
            max_redirects: 5,
            timeouts: Timeouts::default(),
            user_agent: concat!("safe-http/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            first_byte: Duration::from_secs(60),
            idle: Duration::from_secs(30),
            total: Duration::from_secs(180),
        }
    }
}
