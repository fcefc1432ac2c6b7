//! Name lookup, with the check that a name cannot slip past: it is made on the very addresses the
//! connection is then opened to.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{Error, Policy, address::check_ip};

/// Turns a host name into addresses. Replaced in tests by one that lies.
pub trait Lookup: Send + Sync {
    fn lookup(&self, host: &str) -> LookupFuture;
}

pub type LookupFuture = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// The operating system's resolver.
#[derive(Debug, Clone, Copy)]
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, host: &str) -> LookupFuture {
        let host = host.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Hands only allowed addresses to the connector.
pub(crate) struct GuardedResolver {
    pub(crate) lookup: Arc<dyn Lookup>,
    pub(crate) policy: Arc<Policy>,
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let found = self.lookup.lookup(&host);
        let policy = Arc::clone(&self.policy);
        Box::pin(async move {
            let allowed = allowed_addresses(&host, found.await, &policy)?;
            // Port 0 stands for "the port of the request".
            let addresses = allowed.into_iter().map(|ip| SocketAddr::new(ip, 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

/// Keeps the allowed addresses of an answer: a name with one public and one private address is
/// reached by the public one. Refuses the name when none is left.
fn allowed_addresses(host: &str, found: io::Result<Vec<IpAddr>>, policy: &Policy) -> Result<Vec<IpAddr>, Error> {
    let unknown = || Error::Resolve { host: host.to_owned() };
    let found = found.map_err(|_| unknown())?;
    let mut refusal = None;
    let mut allowed = Vec::with_capacity(found.len());
    for address in found {
        match check_ip(host, address, policy) {
            Ok(()) => allowed.push(address),
            Err(reason) => refusal = Some(reason),
        }
    }
    match refusal {
        _ if !allowed.is_empty() => Ok(allowed),
        Some(reason) => Err(Error::AddressRefused(reason)),
        None => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Answers with each list in turn, as the name server of an attacker does with a lifetime of 0.
    struct Rebinding {
        answers: Vec<Vec<IpAddr>>,
        asked: AtomicUsize,
    }

    impl Lookup for Rebinding {
        fn lookup(&self, _host: &str) -> LookupFuture {
            let turn = self.asked.fetch_add(1, Ordering::SeqCst) % self.answers.len();
            let answer = self.answers[turn].clone();
            Box::pin(async move { Ok(answer) })
        }
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an IP address")
    }

    fn guarded(answers: Vec<Vec<IpAddr>>) -> GuardedResolver {
        let asked = AtomicUsize::new(0);
        GuardedResolver { lookup: Arc::new(Rebinding { answers, asked }), policy: Arc::new(Policy::default()) }
    }

    async fn resolve(resolver: &GuardedResolver) -> Result<Vec<IpAddr>, String> {
        let name = "rebinding.example".parse().expect("a name");
        let found = resolver.resolve(name).await.map_err(|e| e.to_string())?;
        Ok(found.map(|address| address.ip()).collect())
    }

    #[tokio::test]
    async fn a_name_that_changes_its_answer_is_refused_the_second_time() {
        let resolver = guarded(vec![vec![ip("1.1.1.1")], vec![ip("127.0.0.1")]]);
        assert_eq!(resolve(&resolver).await, Ok(vec![ip("1.1.1.1")]));
        let refused = resolve(&resolver).await.expect_err("refused");
        assert!(refused.contains("private or reserved"), "{refused}");
    }

    #[tokio::test]
    async fn of_a_mixed_answer_only_the_public_address_is_connected_to() {
        let mixed = vec![ip("169.254.169.254"), ip("1.1.1.1"), ip("::1")];
        let resolver = guarded(vec![mixed]);
        assert_eq!(resolve(&resolver).await, Ok(vec![ip("1.1.1.1")]));
    }

    #[tokio::test]
    async fn an_empty_answer_is_an_unknown_name() {
        let resolver = guarded(vec![vec![]]);
        let unknown = resolve(&resolver).await.expect_err("unknown");
        assert!(unknown.contains("could not be found"), "{unknown}");
    }
}
