//! Addresses of lists: a path and what narrows it, written the same on the server and in the browser.

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

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn values_are_escaped_and_empty_ones_left_out() {
        let address = Address::new("/writer/tasks").with("q", "50 % & más").with("at", "").with_some("n", Some(2));
        assert_eq!(address.finish(), "/writer/tasks?q=50%20%25%20%26%20m%C3%A1s&n=2");
    }
}
