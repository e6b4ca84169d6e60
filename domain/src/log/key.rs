//! The key that signs the heads of the log: Ed25519 (RFC 8032).

use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use std::sync::Arc;

const SEED: usize = 32;

/// A key that signs heads.
#[derive(Clone, Debug)]
pub struct LogKey {
    pair: Arc<Ed25519KeyPair>,
}

impl LogKey {
    /// Creates a secret seed for the setting `log_key`: 32 random bytes in base64url.
    ///
    /// # Errors
    /// `Internal` when the system has no random bytes.
    pub fn new_seed() -> Result<String> {
        let mut seed = [0_u8; SEED];
        getrandom::fill(&mut seed).map_err(Error::internal)?;
        Ok(URL_SAFE_NO_PAD.encode(seed))
    }

    /// Returns the key of a seed: 32 bytes in base64url, without padding.
    ///
    /// # Errors
    /// `log_key` / `unknown_choice` for anything else.
    pub fn of_seed(seed: &str) -> Result<Self> {
        let wrong = || Error::field("log_key", crate::error::code::UNKNOWN_CHOICE);
        let seed = URL_SAFE_NO_PAD.decode(seed.trim()).map_err(|_undecoded| wrong())?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_rejected| wrong())?;
        Ok(Self { pair: Arc::new(pair) })
    }

    /// Returns the public key, in base64url.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key())
    }

    /// Returns the id by which signed heads name the key.
    pub fn id(&self) -> String {
        id_of(self.pair.public_key().as_ref())
    }

    pub(super) fn sign(&self, text: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.sign(text))
    }
}

/// Returns the first 16 hex digits of the SHA-256 of a public key.
fn id_of(public: &[u8]) -> String {
    let mut id = hex::encode(Sha256::digest(public));
    id.truncate(16);
    id
}

/// Returns whether a text was signed with a public key, which must have this id.
pub(super) fn signed(id: &str, public: &str, text: &[u8], signature: &str) -> bool {
    let (Ok(public), Ok(signature)) = (URL_SAFE_NO_PAD.decode(public), URL_SAFE_NO_PAD.decode(signature)) else {
        return false;
    };
    id_of(&public) == id
        && UnparsedPublicKey::new(&ED25519, public)
            .verify(text, &signature)
            .is_ok()
}
