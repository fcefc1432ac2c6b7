//! The address of a server on a socket, as `sqlx` and PostgreSQL's own clients read it.

use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::SUPERUSER;

/// How to reach the server, and as whom. Has no `Debug`, since it holds the password.
#[derive(Clone)]
pub(crate) struct Address {
    pub socket_dir: std::path::PathBuf,
    pub port: u16,
    pub password: String,
}

impl Address {
    /// A URL for one database. The socket needs no encryption, so asking for it is left out.
    pub(crate) fn url(&self, database: &str) -> String {
        let (host, database) = (encode_path(&self.socket_dir), encode(database.as_bytes()));
        let Self { port, password, .. } = self;
        format!("postgres://{SUPERUSER}:{password}@{host}:{port}/{database}?sslmode=disable")
    }
}

fn encode_path(path: &Path) -> String {
    encode(path.as_os_str().as_bytes())
}

/// Percent-encodes all but RFC 3986's unreserved characters.
fn encode(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            text.push(char::from(*byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_folder_is_the_host_and_everything_odd_is_encoded() {
        let address = Address { socket_dir: "/var/my db/socket".into(), port: 5432, password: "Abc123".to_owned() };
        assert_eq!(
            address.url("a/b"),
            "postgres://postgres:Abc123@%2Fvar%2Fmy%20db%2Fsocket:5432/a%2Fb?sslmode=disable"
        );
    }
}
