//! Which redirects are followed, and what the next hop may not see.

use reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, LOCATION, PROXY_AUTHORIZATION};
use reqwest::{StatusCode, Url};

use crate::{Policy, Request};

/// The request that an answer asks for instead, or `None` when the answer is to be handed back.
///
/// A request that changes something is followed only within its own origin and only where the
/// method is kept (307, 308): turning it into a GET would look like success and do nothing, and
/// another origin has no business with its body. The caller gets to see any other redirect.
pub(crate) fn follow(request: &Request, status: StatusCode, headers: &HeaderMap, policy: &Policy) -> Option<Request> {
    let keeps_method = match status.as_u16() {
        301..=303 => false,
        307 | 308 => true,
        _ => return None,
    };
    if policy.max_redirects == 0 {
        return None;
    }
    let mut url = target(request, headers)?;
    if url.fragment().is_none() {
        url.set_fragment(request.url.fragment());
    }
    let same_origin = url.origin() == request.url.origin();
    let may_follow = request.only_reads() || (keeps_method && same_origin);
    if !may_follow {
        return None;
    }
    let mut next = request.clone();
    next.url = url;
    if !same_origin {
        forget_credentials(&mut next.headers);
    }
    Some(next)
}

fn target(request: &Request, headers: &HeaderMap) -> Option<Url> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    request.url.join(location).ok()
}

/// Drops what identifies us to one origin: the usual headers, and any marked sensitive.
fn forget_credentials(headers: &mut HeaderMap) {
    let secret: Vec<_> = headers
        .iter()
        .filter(|(name, value)| value.is_sensitive() || [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(name))
        .map(|(name, _)| name.clone())
        .collect();
    for name in secret {
        headers.remove(name);
    }
}
