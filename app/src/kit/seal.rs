//! Secrets at rest: XChaCha20-Poly1305, bound to the table, column and row they belong to, so that a sealed value
//! copied to another row does not open.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};

const NONCE: usize = 24;
/// First byte of every sealed value: which key and format; there is one so far.
const FORMAT: u8 = 1;

/// The key that seals. Never printed.
#[derive(Clone)]
pub struct Sealer(XChaCha20Poly1305);

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer(…)")
    }
}

/// A sealed value that does not open: another key, another row, or damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a stored secret could not be opened with IGNY8_SECRET_KEY; enter it again")]
pub struct CannotOpen;

impl Sealer {
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(&Key::from(*key)))
    }

    /// Seals `secret` for one place, e.g. `integrations.secret:{id}`.
    ///
    /// # Errors
    /// Only when the value is absurdly long (over 256 GiB).
    pub fn seal(&self, place: &str, secret: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let nonce: [u8; NONCE] = rand::random();
        let sealed = self
            .0
            .encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: place.as_bytes() })
            .map_err(|_| CannotOpen)?;
        Ok([&[FORMAT], &nonce[..], &sealed].concat())
    }

    /// Opens what was sealed for the same place.
    ///
    /// # Errors
    /// [`CannotOpen`] for another key, place, format, or damage.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let (&format, rest) = sealed.split_first().ok_or(CannotOpen)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(CannotOpen)?;
        if format != FORMAT {
            return Err(CannotOpen);
        }
        self.0.decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: place.as_bytes() }).map_err(|_| CannotOpen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_in_its_own_place_and_with_its_own_key() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal("integrations.secret:1", b"hunter2 hunter2").expect("seals");
        assert_eq!(sealer.open("integrations.secret:1", &sealed).as_deref(), Ok(&b"hunter2 hunter2"[..]));
        assert_eq!(sealer.open("integrations.secret:2", &sealed), Err(CannotOpen));
        assert_eq!(Sealer::new(&[8; 32]).open("integrations.secret:1", &sealed), Err(CannotOpen));
        assert!(!sealed.windows(7).any(|part| part == b"hunter2"));
    }
}
