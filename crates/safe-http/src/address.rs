//! What can be told from an address alone, before any name is looked up.

use std::net::IpAddr;

use reqwest::Url;

use crate::{Network, Policy};

/// Longest address taken, in bytes. Browsers and servers agree on little beyond this.
const MAX_LENGTH: usize = 2_048;

/// Why an address is not requested. The sentences are for whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("This is not a complete web address. It should look like https://example.com.")]
    NotAnAddress,
    #[error("The address is longer than {MAX_LENGTH} characters.")]
    TooLong,
    #[error("Addresses starting with {0}: are not supported. Use https.")]
    Scheme(String),
    #[error("The address is not encrypted. Use https:// instead of http://.")]
    NotEncrypted,
    #[error("The address contains a user name or password. Leave them out and use their own fields.")]
    Credentials,
    #[error("Port {0} is not one that web sites use. Leave it out or ask the operator to allow it.")]
    Port(u16),
    #[error(
        "{host} leads into a private or reserved network, which is not allowed here. \
         Use the address by which the site is reached from the internet."
    )]
    NotPublic { host: String, network: Network },
}

/// Parses an address and refuses what the policy rules out, IP literals in every spelling included.
/// Names are looked up only when connecting, and checked there.
///
/// # Errors
/// The first rule that the address breaks.
pub fn check_address(address: &str, policy: &Policy) -> Result<Url, Refusal> {
    if address.len() > MAX_LENGTH {
        return Err(Refusal::TooLong);
    }
    let url = Url::parse(address.trim()).map_err(|_| Refusal::NotAnAddress)?;
    check_url(&url, policy)?;
    Ok(url)
}

/// The same for an address already parsed, such as the target of a redirect.
pub(crate) fn check_url(url: &Url, policy: &Policy) -> Result<(), Refusal> {
    match url.scheme() {
        "https" => {}
        "http" if policy.allow_http => {}
        "http" => return Err(Refusal::NotEncrypted),
        other => return Err(Refusal::Scheme(other.to_owned())),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::Credentials);
    }
    let host = url.host_str().ok_or(Refusal::NotAnAddress)?;
    let port = url.port_or_known_default().ok_or(Refusal::NotAnAddress)?;
    if !policy.allows_port(port) {
        return Err(Refusal::Port(port));
    }
    match ip_literal(host) {
        Some(address) => check_ip(host, address, policy),
        None if names_this_machine(host) => check_network(host, Network::Loopback, policy),
        None => Ok(()),
    }
}

/// Refuses an IP address on a network the policy rules out.
pub(crate) fn check_ip(host: &str, address: IpAddr, policy: &Policy) -> Result<(), Refusal> {
    check_network(host, Network::of(address), policy)
}

fn check_network(host: &str, network: Network, policy: &Policy) -> Result<(), Refusal> {
    if policy.allows_network(network) { Ok(()) } else { Err(Refusal::NotPublic { host: host.to_owned(), network }) }
}

/// The URL parser has already turned decimal, octal, hexadecimal, short and full-width spellings
/// into the dotted form, so that form and the bracketed one are all there is.
fn ip_literal(host: &str) -> Option<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    bare.unwrap_or(host).parse().ok()
}

/// RFC 6761 reserves these names, whatever a resolver says about them.
fn names_this_machine(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    host == "localhost" || host.ends_with(".localhost")
}
