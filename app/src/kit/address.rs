//! Addresses of lists: a path and what narrows it, written the same on the server and in the browser.

use leptos_router::location::Url;

/// A path with its query, built part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(path.to_owned())
    }

    /// The door, for somebody without a session: why, in the error's code, and the way back.
    #[must_use]
    pub fn sign_in(code: &str, way_back: &str) -> Self {
        // nothing needs to be said to somebody who has not been here
        let reason = if code == "signed_out" { "" } else { code };
        Self::new("/sign-in").with("reason", reason).with("next", way_back)
    }

    /// Adds a part; an empty value adds nothing.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.push(if self.0.contains('?') { '&' } else { '?' });
            self.0.push_str(name);
            self.0.push('=');
            for byte in value.bytes() {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => self.0.push(char::from(byte)),
                    _ => self.0.push_str(&format!("%{byte:02X}")),
                }
            }
        }
        self
    }

    /// Adds a part when there is one.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, &value.to_string()),
            None => self,
        }
    }

    #[must_use]
    pub fn finish(self) -> String {
        self.0
    }
}

/// The way back that [`Address::sign_in`] put into an address, out of its query as it stands there; empty when there is
/// none. The router's own reading of a query won't do: it decodes values twice, and a way back has a query of its own.
#[must_use]
pub fn way_back(search: &str) -> String {
    search.split('&').find_map(|part| part.strip_prefix("next=")).map(Url::unescape).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Address, way_back};

    #[test]
    fn values_are_escaped_and_empty_ones_left_out() {
        let address = Address::new("/writer/tasks").with("q", "50 % & más").with("at", "").with_some("n", Some(2));
        assert_eq!(address.finish(), "/writer/tasks?q=50%20%25%20%26%20m%C3%A1s&n=2");
    }

    #[test]
    fn the_door_leads_back_to_the_very_address_one_came_from() {
        for page in ["/jobs", "/planner/keywords?q=caf%C3%A9%26x&size=25", "/planner/keywords?q=cold+brew%2B"] {
            for code in ["signed_out", "session_expired"] {
                let door = Address::sign_in(code, page).finish();
                let (_, search) = door.split_once('?').expect("a query");
                assert_eq!(way_back(search), page);
            }
        }
        assert_eq!(way_back("reason=session_expired"), "");
    }
}
