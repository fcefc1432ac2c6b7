//! A second opinion on a password: WordPress's older API takes it in the body of the request.

use safe_http::header::HeaderValue;
use safe_http::{Client as Http, Method, Request};

use crate::{Credentials, RestRoot};

/// What XML-RPC says of user and application password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Accepted,
    Rejected,
    /// It is switched off or blocked, as on many sites.
    Unknown,
}

/// Asks for the user's sites, which anyone signed in may.
pub(super) async fn check(http: &Http, root: &RestRoot, credentials: &Credentials) -> Verdict {
    let mut url = root.site();
    url.set_path(&format!("{}xmlrpc.php", url.path()));
    let (user, password) = (escape(credentials.user.trim()), escape(credentials.password.expose().trim()));
    let body = format!(
        "<?xml version=\"1.0\"?><methodCall><methodName>wp.getUsersBlogs</methodName><params>\
         <param><value><string>{user}</string></value></param>\
         <param><value><string>{password}</string></value></param></params></methodCall>"
    );
    let request = Request::new(Method::POST, url).body(HeaderValue::from_static("text/xml"), body);
    match http.send(request).await {
        Ok(answer) if answer.status.is_success() => judge(&answer.text()),
        _ => Verdict::Unknown,
    }
}

/// Fault 403 is a wrong user or password; 405 is XML-RPC switched off.
fn judge(answer: &str) -> Verdict {
    let answer: String = answer.split_whitespace().collect();
    if answer.contains("<fault>") {
        if answer.contains("<int>403</int>") { Verdict::Rejected } else { Verdict::Unknown }
    } else if answer.contains("<methodResponse>") && answer.contains("isAdmin") {
        Verdict::Accepted
    } else {
        Verdict::Unknown
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_judged_by_what_they_say_of_the_password() {
        let fault = |code| format!("<methodResponse><fault> <int>{code}</int>\n</fault>");
        assert_eq!(judge(&fault(403)), Verdict::Rejected);
        assert_eq!(judge(&fault(405)), Verdict::Unknown);
        let sites = "<methodResponse><params><name>isAdmin</name></params>";
        assert_eq!(judge(sites), Verdict::Accepted);
        assert_eq!(judge("<html>blocked</html>"), Verdict::Unknown);
    }
}
